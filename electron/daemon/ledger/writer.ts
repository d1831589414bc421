/**
 * The order of one commit: number → apply → append → written or synced → publish → reply. What one turn of the event
 * loop brings is one batch and one write. A batch that cannot be written is taken back whole, and open mode begins.
 * What was written is never taken back: so the state is the fold of the journal at every moment.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { ActionEvent, EventDraft, PolicyEvent } from "../../../shared/policy/event.ts";
import type { Committed } from "./contract.ts";
import type { Journal } from "./journal.ts";
import { LineBuffer, logOf } from "./line.ts";
import { count, type Foldable, foldInto, type Model } from "./model.ts";
import { createOutage, type Outage } from "./outage.ts";
import type { Publisher } from "./publisher.ts";
import { createRecorder } from "./recorder.ts";
import type { Ring } from "./ring.ts";
import { type Act, createSyncer } from "./syncer.ts";

export interface Writer {
	record(draft: EventDraft, done: (result: Committed) => void): void;
	act(drafts: readonly ActionEvent[]): Promise<Committed>;
	/** Writes what waits, without waiting for the turn to end. */
	flush(): void;
	/** Resolves when everything written so far is on the disk, or open mode has begun. */
	sync(): Promise<unknown>;
	/** In open mode: whether writing goes again; then tells the gap. */
	retry(): Promise<void>;
	/** To be called every second: a disk that does not answer must not make mail wait without end. */
	watch(): void;
	/** From now on nothing is taken any more: mail passes. */
	stop(): void;
	/** Who waits for the disk is told that nobody knows. */
	tellUnsure(): void;
	readonly outage: Outage;
	/** Number of the last event taken. */
	seq(): number;
	lastSyncAt(): number;
	/** Milliseconds since the disk was asked to keep what is written; 0: it has answered. */
	waitingMs(): number;
}

export interface WriterParts {
	readonly model: Model;
	readonly journal: Journal;
	readonly publisher: Publisher;
	readonly ring: Ring;
	readonly clock: Clock;
	readonly log: Log;
}

type Done = (result: Committed) => void;

/** A disk that keeps nothing for so long is as good as none. */
const LONGEST_SYNC_MS = 60_000;
/** Events held back behind an action, in memory. */
const MOST_HELD = 20_000;
const opened: Committed = { kind: "open" };
const nothing = () => undefined;

export function createWriter({ model, journal, publisher, ring, clock, log }: WriterParts): Writer {
	const recorder = createRecorder(model.state);
	/** Fold writes through the recorder; numbers are counted here. */
	const live: Foldable = { state: recorder.state, counters: model.counters, seq: model.seq };
	const audit = new LineBuffer();
	const traffic = new LineBuffer();
	const outage = createOutage(clock, log);
	const syncer = createSyncer({ journal, publisher, clock, failed: fail });
	let events: PolicyEvent[] = [];
	/** Where each event's line begins in its buffer. */
	let starts: number[] = [];
	let dones: Done[] = [];
	let acts: Act[] = [];
	let scheduled = false;
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
		try {
			journal.write(audit, traffic, first.seq);
		} catch (error) {
			fail(error);
			return;
		}
		const batch = events;
		const replies = dones;
		const mustSync = acts.length > 0;
		for (let index = 0; index < batch.length; index++) remember(batch[index], starts[index]);
		syncer.written(acts);
		clear();
		recorder.forget();
		for (const event of batch) publisher.written(event);
		for (let index = 0; index < replies.length; index++)
			reply(replies[index], { kind: "committed", seq: batch[index]?.seq ?? 0 });
		if (publisher.held() > MOST_HELD) giveUp();
		else if (mustSync) void syncer.sync();
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

	/** The disk neither keeps nor refuses. */
	function giveUp(): void {
		if (outage.now() !== null) return;
		const seconds = Math.round(syncer.waitingMs() / 1000);
		fail(new Error(`its disk has not answered for ${seconds} seconds`));
		syncer.tellUnsure();
	}

	return {
		outage,
		flush,
		sync: syncer.sync,
		seq: () => live.seq,
		lastSyncAt: syncer.lastSyncAt,
		waitingMs: syncer.waitingMs,
		watch() {
			if (syncer.waitingMs() >= LONGEST_SYNC_MS) giveUp();
		},
		stop() {
			stopped = true;
		},
		tellUnsure: syncer.tellUnsure,
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
				acts.push({ seqs: drafts.map((draft) => take(draft, nothing)), resolve });
			});
		},
		async retry() {
			// It was asked already, and an answer to that is what tells whether it works again.
			if (syncer.waitingMs() > 0) return;
			try {
				await journal.probe();
			} catch (error) {
				outage.still(error);
				return;
			}
			if (!(await syncer.sync())) return;
			const gap = outage.end();
			if (gap === null) return;
			take(gap, nothing);
			flush();
			if (outage.now() !== null) {
				outage.goesOn(gap);
				return;
			}
			log.info("open mode is over", { passed: gap.passed });
			await syncer.sync();
		},
	};
}
