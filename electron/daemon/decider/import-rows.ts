/**
 * Takes rows of another greylister over, 500 at a time with mail decided between them, as parts of one action. Whoever
 * sends them in several calls goes on with the action of the first: it is one entry of the audit trail, and one undo.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import {
	type ForeignTriplet,
	type ForeignTrust,
	type ImportRowsPlan,
	planRows,
} from "../../../shared/policy/import-rows.ts";
import { chunks } from "../../../shared/policy/operator.ts";
import type { Ledger } from "../ledger/contract.ts";
import type { ImportedRows, RowsImport } from "./contract.ts";
import { inParts } from "./in-parts.ts";

/** As many as an undo can still take back among other actions. */
const MOST_ROWS = 200_000;

interface Parts {
	readonly ledger: Ledger;
	readonly clock: Clock;
	readonly hash: (text: string) => string;
	readonly newId: () => string;
	/** Actions that are being taken, or undone. */
	readonly busy: Set<string>;
}

/** Errors: one sentence; what parts were written before stand. */
export async function importRows(parts: Parts, order: RowsImport): Promise<Outcome<ImportedRows>> {
	const { ledger, clock, hash, busy } = parts;
	const started = order.actionId === null ? good(parts.newId()) : goingOn(parts, order, order.actionId);
	if (!started.ok) return started;
	const actionId = started.value;
	const plans: ImportRowsPlan[] = [];
	const planned = (triplets: readonly ForeignTriplet[], autoWhitelists: readonly ForeignTrust[]) => {
		const plan = planRows(ledger.state, { ...order, actionId, triplets, autoWhitelists, hash }, clock.now());
		plans.push(plan);
		return plan;
	};
	const pieces = [
		...chunks(order.triplets).map((part) => () => planned(part, [])),
		...chunks(order.autoWhitelists).map((part) => () => planned([], part)),
	];
	if (order.dryRun) {
		for (const piece of pieces) piece();
		return good({ ...tallyOf(plans), acted: null });
	}
	busy.add(actionId);
	try {
		const acted = await inParts(
			ledger,
			actionId,
			pieces.map((piece) => ({ ids: [], plan: () => good(draftOf(piece())) })),
		);
		const tally = tallyOf(plans);
		if (acted.ok) return good({ ...tally, acted: acted.value });
		return plans.some(({ draft }) => draft !== null) ? acted : good({ ...tally, acted: null });
	} finally {
		busy.delete(actionId);
	}
}

function goingOn({ ledger, busy }: Parts, order: RowsImport, actionId: string): Outcome<string> {
	const record = ledger.state.actions.get(actionId);
	if (record?.effect.kind !== "imported" || record.effect.from !== order.from)
		return bad("There is no such import to go on with: begin a new one");
	if (record.undoneBy !== null || busy.has(actionId)) return bad("That import was undone, or is busy: begin a new one");
	if (record.effect.ids.length >= MOST_ROWS) return bad(`That import has ${MOST_ROWS} rows: begin a new one`);
	return good(actionId);
}

function draftOf({ draft }: ImportRowsPlan) {
	const count = draft === null ? 0 : draft.rows.length + draft.autoWhitelists.length;
	return { drafts: draft === null ? [] : [draft], count, failed: [] };
}

function tallyOf(plans: readonly ImportRowsPlan[]): Omit<ImportedRows, "acted"> {
	const sum = (of: (plan: ImportRowsPlan) => number) => plans.reduce((total, plan) => total + of(plan), 0);
	return {
		waiting: sum(({ waiting }) => waiting),
		passed: sum(({ passed }) => passed),
		autoWhitelists: sum(({ autoWhitelists }) => autoWhitelists),
		known: sum(({ known }) => known),
		ended: sum(({ ended }) => ended),
		failed: plans.flatMap(({ failed }) => failed),
	};
}
