/** What happened last: as the stream told it, for whoever was not listening then. Read from the journal, by the history. */
import type { z } from "zod";
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { recent as recentRoute } from "../../../shared/protocol/system-routes.ts";
import type { ManagementParts } from "./contract.ts";
import { asOf, fromHistory } from "./from-history.ts";
import { wireEvent } from "./wire-event.ts";

export async function recent(
	parts: ManagementParts,
	query: z.output<typeof recentRoute.query>,
): Promise<Answered<z.input<typeof recentRoute.reply>>> {
	const from = query.from ?? 0;
	const to = query.to ?? parts.clock.now() + 1;
	if (from < 0 || from >= to) return refuse(400, "`from` must lie before `to`, both in epoch milliseconds");
	const most = query.limit;
	const told = await fromHistory(parts, (history) => history.recent({ from, to, most }, parts.ledger.head().seq));
	if (!told.ok) return told;
	const { value: events, asOf: seq } = told.value;
	return {
		ok: true,
		value: {
			events: events.map((event) => wireEvent(event, parts.ledger.epochOf(event.seq) ?? "unknown")),
			more: events.length === most,
			asOf: asOf(parts, seq),
		},
	};
}
