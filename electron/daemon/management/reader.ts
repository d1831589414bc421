/**
 * One open event stream. What it keeps while its reader does not read is bounded: nothing of the ticks (they are made
 * from the counts when there is room) and at most 200 details, or those of a resume; what is left out is counted.
 * Details go at most at 200 a second; after a resume the backlog goes first, at that same pace, each event once.
 */
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import type { FrameName } from "../../../shared/protocol/stream.ts";
import { DETAILS_PER_SECOND, TICKS_PER_SECOND } from "../../../shared/protocol/stream.ts";
import { wireEvent } from "./wire-event.ts";

/** Bytes that may wait in the stream before nothing more is put into it. */
const ROOM_BYTES = 65_536;
const MOST_BACKLOG = 10_000;
const A_TURN = DETAILS_PER_SECOND / TICKS_PER_SECOND;

export interface Reader {
	/** An event that came now. */
	push(event: PolicyEvent): void;
	/** Called at most four times a second: `tick` makes the frame of what changed after `seq`, or null. */
	turn(tick: (seq: number) => { readonly seq: number; readonly json: string } | null): void;
	heartbeat(): void;
	end(): void;
	readonly stream: ReadableStream<Uint8Array>;
}

export interface ReaderStart {
	readonly epoch: string;
	/** Counts and details after this event are news to the reader. */
	readonly seq: number;
	readonly backlog: readonly PolicyEvent[];
	/** Why the reader must load everything again; null where it may go on. */
	readonly gap: string | null;
}

export function openReader(start: ReaderStart, gone: () => void): Reader {
	const encoder = new TextEncoder();
	let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
	let pending: PolicyEvent[] = [...start.backlog.slice(-MOST_BACKLOG)];
	let omitted = start.backlog.length - pending.length;
	let catchingUp = pending.length > 0;
	let allowance = DETAILS_PER_SECOND;
	let told = start.seq;
	let lastDetail = start.seq;

	const write = (text: string) => controller?.enqueue(encoder.encode(text));
	const frame = (name: FrameName, id: string, json: string) => write(`event: ${name}\nid: ${id}\ndata: ${json}\n\n`);
	const hasRoom = () => (controller?.desiredSize ?? 0) > 0;

	const stream = new ReadableStream<Uint8Array>(
		{
			start(opened) {
				controller = opened;
				write(": greydesk\nretry: 1000\n\n");
				if (start.gap === null) return;
				const id = `${start.epoch}:${start.seq}`;
				frame("gap", id, JSON.stringify({ why: start.gap, id }));
			},
			cancel() {
				controller = null;
				gone();
			},
		},
		{ highWaterMark: ROOM_BYTES, size: (chunk) => chunk.byteLength },
	);

	const details = () => {
		allowance = Math.min(DETAILS_PER_SECOND, allowance + A_TURN);
		if (pending.length === 0 && omitted === 0) return;
		const most = Math.min(allowance, pending.length);
		// The tail shows the newest; a reader that catches up gets the oldest first, so that it misses none.
		const left = catchingUp ? pending.slice(most) : [];
		const sent = catchingUp ? pending.slice(0, most) : pending.slice(pending.length - most);
		omitted += pending.length - sent.length - left.length;
		lastDetail = sent.at(-1)?.seq ?? lastDetail;
		pending = left;
		catchingUp = left.length > 0;
		allowance -= sent.length;
		const id = `${start.epoch}:${lastDetail}`;
		frame("detail", id, JSON.stringify({ id, events: sent.map(wireEvent), omitted }));
		omitted = 0;
	};

	return {
		stream,
		push(event) {
			pending.push(event);
			const most = catchingUp ? MOST_BACKLOG : DETAILS_PER_SECOND;
			if (pending.length <= most) return;
			pending.shift();
			omitted++;
		},
		turn(tick) {
			if (!hasRoom()) return;
			details();
			const next = tick(told);
			if (next === null || !hasRoom()) return;
			told = next.seq;
			// An id is a promise that all before it was told: while details still wait, the frame carries none of its own.
			const id = pending.length === 0 ? next.seq : lastDetail;
			frame("tick", `${start.epoch}:${id}`, next.json);
		},
		heartbeat() {
			if (hasRoom()) write(": \n\n");
		},
		end() {
			controller?.close();
			controller = null;
		},
	};
}
