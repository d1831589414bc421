/**
 * Writes an event into the state. The only place where the greylist changes: live state is the fold of the journal,
 * and a replay of the same events gives the same state. Promises: never throws, whatever the order of events;
 * an event about a row that is no longer there changes nothing.
 */
import { assertNever } from "../base/outcome.ts";
import { remember } from "./action-record.ts";
import { foldUse } from "./auto-whitelist.ts";
import { afterChange, withForeign } from "./earlier-keys.ts";
import type {
	ActionEvent,
	Deferred,
	Expired,
	Forgotten,
	OutcomeTold,
	Passed,
	PolicyEvent,
	Purged,
	Undone,
} from "./event.ts";
import { foldGap } from "./gaps.ts";
import { foldPass } from "./mail-passes.ts";
import { approvalKey, type TripletRow } from "./rows.ts";
import type { GreylistState } from "./state.ts";
import { foldHit, foldWhitelists } from "./whitelist-use.ts";

export function fold(state: GreylistState, event: PolicyEvent): void {
	switch (event.kind) {
		case "deferred":
			foldMail(state, event);
			break;
		case "passed":
			foldPass(state, event);
			foldMail(state, event);
			if (event.approval !== undefined) spend(state, event);
			foldUse(state, event);
			foldHit(state, event);
			break;
		case "expired":
			foldExpired(state, event);
			break;
		case "outcome":
			foldOutcome(state, event);
			break;
		case "correspondent":
			state.correspondents.set(event.key, { key: event.key, untilAt: event.untilAt });
			break;
		case "ignored-deferral":
			break;
		case "forgotten":
			foldForgotten(state, event);
			break;
		case "approved":
		case "purged":
		case "undone":
		case "settings-changed":
		case "whitelist-changed":
		case "imported":
		case "erased":
			foldAction(state, event);
			remember(state, event);
			break;
		case "engine-changed":
			if (event.since !== undefined) foldGap(state, event.since, event.at);
			break;
		case "gap":
			foldGap(state, event.from, event.to);
			break;
		case "alert-raised":
		case "alert-acknowledged":
		case "alert-cleared":
			break;
		default:
			// A journal may hold kinds of a later version: they are kept there, and mean nothing here.
			break;
	}
}

/** The whole row after a mail event; `null` where the event left none. */
export function rowOfMail(event: Deferred | Passed): TripletRow | null {
	const { triplet, life, attempt } = event;
	if (triplet === null || life === null) return null;
	return {
		id: triplet,
		client: attempt.client,
		clientKey: event.clientKey,
		clientName: attempt.clientName,
		helo: attempt.helo,
		sender: attempt.sender,
		senderKey: event.senderKey,
		recipient: attempt.recipient,
		lastSeenAt: event.at,
		reason: event.reason,
		outcome: event.outcome,
		lastInstance: attempt.instance,
		state: life.state,
		firstSeenAt: life.firstSeenAt,
		mayPassAt: life.mayPassAt,
		windowEndsAt: life.windowEndsAt,
		expiresAt: life.expiresAt,
		passedAt: life.passedAt,
		attempts: life.attempts,
		shadow: life.shadow,
		approvedBy: life.approvedBy,
	};
}

function foldMail(state: GreylistState, event: Deferred | Passed): void {
	if (event.evicted !== undefined) for (const id of event.evicted) state.triplets.delete(id);
	if (event.continues !== undefined) for (const id of event.continues) endEarlier(state, id);
	const row = rowOfMail(event);
	if (row !== null) state.triplets.set(row.id, row);
}

/** It stays, for others that had the same earlier key and now have one of their own; nobody waits for it any more. */
function endEarlier(state: GreylistState, id: string): void {
	const row = state.triplets.get(id);
	if (row === undefined || row.state === "passed") return;
	state.triplets.set(id, { ...row, state: "expired", reason: "retried-elsewhere" });
}

