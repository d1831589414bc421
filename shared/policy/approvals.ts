/**
 * Approvals of one mail. Several people may approve the same mail: the last one stands on top, the earlier ones that
 * still hold beneath it, and the mail may pass until the last of them ends. Each is taken back by itself; what it lay
 * on then stands again.
 */

import type { Attempt } from "./attempt.ts";
import { approvableNetworks, provenDomain } from "./client-key.ts";
import { mailKey } from "./mail-passes.ts";
import { type Approval, approvalKey, type TripletRow } from "./rows.ts";
import type { KeySettings, Settings } from "./settings.ts";
import type { GreylistState } from "./state.ts";

type Approvals = Pick<GreylistState, "approvals">;

/** More people than that do not approve one mail: the oldest is dropped. */
const MOST_GRANTS = 8;

/** Each as it was given, the last one first. */
export function grantsOf({ under = [], ownUntilAt, ...top }: Approval): readonly Approval[] {
	return [{ ...top, untilAt: ownUntilAt ?? top.untilAt }, ...under];
}

/** A new approval over what holds already. */
export function approvalOver(before: Approval | undefined, fresh: Approval, now: number): Approval {
	return stacked([fresh, ...holding(before, now).filter(({ actionId }) => actionId !== fresh.actionId)]) ?? fresh;
}

/** What is left once these actions are taken back; `null`: nothing that holds. */
export function approvalWithout(approval: Approval, actionId: string, now: number): Approval | null {
	return stacked(holding(approval, now).filter((grant) => grant.actionId !== actionId));
}

/** Grants put back beneath what stands there now. */
export function approvalUnder(now: number, top: Approval | undefined, back: readonly Approval[]): Approval | null {
	const standing = holding(top, now);
	const known = new Set(standing.map(({ actionId }) => actionId));
	return stacked([...standing, ...back.filter(({ actionId, untilAt }) => untilAt > now && !known.has(actionId))]);
}

function holding(approval: Approval | undefined, now: number): readonly Approval[] {
	return approval === undefined ? [] : grantsOf(approval).filter(({ untilAt }) => untilAt > now);
}

function stacked(grants: readonly Approval[]): Approval | null {
	const [top, ...under] = grants.slice(0, MOST_GRANTS);
	if (top === undefined) return null;
	if (under.length === 0) return top;
	const untilAt = Math.max(top.untilAt, ...under.map((grant) => grant.untilAt));
	return { ...top, untilAt, under, ...(untilAt === top.untilAt ? {} : { ownUntilAt: top.untilAt }) };
}

/** The approval that lets this row's mail pass from any client, while it holds. */
export function standingFor({ approvals }: Approvals, row: TripletRow, now: number): Approval | null {
	const approval = approvals.get(approvalKey(row.senderKey, row.recipient, null));
	return approval !== undefined && approval.untilAt > now ? approval : null;
}

/** The mail passed by another client since this row was approved: it waits for nothing any more. */
export function isSpentElsewhere({ approvals }: Approvals, row: TripletRow): boolean {
	const approval = approvals.get(approvalKey(row.senderKey, row.recipient, null));
	if (approval === undefined) return false;
	const grants = grantsOf(approval);
	const own = grants.find(({ actionId }) => actionId === row.approvedBy);
	if (own === undefined) return false;
	return grants.some(({ spentAt, spentBy }) => spentAt !== null && spentAt >= own.at && spentBy !== row.id);
}

/** The approvals that go with these rows when they are purged: those they were approved by, unless others rest on them. */
export function approvalsOfPurged(state: Readonly<GreylistState>, rows: readonly TripletRow[]): readonly Approval[] {
	const purged = new Set(rows.map(({ id }) => id));
	const found = new Map<string, Approval>();
	const siblings = siblingsIn(state, rows);
	for (const row of rows) {
		if (row.approvedBy === null) continue;
		for (const key of approvalKeysOf(row, state.policy.settings)) {
			const approval = state.approvals.get(key);
			if (approval === undefined || found.has(key)) continue;
			const grants = grantsOf(approval);
			if (!grants.some(({ actionId }) => actionId === row.approvedBy)) continue;
			const others = grants.flatMap(({ actionId }) => siblings(actionId, row)).filter((id) => !purged.has(id));
			if (others.some((id) => state.triplets.get(id)?.state === "approved")) continue;
			found.set(key, approval);
		}
	}
	return [...found.values()];
}

/** Ids of the rows of one mail, one of `mails`, that an action approved. An action may have approved very many. */
function siblingsIn(
	{ actions }: Readonly<GreylistState>,
	mails: readonly TripletRow[],
): (actionId: string, mail: TripletRow) => readonly string[] {
	const senders = new Set(mails.map(({ senderKey }) => senderKey));
	const known = new Map<string, Map<string, string[]>>();
	return (actionId, mail) => {
		let byMail = known.get(actionId);
		if (byMail === undefined) {
			byMail = new Map();
			const effect = actions.get(actionId)?.effect;
			for (const row of effect?.kind === "approved" ? effect.rows : []) {
				if (!senders.has(row.senderKey)) continue;
				const ids = byMail.get(mailKey(row));
				if (ids === undefined) byMail.set(mailKey(row), [row.id]);
				else ids.push(row.id);
			}
			known.set(actionId, byMail);
		}
		return byMail.get(mailKey(mail)) ?? [];
	};
}

/** A row whose approval is gone, as it was before: the same first attempt, the same `mayPassAt`. */
export function waitingAgain(row: TripletRow, settings: Settings): TripletRow {
	const forgottenAt = Math.max(row.windowEndsAt, row.firstSeenAt + settings.forgetAfter * 1000);
	return {
		...row,
		state: wasJudged(row) ? "expired" : "waiting",
		approvedBy: null,
		expiresAt: Math.min(row.expiresAt, forgottenAt),
	};
}

/** It has been counted as never retried, or retried elsewhere, once. */
export function wasJudged({ reason }: TripletRow): boolean {
	return reason === "never-retried" || reason === "retried-elsewhere";
}

/** Origin and mail, of an attempt or of a row. */
export type Approvable = Pick<Attempt, "client" | "clientName" | "sender"> &
	Pick<TripletRow, "clientKey" | "senderKey" | "recipient">;

/** Keys of the approvals that could cover it, the narrow ones first: address, networks, domain, any client. */
export function approvalKeysOf(mail: Approvable, settings: KeySettings): readonly string[] {
	const wide = approvalKey(mail.senderKey, mail.recipient, null);
	const domain = settings.clientKey === "domain" ? null : provenDomain(mail);
	const keys = [wide + mail.client, ...approvableNetworks(mail.client, settings).map((network) => wide + network)];
	if (domain !== null) keys.push(wide + domain);
	return [...keys, wide + mail.clientKey, wide];
}
