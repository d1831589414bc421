/** A row of the greylist as the API tells it (design 3.6). Unknown is null, never 0 or "". */
import { approvalKey, type TripletRow } from "../../../shared/policy/rows.ts";
import type { GreylistState } from "../../../shared/policy/state.ts";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { nextTryOf } from "./next-try.ts";

export function tripletReply(row: TripletRow, state: Readonly<GreylistState>, now: number): Triplet {
	return {
		id: row.id,
		state: row.state,
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
		approval: approvalOf(row, state),
		nextTry: nextTryOf(row, now),
	};
}

/**
 * Ours is `mayPassAt - firstSeenAt`, theirs `passedAt - mayPassAt`, in seconds. A mail that passed before it had to
 * (approved, whitelisted meanwhile) waited by us alone; one that passed at its first attempt did not wait.
 */
function delaysOf(row: TripletRow): {
	readonly ourDelaySeconds: number | null;
	readonly theirDelaySeconds: number | null;
} {
	const { passedAt, firstSeenAt, mayPassAt } = row;
	if (passedAt === null || row.shadow || passedAt <= firstSeenAt)
		return { ourDelaySeconds: null, theirDelaySeconds: null };
	if (passedAt < mayPassAt) return { ourDelaySeconds: (passedAt - firstSeenAt) / 1000, theirDelaySeconds: null };
	return { ourDelaySeconds: (mayPassAt - firstSeenAt) / 1000, theirDelaySeconds: (passedAt - mayPassAt) / 1000 };
}

function approvalOf(row: TripletRow, state: Readonly<GreylistState>): Triplet["approval"] {
	if (row.approvedBy === null) return null;
	const found = [row.clientKey, null]
		.map((client) => state.approvals.get(approvalKey(row.senderKey, row.recipient, client)))
		.find((approval) => approval?.actionId === row.approvedBy);
	return { actionId: row.approvedBy, untilAt: found?.untilAt ?? null };
}
