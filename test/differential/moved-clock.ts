/**
 * A clock that another program believes (libfaketime) and a test moves: it stands still until it is set. The file
 * holds the instant, every question of the program for the time reads it anew.
 */
import { existsSync, writeFileSync } from "node:fs";

const LIBRARY = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

export const canMoveClocks = (): boolean => existsSync(LIBRARY);

export interface MovedClock {
	/** What the program must find in its environment. */
	readonly env: Readonly<Record<string, string>>;
	/** Epoch milliseconds, in whole seconds. */
	set(at: number): void;
}

export function movedClock(file: string, startAt: number): MovedClock {
	const set = (at: number) => writeFileSync(file, `${new Date(at).toISOString().slice(0, 19).replace("T", " ")}\n`);
	set(startAt);
	return {
		env: { LD_PRELOAD: LIBRARY, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: "1", TZ: "UTC" },
		set,
	};
}
