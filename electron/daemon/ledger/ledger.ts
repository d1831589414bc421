/**
 * The ledger of one folder (contract.ts says what it promises): opened, it holds the folder's lock, the state folded
 * from the journal, and the only right to write either. Refuses a folder that another daemon holds.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { Counters } from "../../../shared/policy/counters.ts";
import { defaultSettings } from "../../../shared/policy/settings.ts";
import type { Ledger, Position } from "./contract.ts";
import { epochOf } from "./epoch.ts";
import { type Opened, openFolder } from "./opening.ts";
import { createPublisher } from "./publisher.ts";
import type { Keep } from "./retention.ts";
import { createRewriting, type Rewriting } from "./rewriting.ts";
import { createSnapshots } from "./snapshots.ts";
import { createWriter, type Writer } from "./writer.ts";

export interface LedgerOptions {
	readonly folder: string;
	readonly clock: Clock;
	readonly log: Log;
	/** Marks a new folder as sample traffic; refused on one that holds real mail. */
	readonly sample?: boolean;
	/** The bundle `snapshot-worker.mjs`; without it snapshots are written at the close only. */
	readonly snapshotWorker?: string | URL | null;
	/** Calls back every so many milliseconds of real time, until stopped. */
	readonly every?: (milliseconds: number, tick: () => void) => () => void;
	/** What this process is called to those who find the folder in use. */
	readonly command?: string;
	/** How many events, and bytes of them, are kept for readers that resume. */
	readonly ring?: { readonly lines: number; readonly bytes: number };
	readonly segmentBytes?: number;
	readonly snapshotEveryBytes?: number;
	/** How much traffic is kept; older detail is gone then, from the history too. */
	readonly keep?: Keep;
}

export interface OpenLedger extends Ledger {
	/** Keys the triplet ids. */
	readonly secret: Uint8Array;
	readonly sample: boolean;
	readonly folder: string;
	/** Where damaged lines lie that nobody was told of before, below the folder; none: all is well. */
	readonly damaged: readonly string[];
	/** From the next snapshot on, so much traffic is kept. */
	keep(next: Keep): void;
	/** For whoever rewrites this folder. */
	readonly rewriting: Rewriting;
}

const SEGMENT_BYTES = 64 << 20;
/** What is kept where nobody says otherwise. */
export const KEEP_TRAFFIC: Keep = { days: 14, bytes: 4 * 1024 ** 3 };
const RING = { lines: 8192, bytes: 8 << 20 };
const TICK_MS = 1000;
const CLOSE_MS = 15_000;
const self = { name: "greydesk", verified: false, role: "operator" } as const;

