/**
 * One line of the journal: `<crc32 of the JSON, 8 hex digits> <JSON>\n`, the JSON being an event plus `v`.
 * Lines of older versions are lifted by pure upcasters. A line of a newer version, or of a kind unknown here, is
 * *foreign*: it stays in its file byte for byte and is not folded. A line whose checksum is wrong is *broken*.
 */
import { crc32 } from "node:zlib";
import type { EventDraft, PolicyEvent } from "../../../shared/policy/event.ts";
import { readSettings } from "../../../shared/policy/settings-read.ts";
import { jsonOf } from "./event-json.ts";

export type LogName = "audit" | "traffic";

export const lineVersion = 1;

/** Which log an event belongs to; a kind that is missing here does not compile. */
export const logOf: Readonly<Record<EventDraft["kind"], LogName>> = {
	approved: "audit",
	purged: "audit",
	undone: "audit",
	"settings-changed": "audit",
	"whitelist-changed": "audit",
	imported: "audit",
	erased: "audit",
	deferred: "traffic",
	passed: "traffic",
	expired: "traffic",
	forgotten: "traffic",
	outcome: "traffic",
	"ignored-deferral": "traffic",
	correspondent: "traffic",
	"engine-changed": "traffic",
	gap: "traffic",
	"alert-raised": "traffic",
	// Who and when: it is kept as long as the acts of operators.
	"alert-acknowledged": "audit",
	"alert-cleared": "traffic",
};

export type Decoded =
	| { readonly kind: "event"; readonly event: PolicyEvent }
	| { readonly kind: "foreign"; readonly seq: number }
	| { readonly kind: "broken" };

type Body = Record<string, unknown>;

/** `upcasters[n]` lifts a body of version n + 1 to version n + 2. Pure; a fixture stands for each version. */
const upcasters: readonly ((body: Body) => Body)[] = [];

const broken: Decoded = { kind: "broken" };
const SPACE = 0x20;
const NEWLINE = 0x0a;
/** Checksum and space. */
const LEAD = 9;
const opening = `{"v":${lineVersion},`;

/** Lines to be written together; reused from batch to batch, so that a line costs no garbage but its JSON. */
export class LineBuffer {
	bytes = Buffer.allocUnsafe(1 << 16);
	length = 0;

	/** Appends one event under its number; `draft` must be an object that JSON can carry. */
	push(seq: number, draft: EventDraft): void {
		const json = jsonOf(draft);
		const head = `${opening}"seq":${seq},`;
		// The head ends where the JSON's own brace stood.
		const most = LEAD + head.length + json.length * 3 + 1;
		if (this.length + most > this.bytes.length) this.grow(this.length + most);
		const bytes = this.bytes;
		const start = this.length + LEAD;
		const end = start + head.length - 1 + bytes.write(json, start + head.length - 1, "utf8");
		bytes.write(head, start, "latin1");
		writeHex(bytes, this.length, crc32(bytes.subarray(start, end)));
		bytes[start - 1] = SPACE;
		bytes[end] = NEWLINE;
		this.length = end + 1;
	}

	clear(): void {
		this.length = 0;
		if (this.bytes.length > 1 << 23) this.bytes = Buffer.allocUnsafe(1 << 16);
	}

	private grow(least: number): void {
		const larger = Buffer.allocUnsafe(Math.max(least, this.bytes.length * 2));
		this.bytes.copy(larger, 0, 0, this.length);
		this.bytes = larger;
	}
}

/** Reads the line in `bytes` from `start` up to, not including, its newline at `end`. Never throws. */
export function decodeLine(bytes: Buffer, start: number, end: number): Decoded {
	const from = start + LEAD;
	if (from >= end || bytes[from - 1] !== SPACE) return broken;
	if (readHex(bytes, start) !== crc32(bytes.subarray(from, end))) return broken;
	const json = bytes.toString("utf8", from, end);
	try {
		if (json.startsWith(opening)) return checked(JSON.parse(`{${json.slice(opening.length)}`), lineVersion);
		const { v, ...body }: Body = JSON.parse(json);
		return checked(body, v);
	} catch {
		return broken;
	}
}

function checked(body: Body, v: unknown): Decoded {
	const seq = body.seq;
	if (typeof seq !== "number" || !Number.isSafeInteger(seq)) return broken;
	if (typeof v !== "number" || v < 1 || v > lineVersion) return { kind: "foreign", seq };
	const event = lift(body, v);
	if (typeof event.kind !== "string" || !Object.hasOwn(logOf, event.kind)) return { kind: "foreign", seq };
	if (typeof event.at !== "number") return broken;
	// The checksum proves that we wrote it; its kind and version say that we know its shape.
	return { kind: "event", event: wholly(event as unknown as PolicyEvent) };
}

/** Settings that came later are in no older line: they are read as their defaults. */
function wholly(event: PolicyEvent): PolicyEvent {
	if (event.kind !== "settings-changed") return event;
	const { before, after } = event;
	return { ...event, before: before === null ? null : readSettings(before), after: readSettings(after) };
}

function lift(body: Body, v: number): Body {
	let lifted = body;
	for (let version = v; version < lineVersion; version++) lifted = upcasters[version - 1]?.(lifted) ?? lifted;
	return lifted;
}

function writeHex(bytes: Buffer, at: number, value: number): void {
	for (let digit = 7, rest = value; digit >= 0; digit--, rest >>>= 4) {
		const low = rest & 15;
		bytes[at + digit] = low < 10 ? 48 + low : 87 + low;
	}
}

/** Eight lower-case hex digits, or -1. */
function readHex(bytes: Buffer, at: number): number {
	let value = 0;
	for (let digit = 0; digit < 8; digit++) {
		const code = bytes[at + digit] ?? 0;
		const low = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
		if (low < 0) return -1;
		value = value * 16 + low;
	}
	return value;
}
