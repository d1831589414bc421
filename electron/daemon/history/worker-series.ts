/** Counts over time and delays, read from the roll-ups. What nobody counted is a gap, never zero. */
import type { Database, SqlValue } from "sql.js";
import { delayEdges } from "../../../shared/analysis/delays.ts";
import { joinSpans, mostlyGap, type Span, stepStart } from "../../../shared/analysis/series.ts";
import { type Counters, counterNames, zeroCounters } from "../../../shared/policy/counters.ts";
import type { DelayHistogram, SeriesPoint, SeriesRange } from "./contract.ts";
import type { Stored } from "./worker-database.ts";
import { MINUTE_DELAYS_KEPT, MINUTES_KEPT, SECONDS_KEPT, THEIRS } from "./worker-rollup.ts";

const MOST_POINTS = 20_000;

/** What the history knows of time at all: from its first event, and back from its last one. */
type Known = Pick<Stored, "beganAt" | "lastAt">;

/** Points from the step that holds `from` up to `to`, each at a multiple of its step. */
export function seriesOf(db: Database, range: SeriesRange, known: Known): readonly SeriesPoint[] {
	const { step } = range;
	const from = stepStart(range.from, step);
	const length = Math.ceil((range.to - from) / (step * 1000));
	if (length > MOST_POINTS) throw new Error(`a series has at most ${MOST_POINTS} points: ask for a larger step`);
	const bySecond = step % 60 !== 0;
	const sums = new Map<number, Counters>();
	for (const [at = 0, ...counts] of readCounts(db, bySecond ? "seconds" : "minutes", { from, to: range.to }))
		add(sums, stepStart(at, step), counts);
	const kept = known.lastAt - (bySecond ? SECONDS_KEPT : MINUTES_KEPT) * 1000;
	const gaps = gapsIn(db, { from, to: range.to }, Math.max(known.beganAt ?? Number.POSITIVE_INFINITY, kept));
	return Array.from({ length }, (_, index) => {
		const at = from + index * step * 1000;
		const counters = sums.get(at);
		if (counters !== undefined) return { at, gap: false, counters };
		return { at, gap: mostlyGap({ from: at, to: at + step * 1000 }, gaps), counters: zeroCounters() };
	});
}

function* readCounts(db: Database, table: "seconds" | "minutes", { from, to }: Span): Generator<readonly number[]> {
	const unit = table === "seconds" ? 1000 : 60_000;
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

/** Delays of mail that passed from `from` up to `to`. */
export function delaysOf(db: Database, { from, to }: Span, known: Known): DelayHistogram {
	const byMinute = from >= known.lastAt - MINUTE_DELAYS_KEPT * 1000;
	const unit = byMinute ? 60_000 : 3_600_000;
	const ours = delayEdges.map(() => 0);
	const theirs = delayEdges.map(() => 0);
	const rows = rowsOf(
		db,
		`SELECT whose, bucket, sum(count) FROM ${byMinute ? "delays_minute" : "delays_hour"}
		WHERE at >= ? AND at < ? GROUP BY whose, bucket`,
		[Math.floor(from / unit), Math.ceil(to / unit)],
	);
	for (const [whose = 0, bucket = 0, count = 0] of rows) (whose === THEIRS ? theirs : ours)[bucket] = count;
	return { edges: delayEdges, ours, theirs };
}

function rowsOf(db: Database, sql: string, values: SqlValue[]): readonly (readonly number[])[] {
	return (db.exec(sql, values)[0]?.values ?? []).map((row) => row.map(Number));
}
