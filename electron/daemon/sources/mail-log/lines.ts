/** Lines cut out of bytes as they come. Bounded: a line longer than the bound is cut there, and its rest let go. */
import { LONGEST_LOG_LINE } from "../../../../shared/postfix/log-line.ts";

export interface LineCutter {
	/** The lines that these bytes end. */
	cut(bytes: Uint8Array): readonly string[];
	/** Bytes of a line whose end has not come. */
	pending(): number;
	clear(): void;
}

const NEWLINE = 0x0a;
/** Of UTF-8, at most three bytes a unit. */
const MOST_BYTES = LONGEST_LOG_LINE * 3;

export function createLineCutter(): LineCutter {
	let parts: Buffer[] = [];
	let kept = 0;
	let pending = 0;

	function keep(bytes: Buffer): void {
		pending += bytes.length;
		const fits = bytes.subarray(0, Math.max(0, MOST_BYTES - kept));
		if (fits.length === 0) return;
		// A copy: the reader's buffer is used again.
		parts.push(Buffer.from(fits));
		kept += fits.length;
	}

	function clear(): void {
		parts = [];
		kept = 0;
		pending = 0;
	}

	return {
		clear,
		pending: () => pending,
		cut(given) {
			const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
			const lines: string[] = [];
			let from = 0;
			for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
				keep(bytes.subarray(from, end));
				lines.push(Buffer.concat(parts).toString("utf8").slice(0, LONGEST_LOG_LINE));
				clear();
				from = end + 1;
			}
			if (from < bytes.length) keep(bytes.subarray(from));
			return lines;
		},
	};
}
