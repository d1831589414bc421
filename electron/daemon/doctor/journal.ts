/**
 * The journal line by line, every checksum, both logs from their beginning: further back than a start looks, which
 * begins at a snapshot. Reads only. Numbers that no line has are a loss, unless damaged lines lie there that had them.
 */
import { join } from "node:path";
import { filesOf, sizeOf } from "../ledger/journal-files.ts";
import { decodeLine, type LogName } from "../ledger/line.ts";
import { readLines } from "../ledger/line-reader.ts";
import { type Damage, openCursor } from "../ledger/log-cursor.ts";

export interface FileReport {
	readonly name: string;
	readonly bytes: number;
	/** Lines that are understood. */
	events: number;
	/** Whole lines of a newer Greydesk. */
	foreign: number;
	/** Lines whose checksum is wrong. */
	broken: number;
	/** `null`: no whole line. */
	firstSeq: number | null;
	lastSeq: number | null;
}

export interface JournalReport {
	readonly files: readonly FileReport[];
	readonly damage: readonly Damage[];
	/** `[after, before]`: numbers between them are on no line. */
	readonly missing: readonly (readonly [number, number])[];
	/** The lowest number of the traffic; `null`: there is none. */
	readonly firstTraffic: number | null;
	readonly lastSeq: number;
	/** When the last event happened; `null`: none did. */
	readonly lastAt: number | null;
}

/** Numbers that follow one another in one log. */
interface Run {
	readonly from: number;
	to: number;
	/** Damaged lines stand before it: they had the numbers that miss. */
	readonly isAfterDamage: boolean;
}

interface Log {
	readonly files: readonly FileReport[];
	readonly runs: readonly Run[];
	readonly lastAt: number;
}

const MOST_MISSING = 100;

export function readJournal(folder: string): JournalReport {
	// Traffic first: an action that a daemon writes meanwhile then is one too many, not one that misses.
	const traffic = readLog(folder, "traffic");
	const audit = readLog(folder, "audit");
	const files = [...audit.files, ...traffic.files];
	const isBroken = files.some(({ broken }) => broken > 0);
	const isAuditBroken = audit.files.some(({ broken }) => broken > 0);
	const lastAt = Math.max(audit.lastAt, traffic.lastAt);
	return {
		files,
		damage: isBroken ? [...damageOf(folder, "audit"), ...damageOf(folder, "traffic")] : [],
		missing: isAuditBroken ? [] : missingIn(traffic.runs, audit.runs).slice(0, MOST_MISSING),
		firstTraffic: traffic.runs[0]?.from ?? null,
		lastSeq: Math.max(0, ...files.map(({ lastSeq }) => lastSeq ?? 0)),
		lastAt: lastAt === 0 ? null : lastAt,
	};
}

function readLog(folder: string, log: LogName): Log {
	const files = filesOf(folder, log).map(({ name }) => freshReport(folder, name));
	const runs: Run[] = [];
	let lastAt = 0;
	let isAfterDamage = false;
	for (const file of files)
		for (const line of readLines(join(folder, file.name), 0)) {
			const decoded = line.whole ? decodeLine(line.bytes, line.start, line.end) : ({ kind: "broken" } as const);
			if (decoded.kind === "broken") {
				file.broken++;
				isAfterDamage = true;
				continue;
			}
			const seq = decoded.kind === "event" ? decoded.event.seq : decoded.seq;
			if (decoded.kind === "foreign") file.foreign++;
			else {
				file.events++;
				lastAt = Math.max(lastAt, decoded.event.at);
			}
			file.firstSeq ??= seq;
			file.lastSeq = Math.max(file.lastSeq ?? 0, seq);
			const run = runs.at(-1);
			if (run !== undefined && seq === run.to + 1) run.to = seq;
			else if (run === undefined || seq > run.to) runs.push({ from: seq, to: seq, isAfterDamage });
			isAfterDamage = false;
		}
	return { files, runs, lastAt };
}

/** Numbers between two runs of traffic that no action has. What was before the first was dropped in its time. */
function missingIn(traffic: readonly Run[], actions: readonly Run[]): (readonly [number, number])[] {
	const missing: (readonly [number, number])[] = [];
	for (const [index, next] of traffic.entries()) {
		const run = traffic[index - 1];
		if (run === undefined || next.isAfterDamage) continue;
		let known = run.to;
		for (const action of actions) {
			if (action.to <= known || action.from >= next.from) continue;
			if (action.from > known + 1) missing.push([known, action.from]);
			known = action.to;
		}
		if (next.from > known + 1) missing.push([known, next.from]);
	}
	return missing;
}

function freshReport(folder: string, name: string): FileReport {
	const bytes = sizeOf(join(folder, name)) ?? 0;
	return { name, bytes, events: 0, foreign: 0, broken: 0, firstSeq: null, lastSeq: null };
}

function damageOf(folder: string, log: LogName): readonly Damage[] {
	const cursor = openCursor(folder, log, { from: null, after: 0, upTo: Number.MAX_SAFE_INTEGER });
	while (cursor.next() !== undefined);
	return cursor.report().damage;
}
