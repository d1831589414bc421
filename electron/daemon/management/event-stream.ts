/**
 * The live feed (design 3.2): the hub follows the ledger once and feeds every open stream. `tick` at most four times a
 * second, coalesced and never lost; `detail` at most 200 a second; a comment every ten seconds; `Last-Event-ID` goes on
 * from the ledger's ring. An id that cannot be gone on from is told as `gap`, and the reader loads everything again.
 *
 * The pace is real time, not the clock of the sample: it is about readers, not about mail.
 */

import type { Clock } from "../../../shared/base/clock.ts";
import { passAllUntil } from "../../../shared/policy/policy.ts";
import type { Tick } from "../../../shared/protocol/stream.ts";
import { HEARTBEAT_SECONDS, TICKS_PER_SECOND } from "../../../shared/protocol/stream.ts";
import type { Ledger, Position } from "../ledger/contract.ts";
import type { EventHub } from "./contract.ts";
import { countSeconds } from "./live-counts.ts";
import { openReader, type Reader, type ReaderStart } from "./reader.ts";
import { tripletCounts } from "./triplet-counts.ts";

const MOST_READERS = 256;
/** Where nothing changes a tick still comes once a second: it carries the daemon's time. */
const QUIET_TURNS = TICKS_PER_SECOND;

export interface HubParts {
	readonly ledger: Ledger;
	readonly clock: Clock;
	/** How far the history is behind, for the ticks. */
	readonly behindSeconds: () => number;
}

export function openEventHub({ ledger, clock, behindSeconds }: HubParts): EventHub {
	const counts = countSeconds(clock.now(), () => clock.now());
	const readers = new Set<Reader>();
	let turns = 0;
	let lastSeen = "";

	const stop = ledger.subscribe((event) => {
		counts.count(event);
		for (const reader of readers) reader.push(event);
	});

	const makeTick = (since: number): Tick => {
		const { policy } = ledger.state;
		const head = ledger.head();
		return {
			at: clock.now(),
			id: `${head.epoch}:${head.seq}`,
			counters: { ...ledger.counters() },
			seconds: [...counts.changedSince(since)],
			triplets: tripletCounts(ledger.state),
			open: ledger.health().open,
			behindSeconds: behindSeconds(),
			revision: policy.revision,
			mode: policy.settings.mode,
			passAllUntilAt: passAllUntil(policy, clock.now()),
		};
	};

	const feed = (some: Iterable<Reader>, due: boolean) => {
		const { seq } = ledger.head();
		// Readers that are as far as each other share one frame.
		const made = new Map<number, string>();
		for (const reader of some) {
			reader.turn((since) => {
				if (!due && since >= seq) return null;
				const json = made.get(since) ?? JSON.stringify(makeTick(since));
				made.set(since, json);
				return { seq, json };
			});
		}
	};

	const turn = () => {
		turns++;
		if (readers.size === 0) return;
		const head = ledger.head();
		const seen = `${head.epoch}:${head.seq} ${ledger.health().open}`;
		feed(readers, seen !== lastSeen || turns % QUIET_TURNS === 0);
		lastSeen = seen;
		if (turns % (TICKS_PER_SECOND * HEARTBEAT_SECONDS) === 0) for (const reader of readers) reader.heartbeat();
	};
	const timer = setInterval(turn, 1000 / TICKS_PER_SECOND);
	timer.unref();

	return {
		counts,
		readers: () => readers.size,
		open(lastId, signal) {
			if (readers.size >= MOST_READERS) return null;
			const leave = () => readers.delete(reader);
			const reader: Reader = openReader(startOf(ledger, lastId), leave);
			readers.add(reader);
			const end = () => {
				if (leave()) reader.end();
			};
			if (signal.aborted) end();
			else signal.addEventListener("abort", end, { once: true });
			feed([reader], true);
			return reader.stream;
		},
		close() {
			clearInterval(timer);
			stop();
			for (const reader of readers) reader.end();
			readers.clear();
		},
	};
}

function startOf(ledger: Ledger, lastId: string | null): ReaderStart {
	const head = ledger.head();
	const { epoch } = head;
	const begin: ReaderStart = {
		epoch,
		seq: head.seq,
		head: () => ledger.head().seq,
		after: (seq, most) => ledger.since({ epoch, seq }, most),
		gap: null,
	};
	if (lastId === null || lastId === "") return begin;
	const after = positionOf(lastId);
	if (after === null || after.seq > head.seq || ledger.since(after, 1) === null) {
		return { ...begin, gap: "What happened since then is no longer at hand: load everything again" };
	}
	return { ...begin, seq: after.seq };
}

function positionOf(id: string): Position | null {
	const parts = /^(.{1,40}):(\d{1,15})$/.exec(id);
	return parts?.[1] === undefined || parts[2] === undefined ? null : { epoch: parts[1], seq: Number(parts[2]) };
}
