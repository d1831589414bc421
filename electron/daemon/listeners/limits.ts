/** How much the policy port takes from anyone (design: everything foreign is bounded). */
import { readFileSync } from "node:fs";

export interface Limits {
	/** Connections of all listeners together; at the limit the one longest idle goes. */
	readonly connections: number;
	/** Postfix keeps a connection 300 s idle and 1,000 s in all; nobody of good will stays silent for longer. */
	readonly idleSeconds: number;
	/** A reader that lets more than this wait for it is cut off. */
	readonly unreadBytes: number;
	/** From so much on nothing more is read from it. */
	readonly pauseBytes: number;
}

const CONNECTIONS = 4000;
/** Files we need beside connections: journal, snapshot, history, management sockets and their readers. */
const RESERVED_FILES = 256;
const LEAST_CONNECTIONS = 16;

export const defaultLimits: Limits = {
	connections: CONNECTIONS,
	idleSeconds: 1500,
	unreadBytes: 1024 * 1024,
	pauseBytes: 64 * 1024,
};

/** Connections that `ulimit -n` leaves room for, at most `wanted`. */
export function connectionsFor(wanted: number = CONNECTIONS, openFiles: number | null = openFileLimit()): number {
	if (openFiles === null) return wanted;
	return Math.max(LEAST_CONNECTIONS, Math.min(wanted, openFiles - RESERVED_FILES));
}

/** The soft limit of open files of this process; `null` where the system does not tell (no /proc). */
function openFileLimit(): number | null {
	try {
		const match = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1"));
		return match === null ? null : Number(match[1]);
	} catch {
		return null;
	}
}
