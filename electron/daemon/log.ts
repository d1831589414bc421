/**
 * The daemon's log: one JSON object a line on standard error, by pino. It promises never to hold up mail: lines are
 * written behind, in order, and dropped (and counted) where nobody reads them. Control and bidirectional characters
 * of foreign text are escaped, so that a line on a terminal says what it seems to say.
 */
import { write } from "node:fs";
import pino from "pino";
import type { Log } from "../../shared/base/log.ts";

export interface DaemonLog extends Log {
	/** Resolves when what waits is written, or after half a second; for the last moment before an exit. */
	drained(): Promise<void>;
}

/** Characters that may wait to be written. */
const WAITING = 1024 * 1024;
const AGAIN_MS = 50;
const DRAIN_MS = 500;
// C0 is escaped by JSON itself; these are what JSON leaves: DEL, C1, line separators, bidirectional controls.
const DECEIVING = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export function escapeDeceiving(line: string): string {
	return line.replace(DECEIVING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** `fd` is 2 for standard error. */
export function openLog(fd: number): DaemonLog {
	const sink = openSink(fd);
	const logger = pino(
		{
			base: { program: "greydesk" },
			customLevels: { panic: 70 },
			timestamp: pino.stdTimeFunctions.isoTime,
			messageKey: "words",
			formatters: { level: (label) => ({ level: label }) },
		},
		{ write: (line: string) => sink.write(escapeDeceiving(line)) },
	);
	return {
		info: (words, fields = {}) => logger.info(fields, words),
		warn: (words, fields = {}) => logger.warn(fields, words),
		error: (words, fields = {}) => logger.error(fields, words),
		panic: (words, fields = {}) => logger.panic(fields, words),
		drained: sink.drained,
	};
}

/** Writes lines behind the back of whoever gives them. A reader that went away costs the lines and nothing else. */
function openSink(fd: number): { write(line: string): void; drained(): Promise<void> } {
	let waiting = "";
	let dropped = 0;
	let isWriting = false;
	const whenDry: (() => void)[] = [];

	function next(): void {
		if (dropped > 0 && waiting.length < WAITING / 2) {
			waiting += `${JSON.stringify({ level: "warn", program: "greydesk", words: "log lines were dropped", dropped })}\n`;
			dropped = 0;
		}
		isWriting = waiting !== "";
		if (!isWriting) {
			for (const dry of whenDry.splice(0)) dry();
			return;
		}
		const bytes = Buffer.from(waiting);
		waiting = "";
		put(bytes);
	}

	function put(bytes: Buffer): void {
		write(fd, bytes, (error, written) => {
			if (error?.code === "EAGAIN") setTimeout(() => put(bytes), AGAIN_MS).unref();
			else if (error === null && written < bytes.length) put(bytes.subarray(written));
			else next();
		});
	}

	return {
		write(line) {
			if (waiting.length > WAITING) dropped += 1;
			else waiting += line;
			if (!isWriting) next();
		},
		drained() {
			if (!isWriting) return Promise.resolve();
			return new Promise((resolve) => {
				setTimeout(resolve, DRAIN_MS);
				whenDry.push(resolve);
			});
		},
	};
}
