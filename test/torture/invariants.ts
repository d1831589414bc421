/** What must hold of a folder whatever happened to its daemon: ARCHITECTURE.md, "What holds". */
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import type { z } from "zod";
import { unixSend } from "../../electron/cli/unix-send.ts";
import { replay } from "../../electron/daemon/ledger/replay.ts";
import type { PolicyEvent } from "../../shared/policy/event.ts";
import { call, type Send } from "../../shared/protocol/client.ts";
import { status } from "../../shared/protocol/system-routes.ts";
import { listTriplets } from "../../shared/protocol/triplet-routes.ts";
import { foldOf, journalOf, plain } from "../electron/daemon/ledger/support.ts";
import type { Answered } from "./traffic.ts";

/** Of a folder that nobody writes to. `about` goes before every complaint. Gives the number of events. */
export function checkFolder(folder: string, answered: Answered, about: string): number {
	const events = journalOf(folder);
	const expected = foldOf(events);
	const restarted = replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot: true });
	expect(restarted.badSnapshots, `${about}: snapshots`).toEqual([]);
	expect(restarted.holes, `${about}: numbers missing`).toEqual([]);
	const inTheMiddle = [...restarted.audit.damage, ...restarted.traffic.damage].filter((part) => !part.tail);
	expect(inTheMiddle, `${about}: damage`).toEqual([]);
	const [found, wanted] = [plain(restarted.model.state), plain(expected.state)];
	// The quick way first: thousands of rows, and nearly always equal.
	if (!isDeepStrictEqual(found, wanted)) expect(found, `${about}: snapshot and tail are the journal`).toEqual(wanted);
	expect(restarted.model.counters, `${about}: counts`).toEqual(expected.counters);
	expect(lostOf(events, answered), `${about}: answered and lost`).toEqual([]);
	return events.length;
}

function lostOf(events: readonly PolicyEvent[], answered: Answered): readonly string[] {
	const kinds = new Map<string, string>();
	const numbers = new Map<string, number>();
	for (const event of events) {
		if (event.kind === "deferred" || event.kind === "passed") kinds.set(event.attempt.instance, event.kind);
		else if ("actionId" in event) numbers.set(event.actionId, event.seq);
	}
	const lost: string[] = [];
	for (const [instance, kind] of answered.mail) if (kinds.get(instance) !== kind) lost.push(`${instance} ${kind}`);
	for (const [id, seq] of answered.actions) if (numbers.get(id) !== seq) lost.push(`${id} at ${seq}`);
	return lost;
}

/** Of a daemon that nobody asks: what it counts and what it lists are the fold of the journal. */
export async function checkRunning(folder: string, management: string, about: string): Promise<void> {
	const send = unixSend(management, "ann");
	const { journal, triplets, alerts } = await told(send);
	const alarming = alerts.filter(({ id }) => id !== "history-behind");
	expect([journal.open, alarming], about).toEqual([false, []]);
	const { model } = replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot: false });
	const rows = [...model.state.triplets.values()];
	const inState = (state: string) => rows.filter((row) => row.state === state).length;
	const counted = { passed: triplets.passed, approved: triplets.approved, expired: triplets.expired };
	const states = { passed: inState("passed"), approved: inState("approved"), expired: inState("expired") };
	expect(counted, `${about}: live counts`).toEqual(states);
}

/** Of a daemon that nobody asks: what its history lists is the fold of the journal. */
export async function checkList(folder: string, management: string, about: string): Promise<void> {
	const send = unixSend(management, "ann");
	// A list waits for the history for a bounded time, and tells how far it came: here all of it is wanted.
	await expect.poll(async () => (await told(send)).history.behindEvents, { timeout: 60_000, interval: 20 }).toBe(0);
	const { model } = replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot: false });
	const rows = [...model.state.triplets.values()];
	expect(await listed(management), `${about}: the list`).toEqual(rows.map(inWords).sort());
}

async function told(send: Send): Promise<z.infer<typeof status.reply>> {
	const asked = await call(send, status);
	if (asked.ok) return asked.value;
	throw new Error(asked.problem.detail);
}

interface Listed {
	readonly id: string;
	readonly state: string;
	readonly attempts: number;
	readonly lastSeenAt: number;
	readonly sender: string;
	readonly client: string;
}

function inWords(row: Listed): string {
	return [row.id, row.state, row.attempts, row.lastSeenAt, row.sender, row.client].join(" ");
}

async function listed(management: string): Promise<readonly string[]> {
	const send = unixSend(management, "ann");
	const found: string[] = [];
	let cursor: string | undefined;
	do {
		const page = await call(send, listTriplets, {
			query: { limit: 500, sort: "sender", ...(cursor === undefined ? {} : { cursor }) },
		});
		if (!page.ok) throw new Error(page.problem.detail);
		found.push(...page.value.rows.map(inWords));
		cursor = page.value.next ?? undefined;
	} while (cursor !== undefined);
	return found.sort();
}
