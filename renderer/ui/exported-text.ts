/** How an export tells times, one rule for columns and sentences: ISO 8601 with the zone that the page shows. */
import { withInstants } from "../../shared/base/instant.ts";
import { zonedStamp } from "../../shared/base/record-text.ts";
import { zoneOffset } from "./zone.ts";

export function exportedInstant(at: number): string {
	return zonedStamp(at, zoneOffset(at));
}

/** A sentence of the daemon's, whose times are of UTC. `saidAt`: when it was made. */
export function exportedText(sentence: string, saidAt: number): string {
	return withInstants(sentence, saidAt, exportedInstant);
}
