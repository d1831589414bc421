/**
 * The daemon: the one file that wires ledger, history, decider, listeners and management. Mail comes first: a history
 * that cannot be opened is an alert, not an end. It opens in the order in which the parts need one another, the policy
 * port last, so that whoever is answered is answered by the whole thing; it closes in the opposite order.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../shared/base/clock.ts";
import type { Log } from "../../shared/base/log.ts";
import { policyFor } from "../../shared/policy/recipient-policy.ts";
import { type Alerts, createAlerts, SAME_ALERT_MS } from "./alerts.ts";
import { readSeen, seenKeeper } from "./alerts-file.ts";
import { awakeMachine, fastClock, realMachine, type WalkingClock, walkingClock } from "./clock.ts";
import { watchClock } from "./clock-watch.ts";
import { createDecider } from "./decider/decider.ts";
import { keyedHash } from "./decider/keyed-hash.ts";
import { startSweep } from "./decider/sweep.ts";
import { createEraser, OVER } from "./erase/erase.ts";
import { countEvictions } from "./evictions.ts";
import { createFacts } from "./facts/facts.ts";
import { beginInShadow } from "./first-start.ts";
import type { History } from "./history/contract.ts";
import { openHistory } from "./history/history.ts";
import { lastInstantOf } from "./last-instant.ts";
import { erasingName } from "./ledger/journal-files.ts";
import { KEEP_TRAFFIC, type LedgerOptions, type OpenLedger, openLedger } from "./ledger/ledger.ts";
import type { Address } from "./listeners/address.ts";
import { connectionsFor, defaultLimits } from "./listeners/limits.ts";
import { createPool } from "./listeners/pool.ts";
import { createResponder } from "./listeners/responder.ts";
import { sampled } from "./listeners/sampled.ts";
import { openEventHub } from "./management/event-stream.ts";
import { createMetrics } from "./management/metrics.ts";
import { openManagementSockets } from "./management-sockets.ts";
import { checkPolicyPorts, openPolicyPorts } from "./policy-ports.ts";
import { watchSleep } from "./sleep-watch.ts";
import { openMailLog } from "./sources/mail-log/mail-log.ts";
import { watch } from "./watch.ts";
import { watchFigures } from "./watch-figures.ts";

/** What a SIGHUP may change without a restart. */
export interface Reloadable {
	/** Empty: no policy port. */
	readonly policy: readonly Address[];
	/** Networks that may ask beyond loopback. */
	readonly allow: readonly string[];
	/** How much traffic is kept; `null`: as much as is usual. */
	readonly keep: { readonly days: number | null; readonly bytes: number | null };
}

export interface DaemonOptions extends Reloadable {
	readonly folder: string;
	readonly managementPath: string;
	/** `null`: as many as `ulimit -n` leaves room for, at most 4,000. */
	readonly connections: number | null;
	/** A file, or `journal:`; `null`: none is followed. */
	readonly mailLog: string | null;
	/** More than 1 only on a folder of sample traffic. */
	readonly clockSpeed: number;
	/** On a folder that has seen neither mail nor operator: begin in shadow mode. */
	readonly shadow: boolean;
	readonly version: string;
	/** Where the bundles of the workers lie. */
	readonly workers: string;
	/** How much a segment holds, and how much traffic calls for a snapshot; the ledger's own sizes where missing. */
	readonly sizes?: Pick<LedgerOptions, "segmentBytes" | "snapshotEveryBytes">;
	readonly log: Log;
	/** Called with a bug of ours, after its question was answered DUNNO; expected to end the process. */
	panic(error: unknown): void;
}

export interface Daemon {
	policyAddresses(): readonly string[];
	readonly managementPath: string;
	reconfigure(next: Reloadable): Promise<void>;
	/** Answers every open policy question DUNNO, at once. */
	answerAll(): void;
	/** Stops accepting, finishes what was asked, syncs, unlocks. */
	close(): Promise<void>;
}

