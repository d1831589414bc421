/** Walks the lines of one file in large chunks. Yields the same object each time: take from it what you keep. */
import { closeSync, openSync, readSync } from "node:fs";

export interface RawLine {
	bytes: Buffer;
	start: number;
	/** Where its newline stands, or the file ends. */
	end: number;
	/** Offset in the file. */
	offset: number;
	/** With its newline; a last line without one is not `whole`. */
	length: number;
	whole: boolean;
}

const CHUNK = 1 << 22;
const NEWLINE = 0x0a;

export function* readLines(path: string, from: number): Generator<RawLine, void, undefined> {
	const fd = openSync(path, "r");
	try {
		let bytes = Buffer.allocUnsafe(CHUNK);
		let filled = 0;
		let base = from;
		const line: RawLine = { bytes, start: 0, end: 0, offset: 0, length: 0, whole: true };
		for (;;) {
			const got = readSync(fd, bytes, filled, bytes.length - filled, base + filled);
			const before = filled;
			filled += got;
			let start = 0;
			let newline = nextNewline(bytes, before, filled);
			while (newline >= 0) {
				set(line, { bytes, start, end: newline, offset: base + start, whole: true });
				yield line;
				start = newline + 1;
				newline = nextNewline(bytes, start, filled);
			}
			if (got === 0) {
				if (filled > start) {
					set(line, { bytes, start, end: filled, offset: base + start, whole: false });
					yield line;
				}
				return;
			}
			bytes.copy(bytes, 0, start, filled);
			base += start;
			filled -= start;
			if (filled === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
		}
	} finally {
		closeSync(fd);
	}
}

function nextNewline(bytes: Buffer, from: number, filled: number): number {
	const found = bytes.indexOf(NEWLINE, from);
	return found < filled ? found : -1;
}

function set(line: RawLine, to: Omit<RawLine, "length">): void {
	line.bytes = to.bytes;
	line.start = to.start;
	line.end = to.end;
	line.offset = to.offset;
	line.length = to.end - to.start + (to.whole ? 1 : 0);
	line.whole = to.whole;
}
