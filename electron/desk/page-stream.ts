/**
 * The one event stream of a page, for all hosts: frames of each host wrapped in its name, `hosts` when the list or a
 * link changes, `preferences` when a window changed them. A page that opens it gets both and each host's last tick at
 * once, so that nothing is missed between the stream and what the page then asks for. A page that does not read costs a
 * bounded amount: ticks are merged, details beyond 200 a host are left out and counted, the list is sent as it then is.
 */
import type { PageCommand } from "../../shared/protocol/desk.ts";
import { detailShape, type StreamEvent, type Tick } from "../../shared/protocol/stream.ts";
import type { LinkFrame } from "./contract.ts";
import type { Hosts } from "./hosts.ts";
import { asTick, mergeTicks } from "./merge-ticks.ts";
import type { PreferenceFile } from "./preferences.ts";

const ROOM_BYTES = 65_536;
const MOST_DETAILS = 200;
const HEARTBEAT_MS = 10_000;
export const MOST_PAGES = 64;
/** A page that does not read for so many commands gets the last ones. */
const MOST_COMMANDS = 8;

export interface PageStreams {
	/** `null`: too many are open. */
	open(signal: AbortSignal): ReadableStream<Uint8Array> | null;
	/** Asks every page that is open. */
	command(command: PageCommand): void;
	readers(): number;
	close(): void;
}

interface Waiting {
	gap: unknown;
	tick: Tick | null;
	details: StreamEvent[];
	detailId: string;
	omitted: number;
}

interface Page {
	frame(host: string, frame: LinkFrame): void;
	hosts(): void;
	preferences(): void;
	command(command: PageCommand): void;
	end(): void;
}

export type StreamedPreferences = Pick<PreferenceFile, "get" | "listen">;

export function openPageStreams(
	hosts: Pick<Hosts, "list" | "find" | "listen">,
	preferences: StreamedPreferences,
): PageStreams {
	const pages = new Set<Page>();
	const lastTicks = new Map<string, Tick>();
	const stopPreferences = preferences.listen(() => {
		for (const page of pages) page.preferences();
	});
	const stop = hosts.listen({
		onFrame(host, frame) {
			const tick = frame.name === "tick" ? asTick(frame.frame) : null;
			if (tick !== null) lastTicks.set(host, tick);
			for (const page of pages) page.frame(host, frame);
		},
		onHosts() {
			for (const host of lastTicks.keys()) if (hosts.find(host) === null) lastTicks.delete(host);
			for (const page of pages) page.hosts();
		},
	});
	return {
		readers: () => pages.size,
		open(signal) {
			if (pages.size >= MOST_PAGES) return null;
			const opened = openPage({ hosts, preferences, ticks: lastTicks, gone: () => pages.delete(opened.page) });
			pages.add(opened.page);
			const end = () => {
				if (pages.delete(opened.page)) opened.page.end();
			};
			if (signal.aborted) end();
			else signal.addEventListener("abort", end, { once: true });
			return opened.stream;
		},
		command(command) {
			for (const page of pages) page.command(command);
		},
		close() {
			stop();
			stopPreferences();
			for (const page of pages) page.end();
			pages.clear();
		},
	};
}

interface PageParts {
	readonly hosts: Pick<Hosts, "list" | "find">;
	readonly preferences: StreamedPreferences;
	readonly ticks: ReadonlyMap<string, Tick>;
	readonly gone: () => void;
}

function openPage({ hosts, preferences, ticks, gone }: PageParts) {
	const encoder = new TextEncoder();
	const waiting = new Map<string, Waiting>();
	let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
	let listDue = true;
	let preferencesDue = true;
	const commands: PageCommand[] = [];

	const write = (text: string) => controller?.enqueue(encoder.encode(text));
	const say = (name: string, data: unknown) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
	const hasRoom = () => (controller?.desiredSize ?? 0) > 0;

	const flush = () => {
		// First of all: whether addresses are masked must be known before any is shown.
		if (preferencesDue && hasRoom()) {
			preferencesDue = false;
			say("preferences", preferences.get());
		}
		if (listDue && hasRoom()) {
			listDue = false;
			say("hosts", { hosts: hosts.list() });
		}
		while (commands.length > 0 && hasRoom()) say("command", { command: commands.shift() });
		for (const [host, kept] of waiting) {
			if (!hasRoom()) return;
			waiting.delete(host);
			if (kept.gap !== null) say("gap", { host, frame: kept.gap });
			if (kept.details.length > 0 || kept.omitted > 0) {
				say("detail", { host, frame: { id: kept.detailId, events: kept.details, omitted: kept.omitted } });
			}
			if (kept.tick !== null) say("tick", { host, frame: kept.tick });
		}
	};
	const heartbeat = setInterval(() => hasRoom() && write(": \n\n"), HEARTBEAT_MS);
	heartbeat.unref();
	const stop = () => {
		clearInterval(heartbeat);
		controller = null;
		waiting.clear();
	};

	const stream = new ReadableStream<Uint8Array>(
		{
			start(opened) {
				controller = opened;
				for (const [host, tick] of ticks) waiting.set(host, { ...nothingWaits(), tick });
				flush();
			},
			pull: flush,
			cancel() {
				stop();
				gone();
			},
		},
		{ highWaterMark: ROOM_BYTES, size: (chunk) => chunk.byteLength },
	);
	const page: Page = {
		frame(host, frame) {
			const kept = waiting.get(host) ?? nothingWaits();
			waiting.set(host, kept);
			keep(kept, frame);
			flush();
		},
		hosts() {
			listDue = true;
			for (const host of waiting.keys()) if (hosts.find(host) === null) waiting.delete(host);
			flush();
		},
		preferences() {
			preferencesDue = true;
			flush();
		},
		command(command) {
			commands.push(command);
			commands.splice(0, commands.length - MOST_COMMANDS);
			flush();
		},
		end() {
			controller?.close();
			stop();
		},
	};
	return { stream, page };
}

function nothingWaits(): Waiting {
	return { gap: null, tick: null, details: [], detailId: "", omitted: 0 };
}

function keep(kept: Waiting, { name, frame }: LinkFrame): void {
	if (name === "gap") {
		// The page loads everything again: what waited before says nothing any more.
		Object.assign(kept, nothingWaits(), { gap: frame });
		return;
	}
	const tick = name === "tick" ? asTick(frame) : null;
	if (tick !== null) kept.tick = mergeTicks(kept.tick, tick);
	if (name !== "detail") return;
	const detail = detailShape.parse(frame);
	kept.details.push(...detail.events);
	kept.detailId = detail.id;
	const over = Math.max(0, kept.details.length - MOST_DETAILS);
	kept.details.splice(0, over);
	kept.omitted += detail.omitted + over;
}
