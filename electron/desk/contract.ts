/** What the rooms of the desk say to each other: hosts, links, frames. */
import type { Log } from "../../shared/base/log.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import type { FrameName } from "../../shared/protocol/stream.ts";

export type LinkState = Pick<Host, "link" | "sinceAt" | "problem">;

/** A frame of a host's stream, read and checked. */
export interface LinkFrame {
	readonly name: FrameName;
	readonly frame: unknown;
}

export interface HostLink {
	state(): LinkState;
	/** Tries again at once, as after a start; the state goes on to say how it is. */
	retry(): void;
	close(): void;
}

/** A host as the desk keeps it: how to reach it, and how its link is. */
export interface KnownHost {
	readonly id: string;
	readonly name: string;
	readonly kind: Host["kind"];
	readonly socket: string;
	/** How it is named on the screen. */
	readonly address: string;
}

export interface DeskTools {
	readonly log: Log;
	/** Wall time in epoch milliseconds, for what the screen shows. */
	readonly now: () => number;
}

/** A program the desk started: the embedded daemon, or the sample. */
export interface LocalProgram {
	/** In words: what it is doing, where it is not simply running. */
	problem(): string | null;
	/** Where it listens for policy requests; null while unknown. */
	policyAddress(): string | null;
	stop(): Promise<void>;
}
