/**
 * The daemon's log: one JSON object a line on standard error, by pino. It promises never to hold up mail: lines are
 * written behind, and dropped where nobody reads them (1 MiB waits at most). Control and bidirectional characters
 * of foreign text are escaped, so that a line on a terminal says what it seems to say.
 */
import pino from "pino";
import type { Log } from "../../shared/base/log.ts";

export interface DaemonLog extends Log {
	/** Writes what still waits; for the last moment before an exit. */
	flush(): void;
}

const WAITING_BYTES = 1024 * 1024;
// C0 is escaped by JSON itself; these are what JSON leaves: DEL, C1, line separators, bidirectional controls.
const DECEIVING = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

export function escapeDeceiving(line: string): string {
	return line.replace(DECEIVING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** `fd` is 2 for standard error. */
export function openLog(fd: number): DaemonLog {
	const sink = pino.destination({ dest: fd, sync: false, maxLength: WAITING_BYTES });
	sink.on("error", () => undefined);
	const logger = pino(
		{
			base: { program: "greydesk" },
			customLevels: { panic: 70 },
			timestamp: pino.stdTimeFunctions.isoTime,
			messageKey: "words",
			formatters: { level: (label) => ({ level: label }) },
		},
		{ write: (line: string) => void sink.write(escapeDeceiving(line)) },
	);
	return {
		info: (words, fields = {}) => logger.info(fields, words),
		warn: (words, fields = {}) => logger.warn(fields, words),
		error: (words, fields = {}) => logger.error(fields, words),
		panic: (words, fields = {}) => logger.panic(fields, words),
		flush: () => {
			try {
				sink.flushSync();
			} catch {
				// Nobody reads standard error any more: there is nobody to tell.
			}
		},
	};
}
