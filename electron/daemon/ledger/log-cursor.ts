/**
 * Walks one log, file after file, and tells its good events in order. Broken lines are noted and stepped over:
 * those with a good line after them, in their file or a later one, are damage in the middle; those at the very end of
 * the log are a torn tail. Reads only; mending is done by who owns the folder.
 */
import { join } from "node:path";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { filesOf, isMarked, type LogEnd, type Mark } from "./journal-files.ts";
import { decodeLine, type LogName } from "./line.ts";
import { type RawLine, readLines } from "./line-reader.ts";

/** Bytes of a log that are no lines of ours. */
export interface Damage {
	readonly name: string;
	readonly offset: number;
	readonly length: number;
	readonly tail: boolean;
	/** Instants of the good lines around it. */
	readonly fromAt: number;
	readonly toAt: number;
}

export interface LogCursor {
	/** The next good event; `undefined` at the end or past `upTo`. */
	next(): PolicyEvent | undefined;
	/** After the end: where writing goes on, what is damaged, how many lines are not understood. */
	report(): LogReport;
}

export interface LogReport {
	/** `null`: the log has no file yet. */
	readonly end: LogEnd | null;
	readonly damage: readonly Damage[];
	readonly foreign: number;
	/** Highest number on any line, understood or not. */
	readonly lastSeq: number;
}

export interface CursorRange {
	/** Start here, if the log still is the one that was marked; `null`: at the beginning. */
	readonly from: Mark | null;
	/** Events up to this number are skipped. */
	readonly after: number;
	readonly upTo: number;
}

export function openCursor(folder: string, log: LogName, range: CursorRange): LogCursor {
	const files = filesToRead(folder, log, range);
	const damage: Damage[] = [];
	let foreign = 0;
	let lastSeq = 0;
	let lastAt = 0;
	let end: LogEnd | null = null;
	let suspects: { name: string; offset: number; length: number }[] = [];

	function settle(toAt: number): void {
		for (const suspect of suspects) damage.push({ ...suspect, tail: false, fromAt: lastAt, toAt });
		suspects = [];
	}

	/** The event of a good line above `after`; notes everything else. "past" ends the walk. */
	function take(name: string, line: RawLine): PolicyEvent | "past" | null {
		const decoded = line.whole ? decodeLine(line.bytes, line.start, line.end) : ({ kind: "broken" } as const);
		if (decoded.kind === "broken") {
			const last = suspects.at(-1);
			if (last?.name === name && last.offset + last.length === line.offset) last.length += line.length;
			else suspects.push({ name, offset: line.offset, length: line.length });
			return null;
		}
		const seq = decoded.kind === "event" ? decoded.event.seq : decoded.seq;
		if (seq > range.upTo) return "past";
		end = { name, offset: line.offset + line.length };
		const at = decoded.kind === "event" ? decoded.event.at : lastAt;
		if (suspects.length > 0) settle(at);
		lastAt = at;
		// A number seen before is a line written twice: it tells nothing new.
		if (seq <= Math.max(lastSeq, range.after)) return null;
		lastSeq = seq;
		if (decoded.kind === "event") return decoded.event;
		foreign++;
		return null;
	}

	function* walk(): Generator<PolicyEvent, undefined, undefined> {
		for (const file of files) {
			end = { name: file.name, offset: file.from };
			for (const line of readLines(join(folder, file.name), file.from)) {
				const taken = take(file.name, line);
				if (taken === "past") return;
				if (taken !== null) yield taken;
			}
		}
	}

	const events = walk();
	return {
		next: () => events.next().value,
		report() {
			const tails = suspects.map((suspect) => ({
				...suspect,
				tail: suspect.name === files.at(-1)?.name,
				fromAt: lastAt,
				toAt: lastAt,
			}));
			return { end, damage: [...damage, ...tails], foreign, lastSeq };
		},
	};
}

function filesToRead(folder: string, log: LogName, range: CursorRange): readonly { name: string; from: number }[] {
	const files = filesOf(folder, log);
	const { from } = range;
	const found = from === null ? -1 : files.findIndex((file) => file.name === from.name);
	if (from !== null && found >= 0 && isMarked(folder, from))
		return files.slice(found).map((file, index) => ({ name: file.name, from: index === 0 ? from.offset : 0 }));
	const first = files.findLastIndex((file) => file.firstSeq <= range.after + 1);
	return files.slice(Math.max(first, 0)).map((file) => ({ name: file.name, from: 0 }));
}
