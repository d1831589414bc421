/**
 * The query language, the same in the page, the API and the command (README, "Searching"):
 *
 *   query = [ term *( SP term ) ]      -- all terms must hold
 *   term  = [ "-" ] ( key ":" value *( "," value ) / free )      -- "-": must not hold; ",": any of them
 *   free  = word / quoted              -- beginnings of words of sender, recipient, client and its name
 *
 * such as: state:waiting sender:*@example.com client:192.0.2.0/24 age:>1h attempts:>=3 -reason:early "free text".
 * Bounded: 2,000 characters, 50 terms, 10 wildcards a value. A query that is wrong is answered with the column and
 * with what to write instead.
 */
import { parseDuration } from "../base/duration.ts";
import { readStamp } from "../base/instant.ts";
import { addressRange } from "./address-key.ts";
import { type Fault, isFault, isSpace, type Scanned, scanFree, scanValue, skipSpace } from "./query-scan.ts";
import {
	type ClientValue,
	type Comparison,
	choices,
	type Period,
	type Query,
	queryKeys,
	type Term,
	type Test,
	tokensOf,
} from "./query-terms.ts";

export const MAX_QUERY_LENGTH = 2000;
export const MAX_TERMS = 50;
const MAX_WILDCARDS = 10;

/** An `Outcome` that also says where: `column` is 1-based. */
export type Parsed =
	| { readonly ok: true; readonly value: Query }
	| { readonly ok: false; readonly problem: string; readonly column: number };

export function parse(text: string): Parsed {
	if (text.length > MAX_QUERY_LENGTH)
		return wrong(MAX_QUERY_LENGTH + 1, `A query has at most ${MAX_QUERY_LENGTH} characters: shorten it`);
	const terms: Term[] = [];
	let at = skipSpace(text, 0);
	while (at < text.length) {
		if (terms.length === MAX_TERMS) return wrong(at + 1, `A query has at most ${MAX_TERMS} terms: leave some out`);
		const read = readTerm(text, at);
		if (isFault(read)) return wrong(read.column, read.problem);
		terms.push(read.term);
		if (read.end < text.length && !isSpace(text.charAt(read.end)))
			return wrong(read.end + 1, "Put a space between two terms");
		at = skipSpace(text, read.end);
	}
	return { ok: true, value: { terms } };
}

function wrong(column: number, problem: string): Parsed {
	return { ok: false, problem, column };
}

function readTerm(text: string, start: number): { readonly term: Term; readonly end: number } | Fault {
	const negated = text.charAt(start) === "-";
	const from = negated ? start + 1 : start;
	const name = /^[a-z]+(?=:)/i.exec(text.slice(from, from + 40))?.[0];
	const read = name === undefined ? readFree(text, from) : readKeyed(text, from, name);
	return isFault(read) ? read : { term: { negated, test: read.test }, end: read.end };
}

type Read = { readonly test: Test; readonly end: number } | Fault;

function readFree(text: string, from: number): Read {
	const scanned = scanFree(text, from);
	if (isFault(scanned)) return scanned;
	const words = scanned.pieces[0] ?? "";
	if (words.includes("*"))
		return {
			column: scanned.column + words.indexOf("*"),
			problem: "Free text finds beginnings of words and takes no *: name a key, such as sender:*word*",
		};
	const tokens = tokensOf(words);
	if (tokens.length === 0)
		return { column: scanned.column, problem: "There is nothing to search for: write a word, or key:value" };
	return { test: { kind: "free", text: words, tokens }, end: scanned.end };
}

function readKeyed(text: string, from: number, name: string): Read {
	const lower = name.toLowerCase();
	const key = lower === "name" ? "host" : queryKeys.find((known) => known.key === lower)?.key;
	if (key === undefined) {
		const known = queryKeys.map((one) => one.key).join(", ");
		return { column: from + 1, problem: `There is no key ${name}: use ${known}, or put the text in quotes` };
	}
	const values: Scanned[] = [];
	let at = from + name.length;
	do {
		const scanned = scanValue(text, at + 1);
		if (isFault(scanned)) return scanned;
		if (scanned.end === at + 1) return { column: at + 2, problem: `${name}: needs a value, such as ${exampleOf(key)}` };
		if (scanned.pieces.length - 1 > MAX_WILDCARDS)
			return { column: scanned.column, problem: `A value has at most ${MAX_WILDCARDS} wildcards: leave some out` };
		values.push(scanned);
		at = scanned.end;
	} while (text.charAt(at) === ",");
	const test = testOf(key, values);
	return isFault(test) ? test : { test, end: at };
}