/** What everything else stands on. */
interface Ground {
	readonly ledger: OpenLedger;
	readonly clock: WalkingClock;
}

type Closing = (() => Promise<void> | void)[];

/** Throws, in words, where the folder is held, damaged beyond mending, or a socket cannot be opened. */
export async function openDaemon(options: DaemonOptions): Promise<Daemon> {
	const { folder, log } = options;
	// Asked for before anything is written: a port that is taken leaves no trace.
	await checkPolicyPorts(options.policy);
	const clock = await clockOf(options);
	const snapshotWorker = join(options.workers, "snapshot-worker.mjs");
	const ledger = await openLedger({ folder, clock, log, snapshotWorker, keep: keepOf(options), ...options.sizes });
	const closing: Closing = [() => ledger.close()];
	try {
		return await openParts({ ledger, clock }, options, closing);
	} catch (error) {
		await closeAll(closing, log).catch(() => undefined);
		throw error;
	}
}

async function openParts(ground: Ground, options: DaemonOptions, closing: Closing): Promise<Daemon> {
	const { ledger, clock } = ground;
	const { log, managementPath, panic } = options;
	const keeper = seenKeeper(ledger.folder, log);
	closing.push(keeper.settled);
	const seen = { before: await readSeen(ledger.folder), keep: keeper.keep };
	const alerts = createAlerts({ ledger, clock, log, seen });
	const forgetting = setTimeout(alerts.forgetBefore, SAME_ALERT_MS).unref();
	closing.push(() => clearTimeout(forgetting));
	if (ledger.damaged.length > 0) alerts.raise("journal-damaged", damagedWords(ledger.damaged));
	const history = await historyOf(ledger, options, { alerts, clock });
	if (history !== null) closing.push(() => history.close());
	const facts = createFacts(() => performance.now());
	const hash = keyedHash(ledger.secret);
	const decider = createDecider({ ledger, clock, hash, log, facts, panic, newId: () => randomUUID() });
	if (options.shadow) await beginInShadow(ledger, decider);
	tellStart(ledger, options);
	if (existsSync(join(ledger.folder, erasingName)))
		alerts.raise(
			"erasure-cut-short",
			"The erasure of a person was cut short and may be half done: run it again (greydesk erase).",
		);
	const evictions = countEvictions(ledger);
	closing.push(evictions.stop);
	closing.push(startSweep({ ledger, clock, log, panic }));
	const host = hostname();
	const limits = { ...defaultLimits, connections: connectionsFor(options.connections ?? undefined) };
	const settings = (recipient: string) => policyFor(ledger.state.policy, recipient).settings;
	const metrics = createMetrics();
	const responder = sampled(createResponder({ decider, settings, host, clock, log, panic }), metrics.observe);
	const pool = createPool(limits, clock);
	closing.push(() => pool.close());
	const connections = { limit: limits.connections, dropped: pool.dropped };
	if (options.mailLog !== null)
		closing.push(await openMailLog({ path: options.mailLog, folder: ledger.folder, ledger, clock, log, alerts }));
	const ports = await openPolicyPorts(options, { responder, pool, limits, clock, log });
	// What waits for the DNS is answered, or its connection would not end.
	closing.push(() => ports.close(), facts.close);
	const events = openEventHub({ ledger, clock, behindSeconds: () => history?.position().behindSeconds ?? 0 });
	const eraser = createEraser({
		ledger,
		history,
		clock,
		workerFile: join(options.workers, "erase-worker.mjs"),
		newId: randomUUID,
		passed(step) {
			if (step === OVER) alerts.clear("erasure-cut-short");
		},
		unlist: (ids, { why, who }) => decider.unlist(ids, why, who),
	});
	const management = await openManagementSockets(
		managementPath,
		{
			ledger,
			decider,
			history,
			clock,
			log,
			alerts: alerts.list,
			acknowledgeAlert: alerts.acknowledge,
			metrics,
			evicted: evictions.count,
			listeners: ports.statistics,
			resolver: facts.status,
			identity: {
				version: options.version,
				host,
				folder: ledger.folder,
				sample: ledger.sample,
				startedAt: clock.now(),
			},
			events,
			eraser,
		},
		events,
	);
	closing.push(() => management.close());
	closing.push(watch({ ledger, history: () => history, connections, evicted: evictions.count, alerts, log }));
	if (clock.speed === 1) {
		closing.push(watchClock(clock, alerts, log), watchSleep(ledger, clock));
		closing.push(
			watchFigures({
				ledger,
				folder: ledger.folder,
				listeners: ports.statistics,
				resolver: facts.status,
				alerts,
				clock,
				log,
			}),
		);
	}
	return {
		policyAddresses: ports.addresses,
		managementPath,
		reconfigure(next) {
			ledger.keep(keepOf(next));
			return ports.change(next);
		},
		answerAll: ports.settleAll,
		close: () => closeAll(closing, log),
	};
}

