/** What is read from a host's history: hello, statistics of a range, delays of a range. */
import { skipToken, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { Host } from "../../shared/protocol/desk.ts";
import type { Point } from "../../shared/protocol/shapes.ts";
import { delays, hello, statistics } from "../../shared/protocol/system-routes.ts";
import type { Range } from "./address.ts";
import { useBeat, useHost } from "./app-context.tsx";
import { need } from "./ask.ts";
import type { HostState } from "./host-state.ts";
import { seriesOf } from "./series.ts";
import { useStore } from "./store.ts";

export type Hello = z.infer<typeof hello.reply>;

export interface RangeParts {
	readonly words: string;
	readonly seconds: number;
	/** Seconds a point; never more than 300 points. */
	readonly step: number;
}
export const rangeParts: Readonly<Record<Range, RangeParts>> = {
	"5m": { words: "5 min", seconds: 300, step: 1 },
	"1h": { words: "1 h", seconds: 3_600, step: 60 },
	"24h": { words: "24 h", seconds: 86_400, step: 300 },
};

export function useHello() {
	const host = useHost();
	return useQuery({
		queryKey: ["hello", host.id],
		queryFn: async () => {
			const told = await need(host.send, hello);
			host.clock.anchor(told.now, told.speed);
			return told;
		},
		refetchInterval: (query) => (query.state.data === undefined ? 1_500 : 60_000),
	});
}

export interface Series {
	readonly points: readonly Point[];
	/** Up to when the points tell all. */
	readonly knownUntil: number;
	readonly problem: unknown;
}

/** Whether what a host shows is sample traffic, through whichever socket it is seen. */
export function useIsSample(host: Host | null): boolean {
	const known = useQuery<Hello>({ queryKey: ["hello", host?.id ?? ""], queryFn: skipToken });
	return host !== null && (host.kind === "sample" || known.data?.engine.sample === true);
}

/** The counts of a range up to now, growing by the second. */
export function useSeries(range: Range, live: boolean): Series {
	const host = useHost();
	const { seconds, step } = rangeParts[range];
	const generation = useStore(host.live.generation);
	const base = useQuery({
		queryKey: ["statistics", host.id, range, generation],
		queryFn: () => readBase(host, seconds, step),
		// After a cut the old points stay until the new ones are read; another range or host is another chart.
		placeholderData: (before, query) =>
			query?.queryKey[1] === host.id && query.queryKey[2] === range ? before : undefined,
		// Live seconds are kept for an hour and a half of the host's time: the base is renewed well before.
		refetchInterval: Math.max(5_000, 1_200_000 / host.clock.speed()),
	});
	useBeat(1000);
	const now = Math.floor(host.clock.now() / 1000) * 1000;
	const wide = step * 1000;
	const to = Math.ceil(now / wide) * wide;
	const heard = host.live.tick.get()?.at ?? 0;
	const knownUntil = live ? now : Math.min(now, Math.max(heard, base.data?.to ?? 0));
	const points = seriesOf({
		from: to - seconds * 1000,
		to,
		stepSeconds: step,
		base: base.data ?? null,
		seconds: host.live.seconds,
		wholeFrom: host.live.wholeFrom(),
		knownUntil,
	});
	return { points, knownUntil, problem: base.error };
}

async function readBase(host: HostState, seconds: number, step: number) {
	// What is read must reach into the first second that the ticks tell whole: no seam, no second twice.
	const wholeFrom = await firstTick(host, 1_500);
	const to = Math.max(Math.floor(host.clock.now() / 1000) * 1000, wholeFrom ?? 0);
	const from = Math.floor(to / (step * 1000)) * step * 1000 - seconds * 1000;
	const read = await need(host.send, statistics, { query: { from, to, step } });
	return { to: Math.min(read.to, to), points: read.points };
}

async function firstTick(host: HostState, atMostMs: number): Promise<number | null> {
	for (let waited = 0; waited < atMostMs && host.live.wholeFrom() === null; waited += 50)
		await new Promise((done) => setTimeout(done, 50));
	return host.live.wholeFrom();
}

/** Median and p95 of the added delay over the range, ours and theirs apart. */
export function useDelays(range: Range) {
	const host = useHost();
	return useQuery({
		queryKey: ["delays", host.id, range],
		queryFn: () => {
			const to = Math.floor(host.clock.now());
			return need(host.send, delays, { query: { from: to - rangeParts[range].seconds * 1000, to } });
		},
		placeholderData: (before, query) => (query?.queryKey[1] === host.id ? before : undefined),
		refetchInterval: 4_000,
	});
}
