/**
 * One open event stream. What it keeps while its reader does not read is bounded: nothing of the ticks (they are made
 * from the counts when there is room) and at most 50 details; what is left out is counted. Details go at most at 200 a
 * second, 50 a turn; after a resume what it missed goes first, at that same pace, each event once, read from the
 * ledger's ring a turn at a time. A reader that falls out of the ring meanwhile goes on from now.
 */
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import type { FrameName } from "../../../shared/protocol/stream.ts";
import { DETAILS_PER_SECOND, TICKS_PER_SECOND } from "../../../shared/protocol/stream.ts";
import { wireEvent } from "./wire-event.ts";

/** Bytes that may wait in the stream before nothing more is put into it. */
const ROOM_BYTES = 65_536;
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
	/** The last event that was published. */
	readonly head: () => number;
	/** Events after a number, oldest first, `most` at most; `null`: they are no longer at hand. */
	readonly after: (seq: number, most: number) => readonly PolicyEvent[] | null;
	/** Why the reader must load everything again; null where it may go on. */
	readonly gap: string | null;
}

export function openReader(start: ReaderStart, gone: () => void): Reader {
	const encoder = new TextEncoder();
	let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
	let pending: PolicyEvent[] = [];
	let omitted = 0;
	let catchingUp = start.seq < start.head();
	let opening = true;
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

	/** The oldest of what it missed, so that it misses none. */
	const missed = (): readonly PolicyEvent[] => {
		const head = start.head();
		const events = start.after(lastDetail, A_TURN);
		catchingUp = events !== null && events.length === A_TURN && events.at(-1)?.seq !== head;
		if (events !== null) return events;
		omitted += head - lastDetail;
		lastDetail = head;
		return [];
	};

	const details = () => {
		const sent = catchingUp ? missed() : pending;
		pending = [];
		if (sent.length === 0 && omitted === 0) return;
		lastDetail = sent.at(-1)?.seq ?? lastDetail;
		const id = `${start.epoch}:${lastDetail}`;
		frame("detail", id, JSON.stringify({ id, events: sent.map((event) => wireEvent(event, start.epoch)), omitted }));
		omitted = 0;
	};

	return {
		stream,
		push(event) {
			// Until it has caught up, the ring holds it.
			if (catchingUp) return;
			pending.push(event);
			if (pending.length <= A_TURN) return;
			// The tail shows the newest.
			pending.shift();
			omitted++;
		},
		turn(tick) {
			if (!hasRoom()) return;
			// The turn at its opening comes between those of the clock: with details it would make five in a second.
			if (!opening) details();
			opening = false;
			const next = tick(told);
			if (next === null || !hasRoom()) return;
			told = next.seq;
			// An id is a promise that all before it was told: while details still wait, the frame carries none of its own.
			const id = pending.length === 0 && !catchingUp ? next.seq : lastDetail;
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
