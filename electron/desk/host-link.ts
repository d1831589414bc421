/**
 * The link to one host: its event stream, opened once for all pages. After a cut it comes back by itself, with
 * `Last-Event-ID`, so that nothing is told twice or missed; silence is told as *stale*, and ended when it lasts.
 * How it is, why, and what to do is in `state`; `sinceAt` is when that began.
 */
import { createParser, type EventSourceMessage } from "eventsource-parser";
import type { Trouble, TroubleKind } from "../../shared/protocol/shapes.ts";
import { type FrameName, frames, STREAM_PATH } from "../../shared/protocol/stream.ts";
import { failed, HostTrouble, socketTrouble, trouble, troubleOf } from "../hosts/trouble.ts";
import { askHost } from "./ask-host.ts";
import type { DeskTools, HostLink, LinkFrame, LinkState } from "./contract.ts";
import type { Reach } from "./reach.ts";

/** A daemon says something every ten seconds at least. */
const STALE_MS = 25_000;
const GIVEN_UP_MS = 60_000;
const ANSWER_MS = 10_000;
const pauses = [250, 500, 1000, 2000, 4000, 8000, 10_000];
/** What only a person mends is not tried every ten seconds: many failed logins get an address blocked. */
const needsPerson = new Set<TroubleKind>(["unknown-key", "changed-key", "key-refused", "no-ssh"]);
const PERSON_MS = 5 * 60_000;
const MOST_FRAME_CHARACTERS = 16 * 1024 * 1024;

/** Milliseconds of silence until a link is stale, and until it is opened anew. */
export interface Patience {
	readonly stale: number;
	readonly givenUp: number;
}

export interface LinkParts extends DeskTools {
	readonly reach: Reach;
	readonly onFrame: (frame: LinkFrame) => void;
	readonly onState: () => void;
	/** Milliseconds; handed in by tests that will not wait. */
	readonly patience?: Patience;
	/** Milliseconds a program that was just started may take until its silence counts as gone. */
	readonly grace?: number;
}

export function openHostLink(parts: LinkParts): HostLink {
	const { reach } = parts;
	const patience = parts.patience ?? { stale: STALE_MS, givenUp: GIVEN_UP_MS };
	let state: LinkState = { link: "connecting", sinceAt: parts.now(), problem: null };
	let lastId: string | null = null;
	let tries = 0;
	let closed = false;
	let waiting = false;
	let woken = false;
	const graceEndsAt = performance.now() + (parts.grace ?? 0);
	let current = new AbortController();
	let timer: NodeJS.Timeout | undefined;

	const become = (link: LinkState["link"], problem: Trouble | null) => {
		if (closed || (state.link === link && JSON.stringify(state.problem) === JSON.stringify(problem))) return;
		state = { link, problem, sinceAt: state.link === link ? state.sinceAt : parts.now() };
		parts.onState();
	};

	const take = (message: EventSourceMessage) => {
		const read = readFrame(message);
		if (read === null) return;
		if (message.id !== undefined) lastId = message.id;
		parts.onFrame(read);
	};

	const watch = (heard: () => number) =>
		setInterval(
			() => {
				const silent = performance.now() - heard();
				const told = socketTrouble("silent", reach.where);
				if (silent > patience.givenUp) current.abort(new HostTrouble(told));
				else if (silent > patience.stale) become("stale", told);
			},
			Math.min(1000, patience.stale / 2),
		);

	const listen = async (signal: AbortSignal) => {
		const answer = await headOf(reach, lastId, signal);
		let heardAt = performance.now();
		const parser = createParser({
			onEvent: take,
			maxBufferSize: MOST_FRAME_CHARACTERS,
			onError: (error) => {
				if (error.type === "max-buffer-size-exceeded")
					current.abort(new HostTrouble(failed("A frame of the stream was too large to read.")));
			},
		});
		tries = 0;
		become("live", null);
		const watching = watch(() => heardAt);
		try {
			for await (const chunk of answer.setEncoding("utf8")) {
				heardAt = performance.now();
				become("live", null);
				parser.feed(String(chunk));
			}
		} finally {
			clearInterval(watching);
			answer.destroy();
		}
	};

	/** Listens until that ends, and says why. */
	const broken = async (signal: AbortSignal): Promise<Trouble> => {
		let why = socketTrouble("closed", reach.where);
		try {
			await listen(signal);
		} catch (error) {
			why = wordsOf(signal.aborted ? signal.reason : error, reach.where);
		}
		if (signal.aborted) return why;
		// At once, for what it really was may take a moment to find out.
		if (state.link === "live" || state.link === "stale") become("gone", why);
		return reach.explain(why);
	};
	const run = async () => {
		current = new AbortController();
		const { signal } = current;
		let why: Trouble;
		try {
			await reach.ready();
			why = await broken(signal);
		} catch (error) {
			why = wordsOf(error, reach.where);
		}
		if (closed) return;
		if (woken) {
			woken = false;
			become("connecting", null);
			return start();
		}
		if (why.kind === "silent") reach.reset();
		if (state.link !== "connecting" || performance.now() > graceEndsAt) become("gone", why);
		const pause = needsPerson.has(why.kind) ? PERSON_MS : (pauses[Math.min(tries, pauses.length - 1)] ?? 0);
		tries++;
		waiting = true;
		timer = setTimeout(start, pause * (0.75 + Math.random() / 2));
	};
	const start = () => {
		waiting = false;
		run().catch((error: unknown) => parts.log.panic("a host's link failed", { error: String(error) }));
	};
	start();

	const retry = () => {
		tries = 0;
		if (closed || !waiting) return;
		clearTimeout(timer);
		start();
	};
	return {
		state: () => state,
		retry,
		wake() {
			if (waiting) return retry();
			woken = true;
			reach.reset();
			current.abort(new HostTrouble(failed("This machine slept; connecting again.")));
		},
		close() {
			closed = true;
			clearTimeout(timer);
			current.abort();
			return reach.close();
		},
	};
}

/** Opens the stream; what is not one is trouble in words. Only the answer has a time limit, not what follows. */
async function headOf({ socket, where }: Reach, lastId: string | null, signal: AbortSignal) {
	const late = new AbortController();
	const timer = setTimeout(() => late.abort(), ANSWER_MS);
	const headers = { accept: "text/event-stream", ...(lastId === null ? {} : { "last-event-id": lastId }) };
	const either = AbortSignal.any([signal, late.signal]);
	const asked = { socket, where, method: "GET", target: STREAM_PATH, headers, body: null, signal: either };
	const answer = await askHost(asked).finally(() => clearTimeout(timer));
	if (answer.statusCode === 200 && answer.headers["content-type"]?.startsWith("text/event-stream")) return answer;
	answer.destroy();
	throw new HostTrouble(
		trouble("not-greydesk", {
			words: `${where} answers, but sends no events (status ${answer.statusCode}).`,
			mend: "Is it the management socket of a greydesk daemon?",
		}),
	);
}

/** What breaks its declaration is left out: the daemon is newer, or it is none. */
function readFrame(message: EventSourceMessage): LinkFrame | null {
	const name = message.event;
	if (name === undefined || !Object.hasOwn(frames, name)) return null;
	const known = name as FrameName;
	try {
		const read = frames[known].safeParse(JSON.parse(message.data));
		return read.success ? { name: known, frame: read.data } : null;
	} catch {
		return null;
	}
}

function wordsOf(error: unknown, where: string): Trouble {
	return troubleOf(error instanceof Error ? error : new Error(String(error)), where);
}
