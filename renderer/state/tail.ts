/**
 * The live tail of a host: the newest events first, so many and no more. Paused, it stands still and counts what
 * comes; nothing is lost by pausing but what no longer fits.
 */
import type { Detail, StreamEvent } from "../../shared/protocol/stream.ts";
import { createStore, type Readable } from "./store.ts";
import { readTailRow, type TailRow } from "./tail-row.ts";

export interface TailView {
	readonly rows: readonly TailRow[];
	readonly paused: boolean;
	/** Came while paused. */
	readonly held: number;
	/** Left out by the host because we or the line were too slow; they are in the counts. */
	readonly omitted: number;
}

export interface Tail extends Readable<TailView> {
	hear(detail: Detail): void;
	/** What happened before anybody listened here, newest first, each with its `id`. */
	fill(events: readonly StreamEvent[]): void;
	/** Puts other words into the rows that are there: `turn` of each. */
	change(turn: (row: TailRow) => unknown): void;
	pause(): void;
	resume(): void;
}

export const TAIL_ROWS = 2_000;

export function createTail(): Tail {
	let newest: readonly TailRow[] = [];
	let last = "";
	let lastSeq = -1;
	const store = createStore<TailView>({ rows: [], paused: false, held: 0, omitted: 0 });

	function hear(detail: Detail): void {
		const epoch = detail.id.split(":")[0] ?? "";
		if (epoch !== last) lastSeq = -1;
		last = epoch;
		// A stream that was resumed may show an event twice; the list never does.
		const fresh = detail.events.filter((event) => event.seq > lastSeq);
		lastSeq = Math.max(lastSeq, ...fresh.map((event) => event.seq));
		const rows = fresh.map((event) => readTailRow(epoch, event)).filter((row) => row !== null);
		newest = [...rows.reverse(), ...newest].slice(0, TAIL_ROWS);
		const view = store.get();
		const omitted = view.omitted + detail.omitted;
		store.set(
			view.paused
				? { ...view, held: Math.min(view.held + rows.length, TAIL_ROWS), omitted }
				: { ...view, rows: newest, omitted },
		);
	}

	return {
		get: store.get,
		subscribe: store.subscribe,
		hear,
		fill(events) {
			const rows = tailRows(events);
			const known = new Set(newest.map((row) => row.key));
			const missing = rows.filter((row) => !known.has(row.key));
			newest = [...newest, ...missing].sort((a, b) => b.at - a.at).slice(0, TAIL_ROWS);
			const [epoch = "", seq = ""] = events[0]?.id?.split(":") ?? [];
			if (last === "") last = epoch;
			if (last === epoch) lastSeq = Math.max(lastSeq, Number(seq));
			const view = store.get();
			if (!view.paused) store.set({ ...view, rows: newest });
		},
		change(turn) {
			const turned = (rows: readonly TailRow[]) => rows.map((row) => turn(row) as TailRow);
			newest = turned(newest);
			store.set({ ...store.get(), rows: turned(store.get().rows) });
		},
		pause: () => store.set({ ...store.get(), paused: true }),
		resume: () => store.set({ ...store.get(), paused: false, held: 0, rows: newest }),
	};
}

/** Events that were asked for, as lines; an event without an id is of a daemon that cannot tell them. */
export function tailRows(events: readonly StreamEvent[]): readonly TailRow[] {
	return events.map((event) => readTailRow(event.id?.split(":")[0] ?? "", event)).filter((row) => row !== null);
}
