/**
 * What the management API is made of, and what it is given. `daemon.ts` wires it:
 *
 *   const events = openEventHub({ ledger, clock, behindSeconds });
 *   const api = createManagement({ ledger, decider, history, clock, log, alerts, listeners, resolver, identity, events,
 *     metrics: createMetrics(), eraser }, "operator");
 *   const socket = await serveManagement({ path, fetch: api, log });
 *
 * One hub for all sockets, one `createManagement` a role. Close order: `events.close()` (ends every stream), sockets.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { Who } from "../../../shared/policy/event.ts";
import type { Point } from "../../../shared/protocol/shapes.ts";
import type { Decider } from "../decider/contract.ts";
import type { Eraser } from "../erase/contract.ts";
import type { ResolverStatus } from "../facts/contract.ts";
import type { History } from "../history/contract.ts";
import type { Ledger } from "../ledger/contract.ts";

/** How a policy listener is, as `status` tells it. */
export interface ListenerStatistics {
	/** `127.0.0.1:10023`, or `unix:/path`. */
	readonly address: string;
	readonly connections: number;
	/** When the last policy request came; `null`: never since start. */
	readonly lastAskedAt: number | null;
	readonly requests: number;
	readonly refused: number;
}

export interface Alert {
	readonly id: string;
	readonly words: string;
	readonly raisedAt: number;
	readonly acknowledged: { readonly at: number; readonly by: string } | null;
}

export interface Identity {
	readonly version: string;
	/** Name of this machine. */
	readonly host: string;
	readonly folder: string;
	readonly sample: boolean;
	readonly startedAt: number;
}

/** Counts per second of the last two hours, whole and in memory; `null` where they do not reach back far enough. */
export interface LiveCounts {
	/** Points of `step` seconds from `from` to `to` (epoch ms), or null where the range begins before the counts do. */
	series(from: number, to: number, step: number): readonly Point[] | null;
	/** Whole counts of the seconds that changed after event `seq`, oldest first. */
	changedSince(seq: number): readonly Point[];
}

/** One for the whole daemon: it follows the ledger and feeds every open stream. */
export interface EventHub {
	readonly counts: LiveCounts;
	/** Open streams. */
	readers(): number;
	/** A stream of server-sent events, from `lastId` (`epoch:seq`) where given; `null`: too many are open already. */
	open(lastId: string | null, signal: AbortSignal): ReadableStream<Uint8Array> | null;
	/** Ends every stream. */
	close(): void;
}

export interface ManagementParts {
	readonly ledger: Ledger;
	readonly decider: Decider;
	/** `null`: it could not be opened; lists and long statistics are refused with words, the rest works. */
	readonly history: History | null;
	readonly clock: Clock;
	readonly log: Log;
	readonly alerts: () => readonly Alert[];
	/** `null`: none of that name is raised. */
	readonly acknowledgeAlert: (id: string, who: Who) => Alert | null;
	/** Waiting mails that had to make room for new ones, since the start. */
	readonly evicted: () => number;
	readonly listeners: () => readonly ListenerStatistics[];
	readonly resolver: () => ResolverStatus;
	readonly identity: Identity;
	readonly events: EventHub;
	readonly metrics: Metrics;
	readonly eraser: Eraser;
}

/** One for the whole daemon, `GET /metrics` of every socket. */
export interface Metrics {
	readonly contentType: string;
	/** Seconds that an answer took. */
	observe(seconds: number): void;
	/** All figures as they are now, in Prometheus' text format. */
	text(parts: Omit<ManagementParts, "metrics">): Promise<string>;
}

export type Fetch = (request: Request) => Promise<Response>;
