/** The way from a folder to a journal that can be written: lock, replay, mend, epoch. Throws words fit to show. */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { continueEpoch, type Epochs } from "./epoch.ts";
import { type Folder, prepareFolder } from "./folder.ts";
import { type Journal, openJournal } from "./journal.ts";
import { auditName, segmentName } from "./journal-files.ts";
import { LineBuffer } from "./line.ts";
import { type Lock, lockFolder } from "./lock.ts";
import type { Damage } from "./log-cursor.ts";
import { type Mended, mend } from "./mend.ts";
import { type Replayed, replay } from "./replay.ts";
import { createRing, type Ring } from "./ring.ts";

export interface OpeningOptions {
	readonly folder: string;
	readonly clock: Clock;
	readonly log: Log;
	readonly sample: boolean;
	/** What this process is called to those who find the folder in use. */
	readonly command: string;
	readonly ring: { readonly lines: number; readonly bytes: number };
	readonly segmentBytes: number;
}

/** Events of the last run that readers can still ask for. */
const RECENT = 1000;

export interface Opened {
	readonly folder: Folder;
	readonly lock: Lock;
	readonly journal: Journal;
	readonly replayed: Replayed;
	readonly epoch: Epochs;
	readonly ring: Ring;
	/** Lines lost in the middle, not told before. */
	readonly damage: readonly Damage[];
	/** Where what was damaged lies now, below the folder. */
	readonly setAside: readonly string[];
}

export async function openFolder(options: OpeningOptions): Promise<Opened> {
	const folder = prepareFolder(options.folder, options.sample);
	const since = new Date(options.clock.now()).toISOString();
	const lock = await lockFolder(folder, { pid: process.pid, since, command: options.command });
	try {
		return { folder, lock, ...openJournals(options) };
	} catch (error) {
		await lock.release();
		throw error;
	}
}

function openJournals(options: OpeningOptions): Omit<Opened, "folder" | "lock"> {
	const { folder } = options;
	const startedAt = options.clock.monotonic();
	const recent: PolicyEvent[] = [];
	let events = 0;
	const seen = (event: PolicyEvent) => {
		recent[events++ % RECENT] = event;
	};
	const replayed = replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot: true, seen });
	const mended = mend(folder, replayed);
	const { seq } = replayed.model;
	const epoch = continueEpoch(folder, { lastSeq: seq, tailCut: mended.tailCut, closed: wasClosed(replayed) });
	const ends = {
		audit: replayed.audit.end ?? { name: auditName, offset: 0 },
		traffic: replayed.traffic.end ?? { name: segmentName(seq + 1), offset: 0 },
	};
	tell(options.log, { replayed, mended, milliseconds: Math.round(options.clock.monotonic() - startedAt) });
	const journal = openJournal(folder, ends, options.segmentBytes);
	const known = recent.toSorted((a, b) => a.seq - b.seq);
	return {
		journal,
		replayed,
		epoch,
		ring: ringOf(known, options.ring, seq),
		damage: mended.news,
		setAside: mended.setAside,
	};
}

/** Readers that were there before the restart may go on. */
function ringOf(events: readonly PolicyEvent[], size: OpeningOptions["ring"], seq: number): Ring {
	const ring = createRing(size, (events[0]?.seq ?? seq + 1) - 1);
	const line = new LineBuffer();
	for (const { seq: number, ...draft } of events) {
		line.clear();
		line.push(number, draft);
		ring.push(number, line.bytes, 0);
	}
	return ring;
}

function wasClosed({ last, model }: Replayed): boolean {
	return last?.kind === "engine-changed" && last.change === "stopped" && last.seq === model.seq;
}

function tell(log: Log, found: { replayed: Replayed; mended: Mended; milliseconds: number }): void {
	const { replayed, mended } = found;
	const { audit, traffic } = replayed;
	for (const { name, why } of replayed.badSnapshots)
		log.warn("a snapshot cannot be used and was set aside; the journal was read instead", { name, why });
	if (mended.tailCut)
		log.warn("the journal ended within a line; what was not whole was cut off", { setAside: mended.setAside });
	if (mended.news.length > 0) log.error("lines of the journal are damaged", { setAside: mended.setAside });
	if (audit.foreign + traffic.foreign > 0)
		log.warn("lines of a newer Greydesk are kept, but not understood here", { lines: audit.foreign + traffic.foreign });
	if (replayed.holes.length > 0) log.warn("numbers are missing in the journal", { holes: replayed.holes.slice(0, 10) });
	log.info("journal read", { events: replayed.events, seq: replayed.model.seq, milliseconds: found.milliseconds });
}
