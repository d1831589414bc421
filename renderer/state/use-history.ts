/** What is read from a host's history: hello, statistics of a range, delays of a range. */
import { skipToken, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Host } from "../../shared/protocol/desk.ts";
import type { Point } from "../../shared/protocol/shapes.ts";
import { delays, hello, statistics } from "../../shared/protocol/system-routes.ts";
import { type Range, rangeText } from "./address.ts";
import { useBeat, useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import type { HostState } from "./host-state.ts";
import { rangeParts, spanAt } from "./ranges.ts";
import { seriesOf } from "./series.ts";
import { useStore } from "./store.ts";
import { useAskingOf } from "./use-asking.ts";

export type Hello = z.infer<typeof hello.reply>;

export function useHello() {
	return useHelloOf(useHost());
}

export function useHelloOf(host: HostState) {
	const enabled = useAskingOf(host.id);
	return useQuery({
		queryKey: ["hello", host.id],
		queryFn: async () => {
			const told = await need(host.send, hello);
			host.clock.anchor(told.now, told.speed);
			return told;
		},
		enabled,
		refetchInterval: (query) => (query.state.data === undefined ? 1_500 : 60_000),
	});
}

export interface Series {
	readonly points: readonly Point[];
	/** Seconds a point. */
	readonly step: number;
	/** Up to when the points tell all. */
	readonly knownUntil: number;
	readonly problem: unknown;
}

/** Whether what a host shows is sample traffic, through whichever socket it is seen. */
export function useIsSample(host: Host | null): boolean {
	const known = useQuery<Hello>({ queryKey: ["hello", host?.id ?? ""], queryFn: skipToken });
	return host !== null && (host.kind === "sample" || known.data?.engine.sample === true);
}

/** The counts of a range; up to now, they grow by the second. */
export function useSeries(range: Range, live: boolean): Series {
	return useSeriesOf(useHost(), range, live);
}

export function useSeriesOf(host: HostState, range: Range, live: boolean): Series {
	const { step } = rangeParts(range, host.clock.now());
	const name = rangeText(range);
	const generation = useStore(host.live.generation);
	const enabled = useAskingOf(host.id);
	const base = useQuery({
		queryKey: ["statistics", host.id, name, generation],
		queryFn: () => readBase(host, range),
		enabled,
		// After a cut the old points stay until the new ones are read; another range or host is another chart.
		placeholderData: (before, query) =>
			query?.queryKey[1] === host.id && query.queryKey[2] === name ? before : undefined,
		// Live seconds are kept for an hour and a half of the host's time: the base is renewed well before.
		refetchInterval: ({ state }) =>
			state.data?.early === true ? EARLY_MS : Math.max(5_000, 1_200_000 / host.clock.speed()),
	});
	// Where a point lasts long, little of the chart changes in a second, and drawing it is what the page costs most.
	useBeat(Math.min(2_000, Math.max(1_000, (step * 500) / host.clock.speed())));
	const now = Math.floor(host.clock.now() / 1000) * 1000;
	const shown = spanAt(range, now);
	const heard = host.live.tick.get()?.at ?? 0;
	const knownUntil = live ? now : Math.min(now, Math.max(heard, base.data?.to ?? 0));
	const points = seriesOf({
		...shown,
		stepSeconds: step,
		base: base.data ?? null,
		seconds: host.live.seconds,
		wholeFrom: host.live.wholeFrom(),
		knownUntil,
	});
	return { points, step, knownUntil, problem: enabled ? base.error : null };
}

/** So soon it is read again where the second in which the ticks began was not over yet. */
const EARLY_MS = 1_500;
/** By so much our idea of the host's time may be ahead of it. */
const AHEAD_MS = 100;

/** `early`: mail may still have come in what was read, and no tick tells it. */
async function readBase(host: HostState, range: Range) {
	// What is read must reach into the first second that the ticks tell whole: no seam, no second twice.
	const wholeFrom = await firstTick(host, 1_500);
	const past = Math.floor((host.clock.now() - AHEAD_MS * host.clock.speed()) / 1000) * 1000;
	const early = wholeFrom === null || past < wholeFrom;
	const now = early ? Math.max(Math.floor(host.clock.now() / 1000) * 1000, wholeFrom ?? 0) : past;
	const { step } = rangeParts(range, now);
	const shown = spanAt(range, now);
	const to = Math.min(now, shown.to);
	// A time that has not come yet is empty, and no question.
	if (to <= shown.from) return { to, points: [], early: false };
	const { from } = shown;
	const read = await need(host.send, statistics, { query: { from, to, step } });
	return { to: Math.min(read.to, to), points: read.points, early };
}

async function firstTick(host: HostState, atMostMs: number): Promise<number | null> {
	for (let waited = 0; waited < atMostMs && host.live.wholeFrom() === null; waited += 50)
		await new Promise((done) => setTimeout(done, 50));
	return host.live.wholeFrom();
}

/** Median and p95 of the added delay over the range, ours and theirs apart. */
export function useDelays(range: Range) {
	return useDelaysOf(useHost(), range);
}

export function useDelaysOf(host: HostState, range: Range) {
	const enabled = useAskingOf(host.id);
	return useQuery({
		queryKey: ["delays", host.id, rangeText(range)],
		queryFn: () => {
			const now = Math.floor(host.clock.now());
			const { seconds, fixed } = rangeParts(range, now);
			return need(host.send, delays, { query: fixed ?? { from: now - seconds * 1000, to: now } });
		},
		enabled,
		refetchInterval: 4_000,
	});
}
