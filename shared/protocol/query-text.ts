/** A query back as text: `parse` of it gives the same query. For links, history and the command's echo. */
import { durationText } from "../base/duration.ts";
import { stampOf } from "../base/instant.ts";
import { assertNever } from "../base/outcome.ts";
import type { ClientValue, Comparison, Pattern, Period, Query, Term, Test } from "./query-terms.ts";

export function toText(query: Query): string {
	return query.terms.map(termText).join(" ");
}

function termText(term: Term): string {
	return `${term.negated ? "-" : ""}${testText(term.test)}`;
}

function testText(test: Test): string {
	switch (test.kind) {
		case "pattern":
			return `${test.key}:${test.values.map(patternText).join(",")}`;
		case "client":
			return `client:${test.values.map(clientText).join(",")}`;
		case "choice":
			return `${test.key}:${test.values.join(",")}`;
		case "comparison":
			return `${test.key}:${test.values.map((value) => comparisonText(test.key, value)).join(",")}`;
		case "time":
			return `at:${test.values.map(periodText).join(",")}`;
		case "free":
			return /^[\p{L}\p{N}][^\s":*\\]*$/u.test(test.text) ? test.text : quote(test.text);
		default:
			return assertNever(test);
	}
}

function patternText(pattern: Pattern): string {
	if (pattern.length === 1 && pattern[0] === "") return "<>";
	return pattern.map((piece) => (/[\s",*\\\u00a0]/.test(piece) ? quote(piece) : piece)).join("*");
}

function clientText(value: ClientValue): string {
	return value.kind === "range" ? value.text : patternText(value.pattern);
}

/** As a value of `at:`. */
export function periodText({ from, to }: Period): string {
	return `${from === null ? "" : stampOf(from)}..${to === null ? "" : stampOf(to)}`;
}

function comparisonText(key: string, value: Comparison): string {
	if (key === "attempts") return `${value.op === "=" ? "" : value.op}${value.value}`;
	return `${value.op}${durationText(value.value)}`;
}

function quote(text: string): string {
	return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
