/**
 * The codec of one line of the journal, shared by its writer (the ledger) and its readers (start, snapshot, history).
 *
 *   line = crc32 of the JSON's bytes as 8 hex digits, SP, JSON, LF
 *   JSON = {"v":1,"seq":N,"at":ms,"kind":…} and what else the event has
 *
 * Refuses a line whose checksum or version it does not know; a kind it does not know is a good line all the same.
 */
import { crc32 } from "node:zlib";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";

/** Of the lines we write. A reader of a newer version reads every older one. */
export const LINE_VERSION = 1;
const HEAD = 9;
const SPACE = 0x20;

/** One whole line, its LF included. */
export function encodeLine(event: PolicyEvent): string {
	const { seq, at, kind, ...rest } = event;
	const json = JSON.stringify({ v: LINE_VERSION, seq, at, kind, ...rest });
	return `${crc32(json).toString(16).padStart(8, "0")} ${json}\n`;
}

/** `line` is without its LF. The problem says what is wrong with it, not where it stands. */
export function decodeLine(line: Buffer): Outcome<PolicyEvent> {
	if (line.length <= HEAD || line[HEAD - 1] !== SPACE) return bad("the line has no checksum");
	const told = line.toString("latin1", 0, HEAD - 1);
	const json = line.subarray(HEAD);
	if (told !== crc32(json).toString(16).padStart(8, "0")) return bad("the checksum does not fit the line");
	return read(json.toString("utf8"));
}

function read(json: string): Outcome<PolicyEvent> {
	let value: unknown;
	try {
		value = JSON.parse(json);
	} catch {
		return bad("the line is not JSON");
	}
	if (typeof value !== "object" || value === null) return bad("the line is not an event");
	const { v, ...event } = value as { v?: unknown } & PolicyEvent;
	if (v !== LINE_VERSION) return bad(`the line is of version ${String(v)}: a newer Greydesk wrote it, use that one`);
	if (!Number.isSafeInteger(event.seq) || typeof event.kind !== "string") return bad("the line is not an event");
	return good(event);
}
