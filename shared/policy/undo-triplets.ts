/**
 * Taking approvals and purges back, row by row. What was let through by an approval is delivered, and is said; another
 * person's approval of the same mail stays. A purge brings back the approvals that went with it, while they hold.
 */
import { utcWords } from "../base/instant.ts";
import type { ActionEffect, ActionRecord } from "./action.ts";
import { approvalUnder, approvalWithout, grantsOf, waitingAgain } from "./approvals.ts";
import { trustedAgain } from "./auto-whitelist.ts";
import type { Failed } from "./operator.ts";
import { policyFor } from "./recipient-policy.ts";
import { type Approval, type AutoWhitelistRow, approvalKey, type TripletRow } from "./rows.ts";
import type { GreylistState } from "./state.ts";

export interface TripletsBack {
	readonly restored: readonly TripletRow[];
	/** Auto-whitelists that were forgotten with triplets. */
	readonly trusted: readonly AutoWhitelistRow[];
	/** Keys of approvals; where one of several was withdrawn, the rest is among `approvals`. */
	readonly withdrawn: readonly string[];
	readonly approvals: readonly Approval[];
	readonly failed: readonly Failed[];
	readonly count: number;
}

type State = Readonly<GreylistState>;
type Effect<K extends ActionEffect["kind"]> = Extract<ActionEffect, { readonly kind: K }>;

export function approvalsBack(state: State, record: ActionRecord, now: number): TripletsBack {
	const effect = record.effect.kind === "approved" ? record.effect : { rows: [], approvals: [] };
	const standing = grantsStanding(state, effect.approvals, record.actionId);
	const restored: TripletRow[] = [];
	const failed: Failed[] = [];
	const told = new Set<string>();
	let count = 0;
	for (const { id, senderKey, recipient } of effect.rows) {
		const key = approvalKey(senderKey, recipient, null);
		told.add(key);
		const row = state.triplets.get(id);
		const isApproved = row?.state === "approved" && row.approvedBy === record.actionId;
		if (row !== undefined && isApproved)
			restored.push(waitingAgain(row, policyFor(state.policy, row.recipient).settings));
		const why = delivered(row, standing.get(key), { record, now });
		if (why !== null) failed.push({ id, why });
		else if (isApproved || standing.has(key)) count += 1;
		else failed.push({ id, why: row === undefined ? "It is not known any more" : "The approval had ended already" });
	}
	for (const grant of standing.values()) {
		if (told.has(grant.key)) continue;
		if (grant.spentAt === null) count += 1;
		else failed.push({ id: grant.spentBy ?? nameOf(grant), why: deliveredAt(grant.spentAt, now) });
	}
	const left = [...standing.keys()].flatMap((key) => {
		const approval = state.approvals.get(key);
		return (approval === undefined ? null : approvalWithout(approval, record.actionId, now)) ?? [];
	});
	return { restored, trusted: [], withdrawn: [...standing.keys()], approvals: left, failed, count };
}

/** What this action granted and nobody has withdrawn, by key; others may have approved the same mail since. */
function grantsStanding(state: State, approvals: readonly Approval[], actionId: string): Map<string, Approval> {
	const standing = new Map<string, Approval>();
	for (const { key } of approvals) {
		const approval = state.approvals.get(key);
		const own = approval === undefined ? [] : grantsOf(approval).filter((grant) => grant.actionId === actionId);
		for (const grant of own) standing.set(key, grant);
	}
	return standing;
}

/** Why it is too late for the mail of a row; `null`: it is not. */
function delivered(
	row: TripletRow | undefined,
	approval: Approval | undefined,
	{ record, now }: { readonly record: ActionRecord; readonly now: number },
): string | null {
	const passedAt = row?.state === "passed" ? row.passedAt : null;
	if (passedAt !== null && (row?.approvedBy === record.actionId || passedAt >= record.at))
		return `${deliveredAt(passedAt, now)}; purge it to let its next mail wait again`;
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

export function purgedBack(state: State, effect: Effect<"purged">, now: number): TripletsBack {
	const approvals = approvalsAgain(state, effect.approvals ?? [], now);
	const standing = new Map(approvals.map((approval) => [approval.key, approval]));
	const isApproved = ({ senderKey, recipient, approvedBy }: TripletRow) => {
		const key = approvalKey(senderKey, recipient, null);
		const approval = standing.get(key) ?? state.approvals.get(key);
		return approval !== undefined && grantsOf(approval).some(({ actionId }) => actionId === approvedBy);
	};
	const restored: TripletRow[] = [];
	const failed: Failed[] = [];
	for (const row of effect.rows) {
		const newer = state.triplets.get(row.id);
		if (newer !== undefined)
			failed.push({ id: row.id, why: `It came again at ${utcWords(newer.firstSeenAt, now)}: the newer one stays` });
		else if (row.expiresAt <= now) failed.push({ id: row.id, why: "Its time is over: it would be forgotten by now" });
		else if (row.state !== "approved" || isApproved(row)) restored.push(row);
		else {
			const waiting = waitingAgain(row, policyFor(state.policy, row.recipient).settings);
			if (waiting.expiresAt > now) restored.push(waiting);
			failed.push({ id: row.id, why: "It waits again: its approval has ended or was taken back meanwhile" });
		}
	}
	const { rows: trusted, ended } = trustedAgain(state, effect.autoWhitelists ?? [], now);
	failed.push(...ended);
	const count = [restored, trusted, approvals].find((back) => back.length > 0)?.length ?? 0;
	return { restored, trusted, withdrawn: [], approvals, failed, count };
}

/** Those that still hold and that nobody took back, beneath what was approved since. */
function approvalsAgain(state: State, purged: readonly Approval[], now: number): readonly Approval[] {
	return purged.flatMap((approval) => {
		const back = grantsOf(approval).filter(({ actionId }) => (state.actions.get(actionId)?.undoneBy ?? null) === null);
		if (!back.some(({ untilAt }) => untilAt > now)) return [];
		return approvalUnder(now, state.approvals.get(approval.key), back) ?? [];
	});
}
