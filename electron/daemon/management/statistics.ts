/**
 * Counts over time and added delay. A range that lies in the last two hours of this process is answered from memory;
 * anything older from the history. A point in a gap of ours has nulls, never zeros.
 */
import type { z } from "zod";
import { percentilesOf } from "../../../shared/analysis/delays.ts";
import { counterNames } from "../../../shared/policy/counters.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";
import type { delays as delaysRoute, statistics as statisticsRoute } from "../../../shared/protocol/system-routes.ts";
import type { DelayHistogram, SeriesPoint } from "../history/contract.ts";
import type { ManagementParts } from "./contract.ts";
import { asOf, fromHistory } from "./from-history.ts";

const HOUR_MS = 3_600_000;
/** An answer is made and checked in one turn, in which no mail is decided. */
const MOST_POINTS = 2000;
/** Steps of a chart, in seconds: the first that needs no more than 600 points is taken where none is asked for. */
const steps = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 86_400];

interface Range {
	readonly from?: number | undefined;
	readonly to?: number | undefined;
}

function rangeOf(query: Range, now: number): Answered<{ readonly from: number; readonly to: number }> {
	const to = query.to ?? now;
	const from = query.from ?? to - HOUR_MS;
	if (from < 0 || from >= to) return refuse(400, "`from` must lie before `to`, both in epoch milliseconds");
	return { ok: true, value: { from, to } };
}

export async function statistics(
	parts: ManagementParts,
	query: z.output<typeof statisticsRoute.query>,
): Promise<Answered<z.input<typeof statisticsRoute.reply>>> {
	const range = rangeOf(query, parts.clock.now());
	if (!range.ok) return range;
	const seconds = (range.value.to - range.value.from) / 1000;
	const step = query.step ?? steps.find((candidate) => seconds / candidate <= 600) ?? 86_400;
	if (seconds / step > MOST_POINTS) {
		return refuse(
			400,
			`That would be more than ${MOST_POINTS} points: ask for a step of ${Math.ceil(seconds / MOST_POINTS)} s or more`,
		);
	}
	const from = Math.floor(range.value.from / (step * 1000)) * step * 1000;
	const { to } = range.value;
	const head = parts.ledger.head().seq;
	const live = parts.events.counts.series(from, to, step);
	if (live !== null) return { ok: true, value: { from, to, step, points: [...live], asOf: asOf(parts, head) } };
	const told = await fromHistory(parts, (history) => history.series({ from, to, step }, head));
	if (!told.ok) return told;
	const points = told.value.value.map(pointOf);
	return { ok: true, value: { from, to, step, points, asOf: asOf(parts, told.value.asOf) } };
}

function pointOf(point: SeriesPoint): Point {
	const counts = Object.fromEntries(counterNames.map((name) => [name, point.gap ? null : point.counters[name]]));
	return { at: point.at, gap: point.gap, ...(counts as Record<(typeof counterNames)[number], number | null>) };
}

export async function delays(
	parts: ManagementParts,
	query: z.output<typeof delaysRoute.query>,
): Promise<Answered<z.input<typeof delaysRoute.reply>>> {
	const range = rangeOf(query, parts.clock.now());
	if (!range.ok) return range;
	const { from, to } = range.value;
	const head = parts.ledger.head().seq;
	const answer = await fromHistory(parts, (history) => history.delays(from, to, head));
	if (!answer.ok) return answer;
	const { value: histogram, asOf: seq } = answer.value;
	const ours = percentilesReply(histogram.edges, histogram.ours);
	const theirs = percentilesReply(histogram.edges, histogram.theirs);
	return { ok: true, value: { from, to, ours, theirs, asOf: asOf(parts, seq) } };
}

function percentilesReply(edges: DelayHistogram["edges"], counts: readonly number[]) {
	const histogram = edges.map((upTo, index) => ({ upTo, count: counts[index] ?? 0 }));
	return { ...percentilesOf(edges, counts), histogram };
}
