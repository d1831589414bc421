/** What the rooms of the desk say to each other: hosts, links, frames. */
import type { Log } from "../../shared/base/log.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import type { Trouble } from "../../shared/protocol/shapes.ts";
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
	/** The machine slept: whatever the link believed is asked anew, at once. */
	wake(): void;
	/** Resolves when nothing of it is left. */
	close(): Promise<void>;
}

/** A host as the desk keeps it: how to reach it, and how its link is. */
export interface KnownHost {
	readonly id: string;
	readonly name: string;
	readonly kind: Host["kind"];
	readonly socket: string;
	/** Nothing that acts is passed on to it. */
	readonly readOnly: boolean;
	/** What a question that failed through the socket really met. */
	explain(told: Trouble): Promise<Trouble>;
}

export interface DeskTools {
	readonly log: Log;
	/** Wall time in epoch milliseconds, for what the screen shows. */
	readonly now: () => number;
}