/** Throws an Error with words fit to show where the folder cannot be used or is in use. */
export async function openLedger(options: LedgerOptions): Promise<OpenLedger> {
	const { folder, clock, log, segmentBytes = SEGMENT_BYTES } = options;
	const opened = await openFolder({
		folder,
		clock,
		log,
		segmentBytes,
		sample: options.sample ?? false,
		command: options.command ?? process.argv.slice(1).join(" "),
		ring: options.ring ?? RING,
	});
	const { journal, ring, replayed, epoch } = opened;
	const { model } = replayed;
	const publisher = createPublisher(model.seq, log);
	const writer = createWriter({ model, journal, publisher, ring, clock, log });
	let kept = options.keep ?? KEEP_TRAFFIC;
	const snapshots = createSnapshots({
		folder,
		journal,
		clock,
		log,
		keep: () => kept,
		lastAt: replayed.beganAt ?? clock.now(),
		workerFile: options.snapshotWorker ?? null,
		everyBytes: options.snapshotEveryBytes ?? SEGMENT_BYTES,
		startBytes: replayed.snapshotSeq === 0 ? 0 : journal.bytes(),
		foreignLines: replayed.audit.foreign + replayed.traffic.foreign > 0,
	});

	async function everySecond(): Promise<void> {
		if (writer.outage.now() !== null) return writer.retry();
		if (!journal.unsynced()) return;
		const seq = publisher.head();
		await writer.sync();
		if (writer.outage.now() === null) snapshots.grown(seq);
	}

	let ticking: Promise<void> | null = null;
	const stop = (options.every ?? realTimer)(TICK_MS, () => {
		writer.watch();
		ticking ??= everySecond()
			.catch((error) => log.panic("the ledger's second failed", { error: String(error) }))
			.finally(() => {
				ticking = null;
			});
	});

	async function syncAll(): Promise<void> {
		while (journal.unsynced() && writer.outage.now() === null) await writer.sync();
	}

	let closing: Promise<void> | null = null;
	let abandoned = false;
	/** A disk that does not answer keeps nobody from stopping; the journal is whole as far as it was kept. */
	async function close(): Promise<void> {
		stop();
		if (await within(CLOSE_MS, finish())) journal.close();
		else {
			abandoned = true;
			writer.stop();
			writer.tellUnsure();
			log.error("the disk does not answer: stopped without it", { waitedSeconds: CLOSE_MS / 1000 });
		}
		await opened.lock.release();
	}

	async function finish(): Promise<void> {
		await ticking;
		if (abandoned) return;
		if (writer.outage.now() !== null) await writer.retry();
		await snapshots.stop();
		writer.flush();
		await syncAll();
		const { state, counters } = model;
		if (writer.outage.now() === null) snapshots.last({ state, counters, seq: writer.seq() });
		// Behind the snapshot: the next start sees that nothing is missing.
		writer.record(
			{ kind: "engine-changed", at: clock.now(), change: "stopped", why: "the daemon was stopped" },
			ignore,
		);
		writer.flush();
		writer.stop();
		await syncAll();
	}

	await begin(writer, opened, clock);
	return {
		secret: opened.folder.secret,
		sample: opened.folder.sample,
		folder,
		damaged: opened.damage.length === 0 ? [] : opened.setAside,
		state: model.state,
		head: () => ({ epoch: epoch.epoch, seq: publisher.head() }),
		health() {
			const outage = writer.outage.now();
			return {
				open: outage !== null,
				why: outage?.why ?? null,
				openSinceAt: outage?.sinceAt ?? null,
				journalBytes: journal.bytes(),
				lastSyncAt: writer.lastSyncAt(),
				syncSeconds: Math.floor(writer.waitingMs() / 1000),
			};
		},
		counters: () => withOpen(model.counters, writer.outage.now()?.passed ?? 0),
		record: writer.record,
		act: writer.act,
		subscribe: publisher.subscribe,
		since(after: Position, most) {
			const known = after.epoch === epoch.epoch && after.seq >= epoch.firstSeq - 1 && after.seq <= publisher.head();
			return known ? ring.between(after.seq, publisher.head(), most) : null;
		},
		epochOf: (seq) => epochOf(epoch, seq),
		rewriting: createRewriting({ folder, state: model.state, writer, journal, ring, snapshots, publisher }),
		keep(next) {
			kept = next;
		},
		close() {
			closing ??= close();
			return closing;
		},
	};
}

/** What every start tells, and the first one: the settings themselves, so that an upgrade changes none silently. */
async function begin(writer: Writer, { replayed, damage }: Opened, clock: Clock): Promise<void> {
	const at = clock.now();
	const first = replayed.model.state.policy.revision === 0;
	for (const { fromAt, toAt, name } of damage) {
		const why = `lines of ${name} are damaged and were set aside`;
		writer.record({ kind: "gap", at, from: fromAt, to: toAt, passed: 0, why }, ignore);
	}
	const settings = first
		? writer.act([
				{
					kind: "settings-changed",
					at,
					actionId: randomUUID(),
					who: self,
					why: "first start",
					revision: 1,
					before: null,
					after: defaultSettings,
					passAllBefore: null,
					passAllUntilAt: null,
				},
			])
		: null;
	const why = first ? "first start" : "the daemon was started";
	const since = replayed.last === null ? {} : { since: replayed.last.at };
	writer.record({ kind: "engine-changed", at, change: "started", why, ...since }, ignore);
	writer.flush();
	await (settings ?? writer.sync());
}

/** Mail that passes while nothing can be written is counted at once; its gap event tells it later. */
function withOpen(counters: Readonly<Counters>, passed: number): Readonly<Counters> {
	return passed === 0 ? counters : { ...counters, passedOpen: counters.passedOpen + passed };
}

/** Whether it was done in time. */
async function within(milliseconds: number, work: Promise<void>): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>((resolve) => {
		timer = setTimeout(resolve, milliseconds, false);
	});
	return Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer));
}

function realTimer(milliseconds: number, tick: () => void): () => void {
	const timer = setInterval(tick, milliseconds);
	timer.unref();
	return () => clearInterval(timer);
}

function ignore(): void {}