function damagedWords(setAside: readonly string[]): string {
	return (
		`Lines of the journal were damaged and are set aside (${setAside.slice(0, 3).join(", ")}): what they told is lost, ` +
		"so a mail that had waited may wait once more. Mail goes on. Look at the disk. This is said until the next start."
	);
}

function keepOf({ keep: { days, bytes } }: Reloadable) {
	return { days: days ?? KEEP_TRAFFIC.days, bytes: bytes ?? KEEP_TRAFFIC.bytes };
}

/** Says in the log how it begins. */
function tellStart(ledger: OpenLedger, { log }: DaemonOptions): void {
	const { mode } = ledger.state.policy.settings;
	log.info(mode === "shadow" ? "watching only (shadow mode): nothing is deferred" : "greylisting (mode enforce)", {
		folder: ledger.folder,
		sample: ledger.sample,
		triplets: ledger.state.triplets.size,
	});
}

async function historyOf(
	ledger: OpenLedger,
	{ folder, workers, log }: DaemonOptions,
	{ alerts, clock }: { readonly alerts: Alerts; readonly clock: Clock },
): Promise<History | null> {
	try {
		const history = await openHistory({ folder, workerFile: join(workers, "history-worker.mjs"), clock, log });
		history.grown(ledger.head().seq);
		followBatches(ledger, history);
		return history;
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		alerts.raise("history-gone", `The history cannot be opened (${why}); lists and charts are missing. Mail goes on.`);
		return null;
	}
}

/** How long the history may not have heard of an event. Under load it then reads hundreds at once, in one transaction. */
const HISTORY_MS = 25;

/** The history hears of a batch once, not of every event; a question names the event it needs by itself. */
function followBatches(ledger: OpenLedger, history: History): void {
	let told = true;
	ledger.subscribe(() => {
		if (!told) return;
		told = false;
		setTimeout(() => {
			told = true;
			history.grown(ledger.head().seq);
		}, HISTORY_MS).unref();
	});
}

async function clockOf({ folder, clockSpeed }: DaemonOptions): Promise<WalkingClock> {
	const lastAt = await lastInstantOf(folder);
	if (clockSpeed === 1) return walkingClock(realMachine(), lastAt);
	if (existsSync(join(folder, "sample"))) return fastClock(awakeMachine(), clockSpeed, lastAt);
	throw new Error(`${folder} is not marked as sample traffic; a fast clock (--clock-speed) would falsify real mail.`);
}

/** In the opposite order of opening. One that fails does not keep the others from closing; the first is thrown then. */
async function closeAll(closing: Closing, log: Log): Promise<void> {
	const troubles: unknown[] = [];
	for (const close of closing.splice(0).reverse()) {
		try {
			await close();
		} catch (error) {
			troubles.push(error);
			log.error("a part could not be closed", { error: String(error) });
		}
	}
	if (troubles.length > 0) throw troubles[0];
}
