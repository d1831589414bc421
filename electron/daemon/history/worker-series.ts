/** Counts over time and delays, read from the roll-ups. What nobody counted is a gap, never zero. */
import type { Database, SqlValue } from "sql.js";
import { delayEdges } from "../../../shared/analysis/delays.ts";
import { joinSpans, mostlyGap, type Span, stepStart } from "../../../shared/analysis/series.ts";
import { type Counters, counterNames, zeroCounters } from "../../../shared/policy/counters.ts";
import type { DelayHistogram, SeriesPoint, SeriesRange } from "./contract.ts";
import type { Stored } from "./worker-database.ts";
import { type CountTable, countGrains, type DelayTable, delayGrains, THEIRS } from "./worker-rollup.ts";

const MOST_POINTS = 20_000;

/** Rows of a chart are read from the first of these whose rows its step is made of. */
const coarsest = ["days", "hours", "minutes", "seconds"] as const;

/** What the history knows of time at all: from its first event, and back from its last one. */
type Known = Pick<Stored, "beganAt" | "lastAt">;

/** Points from the step that holds `from` up to `to`, each at a multiple of its step. */
export function seriesOf(db: Database, range: SeriesRange, known: Known): readonly SeriesPoint[] {
	const { step } = range;
	const from = stepStart(range.from, step);
	const length = Math.ceil((range.to - from) / (step * 1000));
	if (length > MOST_POINTS) throw new Error(`a series has at most ${MOST_POINTS} points: ask for a larger step`);
	const table = coarsest.find((name) => step % countGrains[name].unit === 0) ?? "seconds";
	const sums = new Map<number, Counters>();
	for (const [at = 0, ...counts] of readCounts(db, table, { from, to: range.to }))
		add(sums, stepStart(at, step), counts);
	const kept = known.lastAt - countGrains[table].kept * 1000;
	const gaps = gapsIn(db, { from, to: range.to }, Math.max(known.beganAt ?? Number.POSITIVE_INFINITY, kept));
	return Array.from({ length }, (_, index) => {
		const at = from + index * step * 1000;
		const counters = sums.get(at);
		if (counters !== undefined) return { at, gap: false, counters };
		return { at, gap: mostlyGap({ from: at, to: at + step * 1000 }, gaps), counters: zeroCounters() };
	});
}

function* readCounts(db: Database, table: CountTable, { from, to }: Span): Generator<readonly number[]> {
	const unit = countGrains[table].unit * 1000;
	const read = db.prepare(`SELECT at, ${counterNames.join(", ")} FROM ${table} WHERE at >= ? AND at < ?`);
	try {
		read.bind([Math.floor(from / unit), Math.ceil(to / unit)]);
		while (read.step()) {
			const [at = 0, ...counts] = read.get().map(Number);
			yield [at * unit, ...counts];
		}
	} finally {
		read.free();
	}
}

function add(sums: Map<number, Counters>, at: number, counts: readonly number[]): void {
	const counters = sums.get(at) ?? zeroCounters();
	for (const [index, name] of counterNames.entries()) counters[name] += counts[index] ?? 0;
	sums.set(at, counters);
}

/** Gaps that were told, and all time before `knownFrom`. */
function gapsIn(db: Database, { from, to }: Span, knownFrom: number): readonly Span[] {
	const spans: Span[] = [];
	const rows = rowsOf(db, "SELECT fromAt, toAt FROM gaps WHERE toAt > ? AND fromAt < ?", [from, to]);
	for (const [fromAt = 0, toAt = 0] of rows) spans.push({ from: fromAt, to: toAt });
	if (knownFrom > from) spans.push({ from, to: knownFrom });
	return joinSpans(spans);
}

/** Delays of mail that passed from `from` up to `to`: to the minute, longer ago to the hour, and then to the day. */
export function delaysOf(db: Database, span: Span, known: Known): DelayHistogram {
	const ours = delayEdges.map(() => 0);
	const theirs = delayEdges.map(() => 0);
	for (const { table, first, end } of delayParts(span, known.lastAt)) {
		const rows = rowsOf(
			db,
			`SELECT whose, bucket, sum(count) FROM ${table} WHERE at >= ? AND at < ? GROUP BY whose, bucket`,
			[first, end],
		);
		for (const [whose = 0, bucket = 0, count = 0] of rows) {
			const counts = whose === THEIRS ? theirs : ours;
			counts[bucket] = (counts[bucket] ?? 0) + count;
		}
	}
	return { edges: delayEdges, ours, theirs };
}

/** Rows of a table: from `first`, before `end`, in its own unit. */
interface DelayPart {
	readonly table: DelayTable;
	readonly first: number;
	readonly end: number;
}

/** Whole days of a long time are read as days, and only what is left over at its ends from finer rows. */
function delayParts({ from, to }: Span, lastAt: number): readonly DelayPart[] {
	const whole = (table: DelayTable, part: Span): DelayPart => {
		const unit = delayGrains[table].unit * 1000;
		return { table, first: Math.floor(part.from / unit), end: Math.ceil(part.to / unit) };
	};
	const isKept = (table: DelayTable) => from >= lastAt - delayGrains[table].kept * 1000;
	if (isKept("delays_minute")) return [whole("delays_minute", { from, to })];
	if (!isKept("delays_hour")) return [whole("delays_day", { from, to })];
	const day = delayGrains.delays_day.unit * 1000;
	const [first, last] = [Math.ceil(from / day) * day, Math.floor(to / day) * day];
	if (first >= last) return [whole("delays_hour", { from, to })];
	return [
		whole("delays_hour", { from, to: first }),
		whole("delays_day", { from: first, to: last }),
		whole("delays_hour", { from: last, to }),
	];
}

function rowsOf(db: Database, sql: string, values: SqlValue[]): readonly (readonly number[])[] {
	return (db.exec(sql, values)[0]?.values ?? []).map((row) => row.map(Number));
}