function foldAction(state: GreylistState, event: ActionEvent): void {
	switch (event.kind) {
		case "approved":
			for (const row of event.rows) state.triplets.set(row.id, row);
			for (const approval of event.approvals) state.approvals.set(approval.key, approval);
			break;
		case "purged":
			foldPurged(state, event);
			break;
		case "undone":
			foldUndone(state, event);
			break;
		case "settings-changed": {
			const { revision, before, after: settings, passAllUntilAt } = event;
			const { policy } = state;
			const earlierKeys = before === null ? [] : afterChange(policy.earlierKeys, { before, after: settings }, event.at);
			state.policy = { ...policy, revision, settings, passAllUntilAt, earlierKeys };
			break;
		}
		case "whitelist-changed":
			foldWhitelists(state, event);
			break;
		case "imported":
			for (const row of event.rows) state.triplets.set(row.id, row);
			for (const row of event.autoWhitelists) state.autoWhitelists.set(row.key, row);
			state.policy = { ...state.policy, earlierKeys: withForeign(state.policy.earlierKeys, event.keys, event.at) };
			break;
		case "erased":
			for (const id of event.triplets) state.triplets.delete(id);
			for (const key of event.approvals) state.approvals.delete(key);
			for (const key of event.passes) state.passes.delete(key);
			for (const key of event.correspondents) state.correspondents.delete(key);
			break;
		default:
			assertNever(event);
	}
}

/** Only the first mail is noted: that one can no longer be taken back. */
function spend(state: GreylistState, event: Passed): void {
	const key = event.approval?.key ?? "";
	const approval = state.approvals.get(key);
	if (approval === undefined || approval.spentAt !== null || approval.actionId !== event.approval?.actionId) return;
	state.approvals.set(key, { ...approval, spentAt: event.at, spentBy: event.triplet });
}

function foldExpired(state: GreylistState, event: Expired): void {
	const row = state.triplets.get(event.triplet);
	if (row === undefined || row.state === "passed") return;
	state.triplets.set(row.id, { ...row, state: "expired", reason: event.reason });
}

/** Of an attempt that is no longer the last, it says nothing about the row. */
function foldOutcome(state: GreylistState, event: OutcomeTold): void {
	const row = state.triplets.get(event.triplet);
	if (row === undefined || row.lastInstance !== event.instance) return;
	state.triplets.set(row.id, { ...row, outcome: event.outcome });
}

function foldForgotten(state: GreylistState, event: Forgotten): void {
	for (const id of event.triplets) state.triplets.delete(id);
	for (const key of event.approvals) state.approvals.delete(key);
	for (const key of event.autoWhitelists) state.autoWhitelists.delete(key);
	for (const key of event.correspondents ?? []) state.correspondents.delete(key);
	for (const row of event.restored ?? []) state.triplets.set(row.id, row);
}

function foldPurged(state: GreylistState, event: Purged): void {
	for (const { key } of event.autoWhitelists ?? []) state.autoWhitelists.delete(key);
	for (const row of event.rows) state.triplets.delete(row.id);
	if (event.approvals === undefined) foldPurgedBefore(state, event);
	else for (const { key } of event.approvals) state.approvals.delete(key);
}

/** Journals did not always tell which approvals went with the rows: those by which they were approved. */
function foldPurgedBefore(state: GreylistState, event: Purged): void {
	for (const row of event.rows) {
		if (row.approvedBy === null) continue;
		for (const client of [null, row.clientKey, row.client]) {
			const key = approvalKey(row.senderKey, row.recipient, client);
			if (state.approvals.get(key)?.actionId === row.approvedBy) state.approvals.delete(key);
		}
	}
}

function foldUndone(state: GreylistState, event: Undone): void {
	for (const row of event.restored) state.triplets.set(row.id, row);
	for (const row of event.autoWhitelists ?? []) state.autoWhitelists.set(row.key, row);
	for (const key of event.withdrawn) state.approvals.delete(key);
	for (const approval of event.approvals ?? []) state.approvals.set(approval.key, approval);
	const target = state.actions.get(event.undoes);
	if (target !== undefined && event.more !== true)
		state.actions.set(target.actionId, { ...target, undoneBy: event.actionId });
}
