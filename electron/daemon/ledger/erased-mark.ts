/**
 * A place in a log that was rewritten by an erasure which was then cut short: the bytes before it are others, but the
 * line that ends there has the number it had. Only while the folder is marked as being rewritten.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { erasingName, type LogEnd } from "./journal-files.ts";
import { decodeLine } from "./line.ts";
import { readLines } from "./line-reader.ts";

/** Whether a whole, good line ends there with a number up to `seq`, and none up to it follows. */
export function isErasedAt(folder: string, { name, offset }: LogEnd, seq: number): boolean {
	const path = join(folder, name);
	if (!existsSync(join(folder, erasingName)) || !existsSync(path)) return false;
	let before = 0;
	let end = 0;
	for (const line of readLines(path, 0)) {
		const number = line.whole ? numberOf(line.bytes, line.start, line.end) : null;
		if (line.offset >= offset) return end === offset && before > 0 && (number === null || number > seq);
		end = line.offset + line.length;
		before = number !== null && number <= seq ? number : 0;
	}
	return end === offset && before > 0;
}

function numberOf(bytes: Buffer, start: number, end: number): number | null {
	const decoded = decodeLine(bytes, start, end);
	if (decoded.kind === "broken") return null;
	return decoded.kind === "event" ? decoded.event.seq : decoded.seq;
}
