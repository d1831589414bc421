/**
 * The order of one commit: number → apply → append → written or synced → publish → reply. What one turn of the event
 * loop brings is one batch and one write. A batch that cannot be written is taken back whole, and open mode begins.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { ActionEvent, EventDraft, PolicyEvent } from "../../../shared/policy/event.ts";
import type { Committed } from "./contract.ts";
import type { Journal } from "./journal.ts";
import { LineBuffer, logOf } from "./line.ts";
import { count, foldInto, type Model } from "./model.ts";
import { createOutage, type Outage } from "./outage.ts";
import type { Publisher } from "./publisher.ts";
import { type Change, createRecorder, takeBackChanges } from "./recorder.ts";
import type { Ring } from "./ring.ts";

export interface Writer {
	record(draft: EventDraft, done: (result: Committed) => void): void;
	act(drafts: readonly ActionEvent[]): Promise<Committed>;
	/** Writes what waits, without waiting for the turn to end. */
	flush(): void;
	/** Resolves when everything written so far is on the disk, or open mode has begun. */
	sync(): Promise<void>;
	/** In open mode: whether writing goes again; then tells the gap. */
	retry(): Promise<void>;
	/** From now on nothing is taken any more: mail passes. */
	stop(): void;
	readonly outage: Outage;
	/** Number of the last event taken. */
	seq(): number;
	lastSyncAt(): number;
}

export interface WriterParts {
	readonly model: Model;
	readonly journal: Journal;
	readonly publisher: Publisher;
	readonly ring: Ring;
	readonly clock: Clock;
	readonly log: Log;
}

interface Act {
	readonly seqs: readonly number[];
	/** Its lines' place: in the batch first, in the audit log once written. */
	auditAt: number;
	readonly changes: readonly Change[];
	readonly resolve: (result: Committed) => void;
}

type Done = (result: Committed) => void;

const opened: Committed = { kind: "open" };
const nothing = () => undefined;
const none: ReadonlySet<number> = new Set();

export function createWriter({ model, journal, publisher, ring, clock, log }: WriterParts): Writer {
	const recorder = createRecorder(model.state);
	/** Fold writes through the recorder; numbers are counted here. */
	const live: Model = { state: recorder.state, counters: model.counters, seq: model.seq };
	const audit = new LineBuffer();
	const traffic = new LineBuffer();
	const outage = createOutage(clock, log);
	let events: PolicyEvent[] = [];
	/** Where each event's line begins in its buffer. */
	let starts: number[] = [];
	let dones: Done[] = [];
	let acts: Act[] = [];
	let unsynced: Act[] = [];
	let scheduled = false;
	let syncing: Promise<void> | null = null;
	let lastSyncAt = clock.now();
	let stopped = false;

	function take(draft: EventDraft, done: Done): number {
		const seq = live.seq + 1;
		const event = { ...draft, seq };
		foldInto(live, event);
		const lines = linesOf(draft);
		starts.push(lines.length);
		lines.push(seq, draft);
		events.push(event);
		dones.push(done);
		if (!scheduled) {
			scheduled = true;
			setImmediate(flush);
		}
		return seq;
	}

	function flush(): void {
		scheduled = false;
		const first = events[0];
		if (first === undefined) return;
		const auditBefore = journal.ends().audit.offset;
		try {
			journal.write(audit, traffic, first.seq);
		} catch (error) {
			fail(error);
			return;
		}
		const batch = events;
		const replies = dones;
		for (let index = 0; index < batch.length; index++) remember(batch[index], starts[index]);
		for (const act of acts) {
			act.auditAt += auditBefore;
			publisher.hold(act.seqs[0] ?? first.seq);
			unsynced.push(act);
		}
		const mustSync = acts.length > 0;
		clear();
		recorder.forget();
		for (const event of batch) publisher.written(event);
		for (let index = 0; index < replies.length; index++)
			reply(replies[index], { kind: "committed", seq: batch[index]?.seq ?? 0 });
		if (mustSync) void sync();
	}

	function linesOf(draft: EventDraft): LineBuffer {
		return logOf[draft.kind] === "audit" ? audit : traffic;
	}

	function remember(event: PolicyEvent | undefined, start: number | undefined): void {
		if (event !== undefined && start !== undefined) ring.push(event.seq, linesOf(event).bytes, start);
	}

	function reply(done: Done | undefined, result: Committed): void {
		if (done === undefined || done === nothing) return;
		try {
			done(result);
		} catch (error) {
			log.panic("a reply failed", { result, error: String(error) });
		}
	}

	function clear(): void {
		events = [];
		starts = [];
		dones = [];
		acts = [];
		audit.clear();
		traffic.clear();
	}

	/** Takes the batch back: nothing of it was written, and nobody was told. */
	function fail(error: unknown): void {
		const batch = events;
		const replies = dones;
		const actions = acts;
		clear();
		recorder.takeBack();
		for (const event of batch) count(live.counters, event, -1);
		live.seq = (batch[0]?.seq ?? live.seq + 1) - 1;
		outage.begin(error);
		for (const event of batch) outage.count(event);
		for (const done of replies) reply(done, opened);
		for (const act of actions) act.resolve(opened);
	}

	/** Written, but the disk will not promise to keep it: actions are taken back where nothing was built on them. */
	function failSync(error: unknown): void {
		const actions = unsynced;
		unsynced = [];
		fail(error);
		for (const act of actions.toReversed()) takeBackChanges(model.state, act.changes, true);
		const first = actions[0];
		if (first !== undefined) journal.cutAudit(first.auditAt);
		const dropped = new Set(actions.flatMap((act) => act.seqs));
		ring.drop(dropped);
		publisher.release(Number.POSITIVE_INFINITY, dropped);
		for (const act of actions) act.resolve(opened);
	}

	function sync(): Promise<void> {
		syncing ??= syncAll();
		return syncing;
	}

	async function syncAll(): Promise<void> {
		try {
			do {
				const covered = unsynced.length;
				await journal.sync();
				lastSyncAt = clock.now();
				const durable = unsynced.splice(0, covered);
				publisher.release(unsynced[0]?.seqs[0] ?? Number.POSITIVE_INFINITY, none);
				for (const act of durable) act.resolve({ kind: "committed", seq: act.seqs.at(-1) ?? 0 });
			} while (unsynced.length > 0);
		} catch (error) {
			failSync(error);
		} finally {
			// Here, not behind a `then`: whoever asks from now on needs a sync of their own.
			syncing = null;
		}
	}

	return {
		outage,
		flush,
		sync,
		seq: () => live.seq,
		lastSyncAt: () => lastSyncAt,
		stop() {
			stopped = true;
		},
		record(draft, done) {
			if (!stopped && outage.now() === null) {
				take(draft, done);
				return;
			}
			outage.count(draft);
			done(opened);
		},
		act(drafts) {
			if (stopped || outage.now() !== null) return Promise.resolve(opened);
			return new Promise((resolve) => {
				const auditAt = audit.length;
				const mark = recorder.length();
				const seqs = drafts.map((draft) => take(draft, nothing));
				acts.push({ seqs, auditAt, changes: recorder.slice(mark), resolve });
			});
		},
		async retry() {
			try {
				await journal.probe();
			} catch (error) {
				outage.still(error);
				return;
			}
			const gap = outage.end();
			if (gap === null) return;
			take(gap, nothing);
			flush();
			if (outage.now() !== null) {
				outage.goesOn(gap);
				return;
			}
			log.info("open mode is over", { passed: gap.passed });
			await sync();
		},
	};
}
