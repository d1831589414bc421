/** Reads one log line by line, file after file, while it is being written: never half a line, never past its bound. */
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { invariant } from "../../../shared/base/outcome.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { filesOf, type LogEnd, sizeOf } from "../ledger/journal-files.ts";
import { decodeLine, type LogName } from "../ledger/line.ts";

export interface Line {
	readonly seq: number;
	/** `null`: of a newer version or kind. */
	readonly event: PolicyEvent | null;
	readonly file: number;
	readonly offset: number;
	readonly length: number;
}

export interface LogReader {
	peek(): Line | null;
	/** The line that `peek` shows; there must be one. */
	take(): Line;
	/** An end of file that was seen is looked at again. */
	refresh(): void;
	/** From now on it reads on beyond what lay there when it was opened. */
	unbind(): void;
	/** Up to where all lines are taken. */
	end(): LogEnd | null;
	damaged(): number;
	close(): void;
}

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

interface Open {
	readonly name: string;
	readonly fd: number;
	readonly file: number;
}

export function openLogReader(folder: string, log: LogName, from: LogEnd | null): LogReader {
	let bytes = Buffer.allocUnsafe(CHUNK);
	let start = 0;
	let filled = 0;
	/** Offset in the file of the first byte of `bytes`. */
	let base = 0;
	let open: Open | null = null;
	let current: Line | null = null;
	let ended = false;
	/** The last look at the file reached its end: what is unread of it may yet be taken back by its writer. */
	let unstable = false;
	let damaged = 0;
	let bound = boundOf(folder, log);
	if (from !== null) enter(from.name, from.offset);

	function enter(name: string, offset: number): void {
		if (open !== null) closeSync(open.fd);
		const fd = openSync(join(folder, name), "r");
		open = { name, fd, file: log === "audit" ? -1 : Number(/\d{16}/.exec(name)?.[0]) };
		start = 0;
		filled = 0;
		base = offset;
	}

	/** The next file of the log: the first one where none is open yet. */
	function following(): string | undefined {
		if (bound !== null && (open?.name ?? "") >= bound.name) return undefined;
		return filesOf(folder, log).find((file) => open === null || file.name > open.name)?.name;
	}

	function fill(): boolean {
		if (open === null) return false;
		bytes.copyWithin(0, start, filled);
		base += start;
		filled -= start;
		start = 0;
		if (filled === bytes.length) bytes = Buffer.concat([bytes], bytes.length * 2);
		const least = bound?.name === open.name ? bound.offset - base - filled : bytes.length;
		const wanted = Math.max(0, Math.min(bytes.length - filled, least));
		const got = readSync(open.fd, bytes, filled, wanted, base + filled);
		unstable = got < wanted;
		filled += got;
		return got > 0;
	}

	/** More bytes, or the next file: that is looked for first, so that nothing added to the old one is missed. */
	function advance(): boolean {
		if (fill()) return true;
		const next = following();
		if (next === undefined) return false;
		if (fill()) return true;
		if (filled > start) damaged++;
		enter(next, 0);
		return true;
	}

	function read(): Line | null {
		let scanned = start;
		for (;;) {
			const newline = bytes.indexOf(NEWLINE, scanned);
			if (newline < 0 || newline >= filled) {
				const waiting = filled - start;
				const before = open;
				if (!advance()) return null;
				scanned = open === before ? start + waiting : start;
				continue;
			}
			const decoded = decodeLine(bytes, start, newline);
			const place = { file: open?.file ?? 0, offset: base + start, length: newline - start };
			start = newline + 1;
			scanned = start;
			if (decoded.kind === "event") return { seq: decoded.event.seq, event: decoded.event, ...place };
			if (decoded.kind === "foreign") return { seq: decoded.seq, event: null, ...place };
			damaged++;
		}
	}

	function forget(): void {
		base = current === null ? base + start : current.offset;
		start = 0;
		filled = 0;
		current = null;
	}

	const reader: LogReader = {
		peek() {
			if (current !== null || ended) return current;
			current = read();
			ended = current === null;
			return current;
		},
		take() {
			const line = reader.peek();
			invariant(line !== null, "a line of the journal is taken only after it was seen");
			current = null;
			return line;
		},
		refresh() {
			ended = false;
			if (unstable) forget();
			unstable = false;
		},
		unbind() {
			bound = null;
		},
		end() {
			if (open === null) return null;
			return { name: open.name, offset: current === null ? base + start : current.offset };
		},
		damaged: () => damaged,
		close() {
			if (open !== null) closeSync(open.fd);
			open = null;
		},
	};
	return reader;
}

function boundOf(folder: string, log: LogName): LogEnd | null {
	const last = filesOf(folder, log).at(-1);
	return last === undefined
		? { name: "", offset: 0 }
		: { name: last.name, offset: sizeOf(join(folder, last.name)) ?? 0 };
}
