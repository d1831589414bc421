/**
 * Event ids are `epoch:seq`. A new epoch begins where a number could come to mean two things: a tail was cut, the
 * folder was restored from a copy (the file `epoch` holds its own inode), or the machine went down with lines not yet
 * on the disk (it holds the boot, too; `kill -9` alone loses nothing).
 */
import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { codeOf, syncFolder } from "./folder.ts";

export interface Epoch {
	readonly epoch: string;
	/** Number of the first event of this epoch. */
	readonly firstSeq: number;
}

/** The epoch that goes on, and those before it, oldest first. */
export interface Epochs extends Epoch {
	readonly earlier: readonly Epoch[];
}

interface Stored extends Epochs {
	readonly inode: number;
	readonly boot: string;
}

export interface Ending {
	/** The last number in the journal. */
	readonly lastSeq: number;
	readonly tailCut: boolean;
	/** The last run closed the journal itself. */
	readonly closed: boolean;
}

const fileName = "epoch";
/** So many earlier epochs are remembered; a new one is a rare mishap. */
const MOST_EARLIER = 100;

export function continueEpoch(folder: string, ending: Ending): Epochs {
	const stored = readStored(join(folder, fileName));
	const boot = bootId();
	const goesOn =
		stored !== null &&
		!ending.tailCut &&
		statSync(join(folder, fileName)).ino === stored.inode &&
		(ending.closed || (boot !== "" && boot === stored.boot));
	const { epoch, firstSeq, earlier } = goesOn ? stored : begun(stored, ending.lastSeq + 1);
	if (!goesOn || stored.boot !== boot) store(folder, { epoch, firstSeq, earlier }, boot);
	return { epoch, firstSeq, earlier };
}

/** How the file is: "copied" where the folder was restored from a copy; `null` where there is none that can be read. */
export function checkEpoch(folder: string): "good" | "copied" | null {
	const path = join(folder, fileName);
	const stored = readStored(path);
	if (stored === null) return null;
	return statSync(path).ino === stored.inode ? "good" : "copied";
}

function begun(stored: Stored | null, firstSeq: number): Epochs {
	const earlier = stored === null ? [] : [...stored.earlier, { epoch: stored.epoch, firstSeq: stored.firstSeq }];
	return { epoch: randomBytes(6).toString("hex"), firstSeq, earlier: earlier.slice(-MOST_EARLIER) };
}

/** The epoch in which an event got its number; `null`: before all that are remembered. */
export function epochOf({ epoch, firstSeq, earlier }: Epochs, seq: number): string | null {
	if (seq >= firstSeq) return epoch;
	return earlier.findLast((one) => one.firstSeq <= seq)?.epoch ?? null;
}

function store(folder: string, { epoch, firstSeq, earlier }: Epochs, boot: string): void {
	const fresh = join(folder, `${fileName}.tmp`);
	const fd = openSync(fresh, "w", 0o600);
	try {
		const stored: Stored = { epoch, firstSeq, earlier, inode: fstatSync(fd).ino, boot };
		writeSync(fd, `${JSON.stringify(stored)}\n`);
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
	renameSync(fresh, join(folder, fileName));
	syncFolder(folder);
}

/** `null` where there is none, or none that can be read: then a new epoch is the safe answer. */
function readStored(path: string): Stored | null {
	try {
		const { epoch, firstSeq, earlier, inode, boot } = JSON.parse(readFileSync(path, "utf8"));
		if (!isEpoch({ epoch, firstSeq })) return null;
		const known = Array.isArray(earlier) ? earlier.filter(isEpoch) : [];
		return { epoch, firstSeq, earlier: known, inode: Number(inode), boot: String(boot) };
	} catch (error) {
		if (codeOf(error) === "ENOENT" || error instanceof SyntaxError) return null;
		throw error;
	}
}

function isEpoch(value: unknown): value is Epoch {
	const { epoch, firstSeq } = (value ?? {}) as Partial<Epoch>;
	return typeof epoch === "string" && /^[0-9a-z]{1,32}$/.test(epoch) && Number.isSafeInteger(firstSeq);
}

/** Names this boot of the machine; `''` where the system does not tell. */
function bootId(): string {
	try {
		return readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
	} catch {
		return "";
	}
}
