/**
 * What time alone changes: waiting triplets whose retry window is over count as never retried, or as retried elsewhere
 * where the same sender and recipient passed by another client; what has outlived its life is forgotten. Walked in
 * parts, so that no pass over a large table stands in the way of mail; what changed between two parts is looked at
 * again. Rows of shadow mode are never missed: their mail was let through. Nor is anybody judged across a gap of ours:
 * such a row waits on until it is forgotten.
 */
import { isSpentElsewhere, standingFor, waitingAgain, wasJudged } from "./approvals.ts";
import { isIdle } from "./auto-whitelist.ts";
import type { EventDraft, Forgotten } from "./event.ts";
import { mayHaveComeUnseen } from "./gaps.ts";
import { mailKey } from "./mail-passes.ts";
import { ROWS_PER_DRAFT } from "./operator.ts";
import { policyFor } from "./recipient-policy.ts";
import type { TripletRow } from "./rows.ts";
import type { GreylistState } from "./state.ts";

type State = Readonly<GreylistState>;
const ROWS_PER_PART = 2_000;

/** Everything at once: for small tables. */
export function planSweep(state: State, now: number): readonly EventDraft[] {
	return [...sweep(state, now)].flat();
}

/** Record what each part yields (it may be nothing) before asking for the next. */
export function* sweep(state: State, now: number, rowsPerPart = ROWS_PER_PART): Generator<readonly EventDraft[]> {
	const overdue = new Map<string, TripletRow[]>();
	let over: string[] = [];
	let restored: TripletRow[] = [];
	let walked = 0;
	for (const row of state.triplets.values()) {
		if (now >= row.expiresAt) over.push(row.id);
		else if (hasLostApproval(row, state, now))
			restored.push(waitingAgain(row, policyFor(state.policy, row.recipient).settings));
		else if (isOverdue(row, state, now)) {
			const rows = overdue.get(mailKey(row));
			if (rows === undefined) overdue.set(mailKey(row), [row]);
			else rows.push(row);
		}
		walked += 1;
		if (walked % rowsPerPart !== 0 && over.length + restored.length < ROWS_PER_DRAFT) continue;
		yield ended(now, over, restored);
		over = [];
		restored = [];
	}
	if (over.length + restored.length > 0) yield ended(now, over, restored);
	const elsewhere = new Map<string, number>();
	if (overdue.size > 0)
		for (const row of state.triplets.values()) {
			if (row.passedAt !== null && overdue.has(mailKey(row)))
				elsewhere.set(mailKey(row), Math.max(elsewhere.get(mailKey(row)) ?? 0, row.passedAt, row.lastSeenAt));
			walked += 1;
			if (walked % rowsPerPart === 0) yield [];
		}
	yield* expired(state, { overdue, elsewhere }, now);
	yield* spent(state, now);
}

function ended(now: number, triplets: readonly string[], restored: readonly TripletRow[]): readonly Forgotten[] {
	if (triplets.length + restored.length === 0) return [];
	return [forgotten(now, { triplets, ...(restored.length === 0 ? {} : { restored }) })];
}

/** An approved row is overdue only where its mail passed elsewhere: while it is approved, it may still come. */
function isOverdue(row: TripletRow, state: State, now: number): boolean {
	if (row.shadow) return false;
	if (row.state === "approved") return isSpentElsewhere(state, row);
	return row.state === "waiting" && now >= row.windowEndsAt && !mayHaveComeUnseen(state, row);
}

/** Approved no longer: its approval has ended, or was used for a mail whose row was counted once already. */
function hasLostApproval(row: TripletRow, state: State, now: number): boolean {
	if (row.state !== "approved") return false;
	return isSpentElsewhere(state, row) ? wasJudged(row) : standingFor(state, row, now) === null;
}

interface Overdue {
	readonly overdue: ReadonlyMap<string, readonly TripletRow[]>;
	/** When such a mail passed last, by any client. */
	readonly elsewhere: ReadonlyMap<string, number>;
}

function* expired(state: State, { overdue, elsewhere }: Overdue, now: number): Generator<readonly EventDraft[]> {
	let drafts: EventDraft[] = [];
	for (const [mail, rows] of overdue)
		for (const { id, firstSeenAt } of rows) {
			const row = state.triplets.get(id);
			if (row === undefined || row.firstSeenAt !== firstSeenAt || !isOverdue(row, state, now)) continue;
			const passedAt = Math.max(elsewhere.get(mail) ?? -1, state.passes.get(mail)?.at ?? -1);
			const isElsewhere = passedAt >= firstSeenAt || isSpentElsewhere(state, row);
			drafts.push({
				kind: "expired",
				at: now,
				reason: isElsewhere ? "retried-elsewhere" : "never-retried",
				triplet: id,
			});
			if (drafts.length < ROWS_PER_DRAFT) continue;
			yield drafts;
			drafts = [];
		}
	if (drafts.length > 0) yield drafts;
}

/** Approvals and correspondents whose time is over, and auto-whitelists that nobody used. */
function* spent(
	{ approvals, autoWhitelists, correspondents, policy }: State,
	now: number,
): Generator<readonly EventDraft[]> {
	for (const ended of keysWhere(approvals.values(), ({ untilAt }) => now >= untilAt))
		yield ended.length === 0 ? [] : [forgotten(now, { approvals: ended })];
	for (const idle of keysWhere(autoWhitelists.values(), (row) => isIdle(row, policy.settings.autoWhitelist, now)))
		yield idle.length === 0 ? [] : [forgotten(now, { autoWhitelists: idle })];
	for (const over of keysWhere(correspondents.values(), ({ untilAt }) => now >= untilAt))
		yield over.length === 0 ? [] : [forgotten(now, { correspondents: over })];
}

/** In parts, as the triplets are. */
function* keysWhere<Row extends { readonly key: string }>(
	rows: Iterable<Row>,
	holds: (row: Row) => boolean,
): Generator<readonly string[]> {
	let keys: string[] = [];
	let walked = 0;
	for (const row of rows) {
		if (holds(row)) keys.push(row.key);
		walked += 1;
		if (walked % ROWS_PER_PART !== 0 && keys.length < ROWS_PER_DRAFT) continue;
		yield keys;
		keys = [];
	}
	if (keys.length > 0) yield keys;
}

function forgotten(at: number, what: Partial<Omit<Forgotten, "kind" | "at">>): Forgotten {
	return { kind: "forgotten", at, triplets: [], approvals: [], autoWhitelists: [], ...what };
}
