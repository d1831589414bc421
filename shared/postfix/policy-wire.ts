/**
 * Reads the wire of Postfix's policy delegation (SMTPD_POLICY_README): requests of `name=value` lines, each ended by
 * a newline (a CR before it is dropped), a request ended by an empty line. Split at the first `=`; unknown names and
 * lines without `=` mean nothing, but count. The last of a doubled attribute holds.
 *
 * Promises: the same requests however the bytes are cut; never throws; holds at most one request's bytes.
 * Refuses: more than 64 KiB or 100 lines in a request. After that the reader is dead: the rest cannot be told apart.
 *
 *   request   = 1*( line ) end
 *   line      = [ name "=" ] *OCTET [ CR ] LF
 *   end       = [ CR ] LF
 */
import { bad, good, type Outcome } from "../base/outcome.ts";
import { type Decode, decodeUtf8 } from "../base/utf8.ts";
import { attributeNames, type PolicyRequest, requestOf } from "./policy-request.ts";

export const MAX_REQUEST_BYTES = 65_536;
export const MAX_ATTRIBUTES = 100;

const LF = 10;
const CR = 13;
const EQUALS = 61;
const nothing: Uint8Array = new Uint8Array(0);

export interface PolicyReader {
	/** Whole requests, in order. A problem is the last there ever is: what breaks the bounds; answer it and close. */
	push(chunk: Uint8Array): readonly Outcome<PolicyRequest>[];
	/** Whether a request has begun that has not ended. */
	halfway(): boolean;
}

/** `decode` is the runtime's own, where it has a faster one. */
export function createPolicyReader(decode: Decode = decodeUtf8): PolicyReader {
	let held = nothing;
	/** Bytes of `held` that are an unfinished line. */
	let heldLength = 0;
	/** What is being read; none between two chunks. */
	let bytes = nothing;
	let values = noValues();
	/** Of the request before: most of it is said again, and no text need be made anew. */
	let before = noValues();
	let lines = 0;
	/** Bytes of this request in lines that are done. */
	let done = 0;
	let problem: string | null = null;

	function push(chunk: Uint8Array): readonly Outcome<PolicyRequest>[] {
		const requests: Outcome<PolicyRequest>[] = [];
		if (problem !== null) return requests;
		bytes = heldLength === 0 ? chunk : joined(chunk);
		const end = heldLength + chunk.length;
		let lineStart = 0;
		let scanFrom = heldLength;
		for (let at = nextLine(bytes, scanFrom, end); at >= 0; at = nextLine(bytes, scanFrom, end)) {
			if (takeLine(lineStart, at)) requests.push(good(finished()));
			lineStart = at + 1;
			scanFrom = lineStart;
			if (problem !== null) break;
		}
		if (problem === null && done + (end - lineStart) > MAX_REQUEST_BYTES) problem = tooLong();
		if (problem === null) hold(lineStart, end);
		else {
			held = nothing;
			requests.push(bad(problem));
		}
		bytes = nothing;
		return requests;
	}

	/** Whether the line was the empty one that ends a request. */
	function takeLine(from: number, newline: number): boolean {
		const to = newline > from && bytes[newline - 1] === CR ? newline - 1 : newline;
		// Empty lines between requests belong to neither.
		if (to === from) return lines > 0;
		lines += 1;
		done += newline + 1 - from;
		if (lines > MAX_ATTRIBUTES) problem = `more than ${MAX_ATTRIBUTES} attributes in one request`;
		else if (done > MAX_REQUEST_BYTES) problem = tooLong();
		else takeAttribute(from, to);
		return false;
	}

	function takeAttribute(from: number, to: number): void {
		let hash = 0;
		for (let at = from; at < to; at += 1) {
			const byte = bytes[at] ?? 0;
			if (byte === EQUALS) {
				const slot = slots.get(hash);
				if (slot === undefined || slot.name.length !== at - from || !stands(slot.name, bytes, from)) return;
				values[slot.index] = textOf(slot.index, at + 1, to);
				return;
			}
			if (at - from > LONGEST_NAME) return;
			hash = step(hash, byte);
		}
	}

	function textOf(index: number, from: number, to: number): string {
		if (from === to) return "";
		const said = before[index] ?? "";
		if (said.length === to - from && stands(said, bytes, from)) return said;
		// Hosts mostly greet by their name.
		const name = values[NAME] ?? "";
		return name.length === to - from && stands(name, bytes, from) ? name : decode(bytes, from, to);
	}

	function finished(): PolicyRequest {
		const request = requestOf(values);
		before = values;
		values = noValues();
		lines = 0;
		done = 0;
		return request;
	}

	function joined(chunk: Uint8Array): Uint8Array {
		const needed = heldLength + chunk.length;
		if (held.length < needed) {
			const grown = new Uint8Array(Math.max(needed, held.length * 2));
			grown.set(held.subarray(0, heldLength));
			held = grown;
		}
		held.set(chunk, heldLength);
		return held;
	}

	function hold(from: number, to: number): void {
		const length = to - from;
		if (length === 0) {
			// An idle connection keeps no buffer.
			if (lines === 0) held = nothing;
		} else if (bytes === held) held.copyWithin(0, from, to);
		else if (held.length >= length) held.set(bytes.subarray(from, to));
		else held = bytes.slice(from, to);
		heldLength = length;
	}

	return { push, halfway: () => lines > 0 || heldLength > 0 };
}

interface Slot {
	readonly index: number;
	readonly name: string;
}

const LONGEST_NAME = Math.max(...attributeNames.map((name) => name.length));

const NAME = attributeNames.indexOf("client_name");

/** Known names by a number made of their bytes, so that no text is made of a name. A stranger's may collide: `stands`. */
const slots: ReadonlyMap<number, Slot> = new Map(
	attributeNames.map((name, index) => {
		let hash = 0;
		for (let at = 0; at < name.length; at += 1) hash = step(hash, name.charCodeAt(at));
		return [hash, { index, name }];
	}),
);

function step(hash: number, byte: number): number {
	return (Math.imul(hash, 31) + byte) | 0;
}

/** Whether the text stands in `bytes` at `from`, whole and in ASCII. */
function stands(text: string, bytes: Uint8Array, from: number): boolean {
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code > 0x7f || bytes[from + at] !== code) return false;
	}
	return true;
}

function noValues(): string[] {
	return attributeNames.map(() => "");
}

function nextLine(bytes: Uint8Array, from: number, end: number): number {
	for (let at = from; at < end; at += 1) if (bytes[at] === LF) return at;
	return -1;
}

function tooLong(): string {
	return `a request of more than ${MAX_REQUEST_BYTES} bytes`;
}
