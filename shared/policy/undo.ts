/**
 * Taking an action back, row by row: pure, as drafts for the ledger. What happened meanwhile stays happened and is
 * said: a mail that was let through is delivered, a row that came again is newer than the one that was purged.
 * Refuses what was undone before, and settings that somebody has changed since.
 */
import { utcWords } from "../base/instant.ts";
import { bad, good, type Outcome } from "../base/outcome.ts";
import type { ActionEffect, ActionRecord } from "./action.ts";
import { trustedAgain } from "./auto-whitelist.ts";
import type { ActionEvent, Undone } from "./event.ts";
import { type Acting, actionBase, chunks, type Failed, type Plan } from "./operator.ts";
import { type Approval, type AutoWhitelistRow, approvalKey, type TripletRow } from "./rows.ts";
import type { GreylistState } from "./state.ts";
import { whitelistBack } from "./undo-whitelists.ts";

export interface UndoOrder extends Acting {
	readonly record: ActionRecord;
}

type State = Readonly<GreylistState>;
type Effect<K extends ActionEffect["kind"]> = Extract<ActionEffect, { readonly kind: K }>;

interface Back {
	readonly restored: readonly TripletRow[];
	/** Auto-whitelists that were forgotten with triplets. */
	readonly trusted?: readonly AutoWhitelistRow[];
	readonly withdrawn: readonly string[];
	readonly failed: readonly Failed[];
	readonly count: number;
	/** What puts settings or whitelists back. */
	readonly first: readonly ActionEvent[];
}

const noRows = { restored: [], withdrawn: [] } as const;

/** Errors: one sentence that says why nothing of it can be undone. */
export function planUndo(state: State, order: UndoOrder, now: number): Outcome<Plan> {
	const { record } = order;
	if (record.undoneBy !== null) return bad("It has been undone already");
	const back = backFrom(state, order, now);
	if (!back.ok) return back;
	const { restored, trusted = [], withdrawn, failed, count, first } = back.value;
	if (restored.length + trusted.length + withdrawn.length + first.length === 0)
		return bad(failed[0]?.why ?? "There is nothing left of it to undo");
	return good({ drafts: [...first, ...undoneDrafts(order, back.value, now)], count, failed });
}

function backFrom(state: State, order: UndoOrder, now: number): Outcome<Back> {
	const { effect } = order.record;
	switch (effect.kind) {
		case "approved":
			return good(approvalsBack(state, order.record, now));
		case "purged":
			return good(purgedBack(state, effect, now));
		case "settings-changed":
			return settingsBack(state, order, now);
		case "whitelist-changed":
			return good({ ...noRows, ...whitelistBack(state, { ...order, effect }, now) });
		case "undone":
			return bad("An undo cannot be undone: do again what it took back");
		default:
			return bad("This version does not know how to undo it");
	}
}

function approvalsBack(state: State, record: ActionRecord, now: number): Back {
	const effect = record.effect.kind === "approved" ? record.effect : { rows: [], approvals: [] };
	const standing = new Map<string, Approval>();
	for (const { key } of effect.approvals) {
		const approval = state.approvals.get(key);
		if (approval?.actionId === record.actionId) standing.set(key, approval);
	}
	const restored: TripletRow[] = [];
	const failed: Failed[] = [];
	const told = new Set<string>();
	let count = 0;
	for (const { id, senderKey, recipient } of effect.rows) {
		const key = approvalKey(senderKey, recipient, null);
		told.add(key);
		const row = state.triplets.get(id);
		const isApproved = row?.state === "approved" && row.approvedBy === record.actionId;
		if (row !== undefined && isApproved) restored.push(waitingAgain(row, state));
		const why = delivered(row, standing.get(key), { record, now });
		if (why !== null) failed.push({ id, why });
		else if (isApproved) count += 1;
		else failed.push({ id, why: row === undefined ? "It is not known any more" : "The approval had ended already" });
	}
	for (const approval of standing.values()) {
		if (told.has(approval.key)) continue;
		if (approval.spentAt === null) count += 1;
		else failed.push({ id: approval.spentBy ?? nameOf(approval), why: deliveredAt(approval.spentAt, now) });
	}
	return { restored, withdrawn: [...standing.keys()], failed, count, first: [] };
}

/** Why it is too late for the mail of a row; `null`: it is not. */
function delivered(
	row: TripletRow | undefined,
	approval: Approval | undefined,
	{ record, now }: { readonly record: ActionRecord; readonly now: number },
): string | null {
	if (row?.state === "passed" && row.approvedBy === record.actionId && row.passedAt !== null)
		return `${deliveredAt(row.passedAt, now)}; purge it to let its next mail wait again`;
	if (approval === undefined || approval.spentAt === null) return null;
	const elsewhere = approval.spentBy === row?.id ? "" : ", by way of another client";
	return deliveredAt(approval.spentAt, now) + elsewhere;
}

function deliveredAt(at: number, now: number): string {
	return `already delivered at ${utcWords(at, now)}`;
}

function nameOf({ senderKey, recipient }: Approval): string {
	return `${senderKey === "" ? "<>" : senderKey} ${recipient}`;
}

/** As it was before: the same first attempt, the same `mayPassAt`. */
function waitingAgain(row: TripletRow, { policy }: State): TripletRow {
	const wasExpired = row.reason === "never-retried" || row.reason === "retried-elsewhere";
	const forgottenAt = Math.max(row.windowEndsAt, row.firstSeenAt + policy.settings.forgetAfter * 1000);
	return {
		...row,
		state: wasExpired ? "expired" : "waiting",
		approvedBy: null,
		expiresAt: Math.min(row.expiresAt, forgottenAt),
	};
}

function purgedBack(state: State, { rows, autoWhitelists = [] }: Effect<"purged">, now: number): Back {
	const restored: TripletRow[] = [];
	const failed: Failed[] = [];
	for (const row of rows) {
		const newer = state.triplets.get(row.id);
		if (newer !== undefined)
			failed.push({ id: row.id, why: `It came again at ${utcWords(newer.firstSeenAt, now)}: the newer one stays` });
		else if (row.expiresAt <= now) failed.push({ id: row.id, why: "Its time is over: it would be forgotten by now" });
		// Its approval went with it.
		else restored.push(row.state === "approved" ? waitingAgain(row, state) : row);
	}
	const { rows: trusted, ended } = trustedAgain(state, autoWhitelists, now);
	failed.push(...ended);
	const count = restored.length === 0 ? trusted.length : restored.length;
	return { restored, trusted, withdrawn: [], failed, count, first: [] };
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
	return good({ restored: [], withdrawn: [], failed: [], count: 1, first: [first] });
}

function same(one: unknown, two: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(two);
}

/** One draft at least: it is what marks the action as undone. */
function undoneDrafts(order: UndoOrder, back: Back, now: number): readonly Undone[] {
	const { restored, trusted = [], withdrawn, failed } = back;
	const rows = chunks(restored);
	const trust = chunks(trusted);
	const keys = chunks(withdrawn);
	const faults = chunks(failed);
	const parts = Math.max(1, rows.length, trust.length, keys.length, faults.length);
	return Array.from({ length: parts }, (_, part) => ({
		kind: "undone",
		...actionBase(order, now),
		undoes: order.record.actionId,
		restored: rows[part] ?? [],
		...(trust[part] === undefined ? {} : { autoWhitelists: trust[part] }),
		withdrawn: keys[part] ?? [],
		failed: faults[part] ?? [],
	}));
}
