/**
 * The one event stream of the page: all hosts in it, read with `fetch` because EventSource can carry no token.
 * It opens itself again after a cut, sooner first, later every five seconds; whoever listens is told of every cut
 * (`lost`) and every opening (`open`), and must then read again what it may have missed.
 */
import { createParser } from "eventsource-parser";
import { DESK_STREAM_PATH } from "../../shared/protocol/desk.ts";

export interface StreamListener {
	open(): void;
	lost(): void;
	/** The desk no longer knows our token: nothing will ever come again. */
	refused(): void;
	frame(name: string, json: unknown): void;
}

/** A heartbeat comes every 10 s; three missed, and the line is dead though nobody said so. */
const SILENCE_MS = 30_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** Follows the desk until the returned function is called. */
export function followDesk(token: string, listener: StreamListener): () => void {
	let stop = new AbortController();
	let wait = FIRST_WAIT_MS;
	let timer: ReturnType<typeof setTimeout> | undefined;

	async function run(signal: AbortSignal): Promise<void> {
		try {
			await readOnce(token, signal, {
				...listener,
				open: () => {
					wait = FIRST_WAIT_MS;
					listener.open();
				},
			});
		} catch {
			// Cut, refused or never reached: all the same to us, the desk is tried again.
		}
		if (signal.aborted) return;
		listener.lost();
		timer = setTimeout(() => void run(signal), wait);
		wait = Math.min(wait * 2, LONGEST_WAIT_MS);
	}

	function close(): void {
		stop.abort();
		clearTimeout(timer);
	}
	// A page kept for the back button must not hold a stream open behind it.
	function hide(): void {
		close();
	}
	function show(event: PageTransitionEvent): void {
		if (!event.persisted) return;
		stop = new AbortController();
		void run(stop.signal);
	}
	addEventListener("pagehide", hide);
	addEventListener("pageshow", show);
	void run(stop.signal);
	return () => {
		removeEventListener("pagehide", hide);
		removeEventListener("pageshow", show);
		close();
	};
}

async function readOnce(token: string, outer: AbortSignal, listener: StreamListener): Promise<void> {
	const silence = new AbortController();
	const response = await fetch(DESK_STREAM_PATH, {
		headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
		signal: AbortSignal.any([outer, silence.signal]),
	});
	if (response.status === 401) listener.refused();
	if (!response.ok || response.body === null) throw new Error(`stream answered ${response.status}`);
	listener.open();
	const parser = createParser({
		onEvent: (event) => listener.frame(event.event ?? "message", parsed(event.data)),
	});
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	let dead = setTimeout(() => silence.abort(), SILENCE_MS);
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			clearTimeout(dead);
			dead = setTimeout(() => silence.abort(), SILENCE_MS);
			parser.feed(value);
		}
	} finally {
		clearTimeout(dead);
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
