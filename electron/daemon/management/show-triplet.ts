/**
 * One triplet: the row as it stands in memory, every attempt from the history with why it was decided so, and whose
 * turn it is in words. Without a history the row is shown alone, and said to be incomplete.
 */
import type { z } from "zod";
import { explanationOf } from "../../../shared/analysis/explanations.ts";
import type { OutcomeTold, PolicyEvent } from "../../../shared/policy/event.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { approvalFor, tripletOf } from "../../../shared/protocol/triplet-of.ts";
import type { attemptShape, showTriplet as showRoute } from "../../../shared/protocol/triplet-routes.ts";
import type { Ledger } from "../ledger/contract.ts";
import type { ManagementParts } from "./contract.ts";
import { asOf, fromHistory } from "./from-history.ts";

export async function showTriplet(
	parts: ManagementParts,
	id: string,
): Promise<Answered<z.input<typeof showRoute.reply>>> {
	const { ledger, clock } = parts;
	const asked = ledger.head();
	if (ledger.state.triplets.get(id) === undefined) {
		return refuse(
			404,
			"No triplet has this id now: it was purged or its time ran out; search again by sender or recipient",
		);
	}
	const read = await fromHistory(parts, (history) =>
		Promise.all([history.eventsOf(id, asked.seq), history.siblings(id, asked.seq)]),
	);
	const none = { asOf: asked.seq, value: [] };
	const [events, siblings] = read.ok ? read.value : [none, none];
	// Read again: it may have changed while the history was asked, and memory is the truth.
	const row = ledger.state.triplets.get(id);
	if (row === undefined)
		return refuse(404, "This triplet was purged a moment ago: search again by sender or recipient");
	const now = clock.now();
	const told = outcomesOf(events.value);
	const attempts = events.value.map((event) => attemptOf(event, told, ledger)).filter((attempt) => attempt !== null);
	return {
		ok: true,
		value: {
			triplet: tripletOf(row, ledger.state.approvals, now),
			words: explanationOf(row, approvalFor(row, ledger.state.approvals), now).words,
			attempts,
			attemptsComplete: read.ok && attempts.filter((attempt) => attempt.kind !== "expired").length >= row.attempts,
			siblings: siblings.value.map((sibling: TripletRow) => tripletOf(sibling, ledger.state.approvals, now)),
			asOf: asOf(parts, Math.min(events.asOf, siblings.asOf)),
		},
	};
}

/** What a mail log told of attempts, by their instance. */
function outcomesOf(events: readonly PolicyEvent[]): ReadonlyMap<string, OutcomeTold> {
	const told = events.flatMap((event) => (event.kind === "outcome" ? [[event.instance, event] as const] : []));
	return new Map(told);
}

function attemptOf(
	event: PolicyEvent,
	told: ReadonlyMap<string, OutcomeTold>,
	ledger: Pick<Ledger, "epochOf">,
): z.input<typeof attemptShape> | null {
	const id = `${ledger.epochOf(event.seq) ?? "unknown"}:${event.seq}`;
	if (event.kind === "expired") {
		const why = event.reason === "never-retried" ? "No retry came in time" : "The mail passed by another client";
		const { at, kind, reason } = event;
		return { id, at, kind, reason, rule: null, why, client: null, clientName: null, helo: null, outcome: "unknown" };
	}
	if (event.kind !== "deferred" && event.kind !== "passed") return null;
	const { client, clientName, helo, instance } = event.attempt;
	const { at, kind, reason, rule, why } = event;
	const { outcome, code } = told.get(instance) ?? { outcome: event.outcome, code: null };
	return { id, at, kind, reason, rule, why, client, clientName, helo, outcome, toldCode: code };
}
