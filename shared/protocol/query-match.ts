/**
 * Whether a row matches a query: the plain meaning of the language, without SQL. The page filters its live tail by it,
 * and tests hold the SQL against it. What is unknown (`null`) matches nothing but a negated term.
 */
import { assertNever } from "../base/outcome.ts";
import { addressKey } from "./address-key.ts";
import {
	type ClientValue,
	type Comparison,
	type ComparisonKey,
	foldCase,
	type Pattern,
	type Period,
	type Query,
	type Test,
	tokensOf,
} from "./query-terms.ts";

/** A triplet's row, or an event seen as one. */
export interface Matchable {
	readonly id: string | null;
	readonly state: string | null;
	readonly sender: string;
	readonly recipient: string;
	readonly client: string;
	readonly clientName: string | null;
	readonly helo: string | null;
	readonly reason: string;
	readonly outcome: string;
	readonly firstSeenAt: number | null;
	readonly lastSeenAt: number;
	readonly passedAt: number | null;
	readonly attempts: number | null;
	/** Of a waiting row: it was let through, and nobody waits. */
	readonly shadow?: boolean;
}

export function matches(query: Query, row: Matchable, now: number): boolean {
	return query.terms.every((term) => holds(term.test, row, now) !== term.negated);
}

function holds(test: Test, row: Matchable, now: number): boolean {
	switch (test.kind) {
		case "pattern": {
			const text = test.key === "host" ? row.clientName : row[test.key];
			return text !== null && test.values.some((pattern) => fits(pattern, text));
		}
		case "client":
			return test.values.some((value) => clientFits(value, row.client));
		case "choice":
			return test.values.some((value) => value === (test.key === "state" ? stateOf(row) : row[test.key]));
		case "comparison": {
			const measured = measure(test.key, row, now);
			return measured !== null && test.values.some((value) => compares(value, measured));
		}
		case "time":
			return test.values.some((period) =>
				[row.firstSeenAt, row.lastSeenAt, row.passedAt].some((at) => at !== null && lies(at, period)),
			);
		case "free":
			return hasWords(test.tokens, [row.sender, row.recipient, row.client, row.clientName ?? ""]);
		default:
			return assertNever(test);
	}
}

function lies(at: number, { from, to }: Period): boolean {
	return (from === null || at >= from) && (to === null || at < to);
}

/** Where nobody was asked to wait, it is not called waiting: as the figures do, and as the list says. */
function stateOf({ state, shadow }: Matchable): string | null {
	return state === "waiting" && shadow === true ? "watched" : state;
}

function fits(pattern: Pattern, text: string): boolean {
	const folded = foldCase(text);
	const [first = "", ...rest] = pattern.map(foldCase);
	if (rest.length === 0) return folded === first;
	const last = rest.pop() ?? "";
	if (!folded.startsWith(first)) return false;
	let at = first.length;
	for (const piece of rest) {
		const found = folded.indexOf(piece, at);
		if (found < 0) return false;
		at = found + piece.length;
	}
	return folded.length - last.length >= at && folded.endsWith(last);
}

function clientFits(value: ClientValue, client: string): boolean {
	if (value.kind === "pattern") return fits(value.pattern, client);
	const key = addressKey(client);
	return key !== null && value.first <= key && key <= value.last;
}

/** Seconds, or a plain number for attempts. */
function measure(key: ComparisonKey, row: Matchable, now: number): number | null {
	switch (key) {
		case "age":
			return row.firstSeenAt === null ? null : (now - row.firstSeenAt) / 1000;
		case "seen":
			return (now - row.lastSeenAt) / 1000;
		case "delay":
			return row.passedAt === null || row.firstSeenAt === null ? null : (row.passedAt - row.firstSeenAt) / 1000;
		case "attempts":
			return row.attempts;
		default:
			return assertNever(key);
	}
}

function compares(comparison: Comparison, measured: number): boolean {
	switch (comparison.op) {
		case ">":
			return measured > comparison.value;
		case ">=":
			return measured >= comparison.value;
		case "<":
			return measured < comparison.value;
		case "<=":
			return measured <= comparison.value;
		case "=":
			return measured === comparison.value;
		default:
			return assertNever(comparison.op);
	}
}

/** Whether one of the texts has the words one after another; of the last one its beginning is enough. */
export function hasWords(wanted: readonly string[], texts: readonly string[]): boolean {
	return texts.some((text) => begins(wanted, text));
}

function begins(wanted: readonly string[], text: string): boolean {
	const words = tokensOf(text);
	return words.some((_, start) =>
		wanted.every((token, index) => {
			const word = words[start + index];
			if (word === undefined) return false;
			return index === wanted.length - 1 ? word.startsWith(token) : word === token;
		}),
	);
}
