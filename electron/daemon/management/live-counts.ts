/**
 * Counts per second of the last two hours, whole and in memory: the chart that moves is drawn from these, never from
 * the history. Each second remembers the last event that changed it, so that any reader, however slow, can be given
 * exactly what it has not seen, and costs nothing while it does not read.
 *
 * What a gap event tells is known only afterwards. A point is unknown, as in the history, where gaps cover half of it
 * and nothing was counted in it; mail that passed in a gap is counted when it is told.
 */
import { joinSpans, mostlyGap, type Span } from "../../../shared/analysis/series.ts";
import {
	type CounterName,
	type Counters,
	counterNames,
	counterOf,
	zeroCounters,
} from "../../../shared/policy/counters.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";
import type { LiveCounts } from "./contract.ts";

export const SECONDS_KEPT = 7200;

interface Second {
	readonly second: number;
	readonly counters: Counters;
	/** Gaps within this second. */
	gaps: readonly Span[];
	/** Sequence number of the event that changed it last. */
	changedBy: number;
}

export interface CountedSeconds extends LiveCounts {
	count(event: PolicyEvent): void;
}

/** `since`: epoch ms at which counting begins; `now` is asked where a range ends in the future. */
export function countSeconds(since: number, now: () => number): CountedSeconds {
	const ring = new Array<Second | undefined>(SECONDS_KEPT).fill(undefined);
	const firstWhole = Math.ceil(since / 1000);

	/** The second of the event before: most come in it, too. */
	let latest: Second | null = null;

	const at = (second: number): Second | null => {
		if (latest?.second === second) return latest;
		if (second <= Math.floor(now() / 1000) - SECONDS_KEPT || second < 0) return null;
		const place = second % SECONDS_KEPT;
		const there = ring[place];
		const found = there?.second === second ? there : { second, counters: zeroCounters(), gaps: [], changedBy: 0 };
		ring[place] = found;
		latest = found;
		return found;
	};
	const touch = (second: number, seq: number, change: (entry: Second) => void) => {
		const entry = at(second);
		if (entry === null) return;
		change(entry);
		entry.changedBy = seq;
	};
	const add = (event: PolicyEvent, name: CounterName, by: number) => {
		if (by === 0) return;
		touch(Math.floor(event.at / 1000), event.seq, (entry) => {
			entry.counters[name] += by;
		});
	};
	const find = (second: number): Second | null => {
		const there = ring[second % SECONDS_KEPT];
		return there?.second === second ? there : null;
	};

	return {
		count(event) {
			if (event.kind === "gap") {
				for (const second of gapSeconds(event)) {
					touch(second, event.seq, (entry) => {
						entry.gaps = joinSpans([...entry.gaps, within(event, second)]);
					});
				}
				add(event, "passedOpen", event.passed);
				return;
			}
			const name = counterOf(event);
			if (name !== null) add(event, name, 1);
		},
		changedSince(seq) {
			return ring
				.filter((entry) => entry !== undefined)
				.filter((entry) => entry.changedBy > seq)
				.sort((a, b) => a.second - b.second)
				.map((entry) => pointOf(entry.second * 1000, 1, [entry]));
		},
		series(from, to, step) {
			const present = Math.floor(now() / 1000);
			const first = Math.floor(from / 1000);
			if (first < firstWhole || first <= present - SECONDS_KEPT) return null;
			const last = Math.min(Math.ceil(to / 1000), present + 1);
			const points: Point[] = [];
			for (let start = first; start < last; start += step) {
				const entries = secondsOf(start, Math.min(start + step, last)).map(find);
				const known = entries.filter((entry) => entry !== null);
				points.push(pointOf(start * 1000, step, known));
			}
			return points;
		},
	};
}

function gapSeconds(gap: Span): number[] {
	const last = Math.floor(gap.to / 1000);
	return secondsOf(Math.max(Math.floor(gap.from / 1000), last - SECONDS_KEPT + 1), last + 1);
}

function within(gap: Span, second: number): Span {
	return { from: Math.max(gap.from, second * 1000), to: Math.min(gap.to, (second + 1) * 1000) };
}

function secondsOf(from: number, to: number): number[] {
	return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** The point of `step` seconds from `at`, of the seconds in it of which anything is known. */
function pointOf(at: number, step: number, entries: readonly Second[]): Point {
	const sum = zeroCounters();
	for (const entry of entries) for (const name of counterNames) sum[name] += entry.counters[name];
	const gaps = entries.flatMap((entry) => entry.gaps);
	const counted = counterNames.some((name) => sum[name] > 0);
	const gap = !counted && gaps.length > 0 && mostlyGap({ from: at, to: at + step * 1000 }, gaps);
	const counts = Object.fromEntries(counterNames.map((name) => [name, gap ? null : sum[name]]));
	return { at, gap, ...(counts as Record<CounterName, number | null>) };
}
