/**
 * Taking an action back, row by row: pure, as drafts for the ledger. What happened meanwhile stays happened and is
 * said: a mail that was let through is delivered, a row that came again is newer than the one that was purged.
 * Refuses what was undone before, and settings that somebody has changed since.
 */
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { ActionRecord } from "./action.ts";
import type { ActionEvent, Undone } from "./event.ts";
import { type Acting, actionBase, chunks, type Failed, type Plan } from "./operator.ts";
import type { GreylistState } from "./state.ts";
import { importedBack } from "./undo-imported.ts";
import { approvalsBack, purgedBack, type TripletsBack } from "./undo-triplets.ts";
import { whitelistBack } from "./undo-whitelists.ts";

export interface UndoOrder extends Acting {
	readonly record: ActionRecord;
	/** Where it is taken in parts, `record` holds the effect of this one alone. */
	readonly part?: UndoPart;
}

export interface UndoPart {
	readonly isLast: boolean;
	/** Of earlier parts in which there was nothing to undo; `null`: one of them has been taken. */
	readonly failedBefore: readonly Failed[] | null;
}

type State = Readonly<GreylistState>;

interface Back extends TripletsBack {
	/** What puts settings or whitelists back, or takes away what was imported. */
	readonly first: readonly ActionEvent[];
}

const noRows = { restored: [], withdrawn: [], approvals: [], trusted: [] } as const;

/** Errors: one sentence that says why nothing of it can be undone. */
export function planUndo(state: State, order: UndoOrder, now: number): Outcome<Plan> {
	const { record } = order;
	if (record.undoneBy !== null) return bad("It has been undone already");
	const back = backFrom(state, order, now);
	if (!back.ok) return back;
	const { failed, count, first } = back.value;
	const failedBefore = order.part?.failedBefore ?? [];
	if (order.part?.failedBefore !== null && !changesSomething(back.value)) {
		if (order.part?.isLast === false) return good({ drafts: [], count, failed });
		return bad([...failedBefore, ...failed][0]?.why ?? "There is nothing left of it to undo");
	}
	const told = { ...back.value, failed: [...failedBefore, ...failed] };
	return good({ drafts: [...first, ...undoneDrafts(order, told, now)], count, failed });
}

function changesSomething({ restored, trusted, withdrawn, approvals, first }: Back): boolean {
	return restored.length + trusted.length + withdrawn.length + approvals.length + first.length > 0;
}

function backFrom(state: State, order: UndoOrder, now: number): Outcome<Back> {
	const { effect } = order.record;
	switch (effect.kind) {
		case "approved":
			return good({ ...approvalsBack(state, order.record, now), first: [] });
		case "purged":
			return good({ ...purgedBack(state, effect, now), first: [] });
		case "settings-changed":
			return settingsBack(state, order, now);
		case "whitelist-changed":
			return good({ ...noRows, ...whitelistBack(state, { ...order, effect }, now) });
		case "imported":
			return good(importedBack(state, { ...order, effect }, now));
		case "undone":
			return bad("An undo cannot be undone: do again what it took back");
		case "erased":
			return bad("Who was erased is known to nobody any more: there is nothing to put back");
		default:
			return bad("This version does not know how to undo it");
	}
}

function settingsBack({ policy }: State, order: UndoOrder, now: number): Outcome<Back> {
	const { effect } = order.record;
	if (effect.kind !== "settings-changed") return bad("No settings were changed by it");
	if (effect.before === null) return bad("These were the first settings: there is nothing before them");
	const settingsChanged = !same(effect.before, effect.after);
	const switchChanged = effect.passAllBefore !== effect.passAllUntilAt;
	if (settingsChanged && !same(policy.settings, effect.after))
		return bad("The settings have been changed again since: undo that change first");
	if (switchChanged && policy.passAllUntilAt !== effect.passAllUntilAt)
		return bad("The pass-all switch has been changed again since: undo that change first");
	const untilAt = switchChanged ? effect.passAllBefore : policy.passAllUntilAt;
	const first: ActionEvent = {
		kind: "settings-changed",
		...actionBase(order, now),
		revision: policy.revision + 1,
		before: policy.settings,
		after: settingsChanged ? effect.before : policy.settings,
		passAllBefore: policy.passAllUntilAt,
		passAllUntilAt: untilAt !== null && untilAt > now ? untilAt : null,
	};
	return good({ ...noRows, failed: [], count: 1, first: [first] });
}

function same(one: unknown, two: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(two);
}

/** One draft at least: it is what marks the action as undone. */
function undoneDrafts(order: UndoOrder, back: Back, now: number): readonly Undone[] {
	const { restored, trusted, withdrawn, approvals, failed } = back;
	const rows = chunks(restored);
	const trust = chunks(trusted);
	const keys = chunks(withdrawn);
	const standing = chunks(approvals);
	const faults = chunks(failed);
	const parts = Math.max(1, rows.length, trust.length, keys.length, standing.length, faults.length);
	return Array.from({ length: parts }, (_, part) => ({
		kind: "undone",
		...actionBase(order, now),
		undoes: order.record.actionId,
		...(order.part?.isLast === false ? { more: true } : {}),
		restored: rows[part] ?? [],
		...(trust[part] === undefined ? {} : { autoWhitelists: trust[part] }),
		withdrawn: keys[part] ?? [],
		...(standing[part] === undefined ? {} : { approvals: standing[part] }),
		failed: faults[part] ?? [],
	}));
}
