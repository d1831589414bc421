/** What the ledger's tests share: folders, drafts about mail, and the whole state as plain values. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { type LedgerOptions, type OpenLedger, openLedger } from "../../../../electron/daemon/ledger/ledger.ts";
import { decodeLine } from "../../../../electron/daemon/ledger/line.ts";
import { foldInto, freshModel, type Model } from "../../../../electron/daemon/ledger/model.ts";
import type { Clock } from "../../../../shared/base/clock.ts";
import { type Log, silentLog } from "../../../../shared/base/log.ts";
import type { ActionEvent, EventDraft, PolicyEvent } from "../../../../shared/policy/event.ts";
import type { GreylistState } from "../../../../shared/policy/state.ts";

export interface FakeClock extends Clock {
	at: number;
}

export function fakeClock(): FakeClock {
	const clock = { at: Date.UTC(2026, 0, 5, 9), speed: 1, now: () => clock.at, monotonic: () => clock.at };
	return clock;
}

const folders: string[] = [];
const ledgers: OpenLedger[] = [];

afterEach(async () => {
	for (const ledger of ledgers.splice(0)) await ledger.close();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function freshFolder(): string {
	// In memory where the system has that: these tests sync some ten thousand times.
	const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "greydesk-ledger-"));
	folders.push(folder);
	return folder;
}

/** Seconds pass only when `tick` is called. */
export async function open(folder: string, more: Partial<LedgerOptions> = {}) {
	const ticks: (() => void)[] = [];
	const clock = fakeClock();
	const every = (_: number, tick: () => void) => {
		ticks.push(tick);
		return () => undefined;
	};
	const ledger = await openLedger({ folder, clock, log: silentLog, every, ...more });
	ledgers.push(ledger);
	return { ledger, clock, tick: () => ticks.forEach((tick) => void tick()) };
}

export function loggedTo(lines: string[]): Log {
	const note = (words: string, fields?: object) => void lines.push(`${words} ${JSON.stringify(fields ?? {})}`);
	return { info: note, warn: note, error: note, panic: note };
}

/** Resolves with the number when it is written, or with null in open mode. */
export function recorded(ledger: OpenLedger, draft: EventDraft): Promise<number | null> {
	return new Promise((resolve) => {
		ledger.record(draft, (result) => resolve(result.kind === "committed" ? result.seq : null));
	});
}

export async function acted(ledger: OpenLedger, ...drafts: ActionEvent[]): Promise<number | null> {
	const result = await ledger.act(drafts);
	return result.kind === "committed" ? result.seq : null;
}

/** The stores in their order, the policy and nothing else: equal where the greylists are. */
export function plain(state: Readonly<GreylistState>) {
	const { triplets, approvals, autoWhitelists, whitelistUses, gaps, passes, actions, policy } = state;
	return {
		triplets: [...triplets.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
		approvals: [...approvals.values()],
		gaps: [...gaps.values()],
		passes: [...passes.values()],
		autoWhitelists: [...autoWhitelists.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)),
		whitelistUses: [...whitelistUses.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
		actions: [...actions.values()],
		policy,
		waiting: triplets.count("waiting"),
		passed: triplets.count("passed"),
	};
}

export function audit(folder: string): string {
	return join(folder, "audit.ndjson");
}

export function segments(folder: string): string[] {
	const traffic = join(folder, "traffic");
	return readdirSync(traffic)
		.toSorted()
		.map((name) => join(traffic, name));
}

/** The plainest reading of a journal there is: every good line, sorted by number. */
export function journalOf(folder: string): PolicyEvent[] {
	const events: PolicyEvent[] = [];
	for (const file of [audit(folder), ...segments(folder)]) {
		const bytes = readFileSync(file);
		for (let start = 0; start < bytes.length; ) {
			const end = bytes.indexOf(10, start);
			if (end < 0) break;
			const decoded = decodeLine(bytes, start, end);
			if (decoded.kind === "event") events.push(decoded.event);
			start = end + 1;
		}
	}
	return events.toSorted((a, b) => a.seq - b.seq);
}

export function foldOf(events: readonly PolicyEvent[]): Model {
	const model = freshModel();
	for (const event of events) foldInto(model, event);
	return model;
}
