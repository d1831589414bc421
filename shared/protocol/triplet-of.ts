/** A row of the greylist as the API tells it (design 3.6). Unknown is null, never 0 or "". */
import { nextTryOf } from "../analysis/next-try.ts";
import { grantsOf } from "../policy/approvals.ts";
import { type Approval, approvalKey, type TripletRow } from "../policy/rows.ts";
import type { GreylistState } from "../policy/state.ts";
import type { Triplet } from "./shapes.ts";

type Approvals = Pick<GreylistState["approvals"], "get">;

export function tripletOf(row: TripletRow, approvals: Approvals, now: number): Triplet {
	return {
		id: row.id,
		state: row.state,
		watched: row.state === "waiting" && row.shadow,
		// Only the null sender can be decided at DATA, and only then does it have a row.
		stage: row.sender === "" ? "DATA" : "RCPT",
		client: row.client,
		clientKey: row.clientKey,
		clientName: row.clientName,
		helo: row.helo,
		sender: row.sender,
		senderKey: row.senderKey,
		recipients: [row.recipient],
		firstSeenAt: row.firstSeenAt,
		lastSeenAt: row.lastSeenAt,
		mayPassAt: row.mayPassAt,
		expiresAt: row.expiresAt,
		passedAt: row.passedAt,
		attempts: row.attempts,
		...delaysOf(row),
		outcome: row.outcome,
		reason: row.reason,
		approval: approvalShown(row, approvals),
		nextTry: nextTryOf(row, now),
	};
}

/** The approval that covers a row: the narrow ones first. `null`: none is remembered. */
export function approvalFor(row: TripletRow, approvals: Approvals): Approval | null {
	for (const client of [row.client, row.clientKey, null]) {
		const approval = approvals.get(approvalKey(row.senderKey, row.recipient, client));
		if (approval !== undefined) return approval;
	}
	return null;
}

/**
 * Ours is `mayPassAt - firstSeenAt`, theirs `passedAt - mayPassAt`, in seconds. A mail that passed before it had to
 * (approved, whitelisted meanwhile) waited by us alone; one that passed at its first attempt did not wait.
 */
function delaysOf(row: TripletRow): Pick<Triplet, "ourDelaySeconds" | "theirDelaySeconds"> {
	const { passedAt, firstSeenAt, mayPassAt } = row;
	if (passedAt === null || row.shadow || passedAt <= firstSeenAt)
		return { ourDelaySeconds: null, theirDelaySeconds: null };
	if (passedAt < mayPassAt) return { ourDelaySeconds: (passedAt - firstSeenAt) / 1000, theirDelaySeconds: null };
	return { ourDelaySeconds: (mayPassAt - firstSeenAt) / 1000, theirDelaySeconds: (passedAt - mayPassAt) / 1000 };
}

/** Who approved it is known by the row; until when, by the approval, while that is remembered. */
function approvalShown(row: TripletRow, approvals: Approvals): Triplet["approval"] {
	const approval = approvalFor(row, approvals);
	const actionId = row.approvedBy ?? (row.state === "passed" ? null : (approval?.actionId ?? null));
	if (actionId === null) return null;
	const isCovered = approval !== null && grantsOf(approval).some((grant) => grant.actionId === actionId);
	return { actionId, untilAt: isCovered ? approval.untilAt : null };
}