function exampleOf(key: string): string {
	return queryKeys.find((known) => known.key === key)?.example ?? key;
}

function testOf(key: (typeof queryKeys)[number]["key"], values: readonly Scanned[]): Test | Fault {
	switch (key) {
		case "state":
		case "reason":
		case "outcome": {
			const read = each(values, (value) => choiceOf(key, value));
			return isFault(read) ? read : { kind: "choice", key, values: read };
		}
		case "age":
		case "seen":
		case "delay":
		case "attempts": {
			const read = each(values, (value) => comparisonOf(key, value));
			return isFault(read) ? read : { kind: "comparison", key, values: read };
		}
		case "at": {
			const read = each(values, periodOf);
			return isFault(read) ? read : { kind: "time", values: read };
		}
		case "client": {
			const read = each(values, clientOf);
			return isFault(read) ? read : { kind: "client", values: read };
		}
		default:
			return { kind: "pattern", key, values: values.map(({ pieces }) => (nullSender(pieces) ? [""] : pieces)) };
	}
}

/** `<>` is how mail logs write it. */
function nullSender(pieces: readonly string[]): boolean {
	return pieces.length === 1 && pieces[0] === "<>";
}

function each<T extends object | string>(
	values: readonly Scanned[],
	read: (value: Scanned) => T | Fault,
): readonly T[] | Fault {
	const done: T[] = [];
	for (const value of values) {
		const one = read(value);
		if (typeof one === "object" && isFault(one)) return one;
		done.push(one);
	}
	return done;
}

function choiceOf(key: "state" | "reason" | "outcome", value: Scanned): string | Fault {
	const text = value.pieces.join("*").toLowerCase();
	if (choices[key].includes(text)) return text;
	return { column: value.column, problem: `${key} is one of ${choices[key].join(", ")}` };
}

function clientOf(value: Scanned): ClientValue | Fault {
	if (value.pieces.length > 1) return { kind: "pattern", pattern: value.pieces };
	const text = value.pieces[0] ?? "";
	const range = addressRange(text);
	if (range !== null) return { kind: "range", text, ...range };
	return {
		column: value.column,
		problem: "client takes an address (192.0.2.10), a network (192.0.2.0/24) or a pattern (192.0.2.*)",
	};
}

function periodOf(value: Scanned): Period | Fault {
	const [first = "", last, ...more] = value.pieces.join("*").split("..");
	const sides = [first, last ?? ""].map((text) => (text === "" ? null : (readStamp(text) ?? "unread")));
	const [from = null, to = null] = sides;
	if (last === undefined || more.length > 0 || (from === null && to === null))
		return { column: value.column, problem: `at takes two instants, such as ${exampleOf("at")}` };
	if (from === "unread" || to === "unread") {
		const column = value.column + (from === "unread" ? 0 : first.length + 2);
		return { column, problem: "An instant is a day, a time and its zone, such as 2026-11-24T10:00Z or +01:00 for Z" };
	}
	if (from === null || to === null || from < to) return { from, to };
	return { column: value.column, problem: "at begins before it ends: write the earlier instant first" };
}

function comparisonOf(key: "age" | "seen" | "delay" | "attempts", value: Scanned): Comparison | Fault {
	const parts = /^(>=|<=|>|<|=)?(.+)$/.exec(value.pieces.join("*"));
	const told = parts?.[2] ?? "";
	const op = parts?.[1] as Comparison["op"] | undefined;
	if (key === "attempts") {
		if (/^\d{1,9}$/.test(told)) return { op: op ?? "=", value: Number(told) };
		return { column: value.column, problem: "attempts takes a number, such as attempts:>=3" };
	}
	if (op === undefined || op === "=")
		return { column: value.column, problem: `Say whether more or less: ${key}:>1h or ${key}:<1h` };
	const seconds = parseDuration(told);
	if (seconds.ok) return { op, value: seconds.value };
	return { column: value.column + op.length, problem: seconds.problem };
}
