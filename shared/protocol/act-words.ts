/**
 * What an event that is no mail tells a postmaster, in one line: how much, by whom, why. Events come from hosts newer or
 * older than we are: what cannot be read is left out. All of it is foreign text; whoever shows it makes it harmless.
 */
import { z } from "zod";
import type { StreamEvent } from "./stream.ts";

const rowPart = z.object({ id: z.string(), client: z.string(), sender: z.string(), recipient: z.string() });
const rows = z.array(rowPart);
const who = z.object({ name: z.string() });
const numbers = z.record(z.string(), z.number());

type ActedRow = z.infer<typeof rowPart>;

/** The one triplet that was approved, purged or put back; null where it was none, or several. */
export function onlyRow(event: StreamEvent): ActedRow | null {
	if (!["approved", "purged", "undone"].includes(event.kind)) return null;
	const found = rowsOf(event);
	return found.length === 1 ? (found[0] ?? null) : null;
}

/** Empty where there is nothing to say. */
export function actWords(event: StreamEvent): string {
	const triplet = text(event.triplet);
	switch (event.kind) {
		case "approved":
		case "purged":
		case "undone": {
			const count = Math.max(rowsOf(event).length, countOf(event, event.kind === "undone" ? "restored" : "rows"));
			return joined(count > 1 ? `${count} triplets` : "", byWhom(event), text(event.why));
		}
		case "imported":
			return joined(triplets(countOf(event, "rows")), byWhom(event), text(event.why));
		case "expired":
			return triplet === "" ? "" : `Triplet ${triplet}`;
		case "gap":
			return `Not recorded: ${text(event.why)}`;
		case "alert-acknowledged":
			return joined(text(event.alert), byWhom(event));
		case "settings-changed":
			return joined(byWhom(event), text(event.why));
		case "erased":
			return joined(triplets(countOf(event, "triplets")), byWhom(event), text(event.why));
		case "whitelist-changed":
			return joined(entriesWords(event), byWhom(event), text(event.why));
		case "alert-cleared":
			return text(event.alert);
		case "alert-raised":
			return text(event.words);
		case "engine-changed":
			return [text(event.change), text(event.why)].filter((word) => word !== "").join(": ");
		default:
			return text(event.why);
	}
}

function rowsOf(event: StreamEvent): readonly ActedRow[] {
	const list = rows.safeParse(event[event.kind === "undone" ? "restored" : "rows"]);
	return list.success ? list.data : [];
}

function triplets(count: number): string {
	return count === 0 ? "" : `${count} ${count === 1 ? "triplet" : "triplets"}`;
}

/** Entries alone are counted, not named: a recipient among them is a person. */
function entriesWords(event: StreamEvent): string {
	const read = numbers.safeParse(event.counts);
	return read.success ? `${read.data.added ?? 0} added, ${read.data.removed ?? 0} removed` : "";
}

/** Of a list that may have been cut for the stream; 0 where nothing tells. */
function countOf(event: StreamEvent, list: string): number {
	const read = numbers.safeParse(event.counts);
	return read.success ? (read.data[list] ?? 0) : 0;
}

function byWhom(event: StreamEvent): string {
	const by = who.safeParse(event.who);
	return by.success ? `by ${by.data.name}` : "";
}

function joined(...words: readonly string[]): string {
	return words.filter((word) => word !== "").join(" · ");
}

function text(value: unknown): string {
	return typeof value === "string" ? value : "";
}
