/**
 * Follows a log file by its name, through rotation by rename and by truncation. It begins where it stopped, and else at
 * the end. The old file is read on until the new one holds something and the old one is silent: daemons write to the
 * old one for a while. What cannot be read is told, and tried again. Bounded: a round reads 1 MiB at most.
 */
import { stat } from "node:fs/promises";
import { createLineCutter } from "./lines.ts";
import { findRotated, holds, type LogFile, openLogFile, positionIn, sizeOf } from "./log-file.ts";
import type { LogReader, LogSource, SavedPosition } from "./source.ts";

export interface FollowOptions {
	readonly path: string;
	/** Where the last run stopped; `null`: begin at the end. */
	readonly from: SavedPosition | null;
	/** Milliseconds between two looks. */
	readonly everyMs?: number;
}

const EVERY_MS = 200;
const CHUNK = 1 << 16;
const CHUNKS_A_ROUND = 16;
/** More than this behind, the oldest is let go. */
const MOST_BEHIND = 1 << 26;

export function followFile({ path, from, everyMs = EVERY_MS }: FollowOptions, reader: LogReader): LogSource {
	const cutter = createLineCutter();
	const chunk = Buffer.allocUnsafe(CHUNK);
	let file: LogFile | null = null;
	let saved = from;
	/** Its beginning is behind us: a file that appears now is read from its first line. */
	let begun = false;
	let quiet = false;
	let stopped = false;
	let timer: NodeJS.Timeout | null = null;
	let round: Promise<void> = Promise.resolve();

	async function begin(): Promise<LogFile> {
		const opened = await openLogFile(path);
		if (begun) return opened;
		begun = true;
		if (from === null || from.path !== path) {
			opened.place = await sizeOf(opened);
			return opened;
		}
		if (await holds(opened, from)) {
			opened.place = from.offset;
			return opened;
		}
		const rotated = await findRotated(from);
		if (rotated === null) {
			reader.lost("the log was rotated away while it was not followed");
			return opened;
		}
		await opened.handle.close();
		rotated.place = from.offset;
		return rotated;
	}

	/** True: something was read. */
	async function readOn(current: LogFile): Promise<boolean> {
		const size = await sizeOf(current);
		if (size < current.place) {
			reader.lost("the log was cut short");
			cutter.clear();
			current.place = 0;
		}
		if (size - current.place > MOST_BEHIND) {
			reader.lost("the log grew faster than it was read");
			cutter.clear();
			current.place = size - MOST_BEHIND;
		}
		let some = false;
		for (let chunks = 0; chunks < CHUNKS_A_ROUND && !stopped; chunks++) {
			const { bytesRead } = await current.handle.read(chunk, 0, CHUNK, current.place);
			if (bytesRead === 0) break;
			some = true;
			current.place += bytesRead;
			const lines = cutter.cut(chunk.subarray(0, bytesRead));
			if (lines.length > 0) reader.lines(lines);
		}
		return some;
	}

	/** Another file has the name, and something is in it; or nothing ever comes to the old one again. */
	async function isReplaced(current: LogFile): Promise<boolean> {
		const now = await stat(path).catch(() => null);
		return now !== null && (now.ino !== current.inode || now.dev !== current.device) && now.size > 0;
	}

	async function look(): Promise<void> {
		file ??= await begin();
		reader.trouble(null);
		const some = await readOn(file);
		if (some) saved = await positionIn(file, path, file.place - cutter.pending());
		else saved ??= await positionIn(file, path, file.place);
		if (some || !(await isReplaced(file))) {
			quiet = false;
			return;
		}
		if (!quiet) {
			quiet = true;
			return;
		}
		await file.handle.close();
		file = null;
		quiet = false;
		cutter.clear();
	}

	function next(): void {
		if (stopped) return;
		timer = setTimeout(() => {
			round = look()
				.catch((error: NodeJS.ErrnoException) => reader.trouble(troubleWords(path, error)))
				.then(next);
		}, everyMs);
		timer.unref();
	}

	round = look()
		.catch((error: NodeJS.ErrnoException) => {
			// It is not there yet: when it comes, all of it is new.
			if (error.code === "ENOENT" && from === null) begun = true;
			reader.trouble(troubleWords(path, error));
		})
		.then(next);
	return {
		position: () => saved,
		async stop() {
			stopped = true;
			if (timer !== null) clearTimeout(timer);
			await round;
			await file?.handle.close();
			file = null;
		},
	};
}

function troubleWords(path: string, error: NodeJS.ErrnoException): string {
	const mend =
		error.code === "ENOENT"
			? "See that Postfix logs there (postconf maillog_file, or the syslog's configuration), or name another file."
			: error.code === "EACCES" || error.code === "EPERM"
				? "Let the daemon's user read it: on Debian, the group adm may."
				: "Name the file that Postfix's log is written to, or `journal:`.";
	return `The mail log ${path} cannot be read (${error.code ?? error.message}): what clients are told is not known. ${mend}`;
}
