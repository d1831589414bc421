/**
 * A query as a condition in SQL. Text of the query is only ever a bound value; the SQL is put together from constants.
 * Says the same as `matches` (shared/protocol/query-match.ts), which a test holds it to.
 */
import { assertNever } from "../../../shared/base/outcome.ts";
import type {
	ClientValue,
	Comparison,
	ComparisonKey,
	Pattern,
	PatternKey,
	Period,
	Query,
	Test,
} from "../../../shared/protocol/query-terms.ts";

export type Bound = string | number | null;

export interface Condition {
	/** For a WHERE over `triplets`. */
	readonly sql: string;
	readonly values: readonly Bound[];
}

const everything: Condition = { sql: "1", values: [] };

const columns: Readonly<Record<PatternKey, string>> = {
	sender: "sender",
	recipient: "recipient",
	host: "clientName",
	helo: "helo",
	id: "id",
};

/**
 * How free text is looked for: `found` in the full-text index, good where few rows fit; or `checked` row by row, good
 * where so many fit that the first page is soon full. Needs the function `has_words`.
 */
export type WordSearch = "found" | "checked";

export function conditionOf(query: Query, now: number, search: WordSearch = "found"): Condition {
	const terms = query.terms.map((term) => {
		const { sql, values } = term.test.kind === "free" ? freeSql(term.test.tokens, search) : testSql(term.test, now);
		// What is unknown is NULL in SQL; denied, it counts as not so.
		return { sql: term.negated ? `NOT coalesce(${sql}, 0)` : sql, values };
	});
	return terms.length === 0 ? everything : join(terms, " AND ");
}

export function both(one: Condition, two: Condition): Condition {
	return join([one, two], " AND ");
}

function join(conditions: readonly Condition[], word: " AND " | " OR "): Condition {
	return {
		sql: `(${conditions.map((condition) => condition.sql).join(word)})`,
		values: conditions.flatMap((condition) => condition.values),
	};
}

/** None of them holds a line's end: each came in a line of its own. */
const texts = ["sender", "recipient", "client", "coalesce(clientName, '')"].join(" || char(10) || ");

function freeSql(tokens: readonly string[], search: WordSearch): Condition {
	if (search === "checked") return { sql: `has_words(?, ${texts})`, values: [tokens.join(" ")] };
	// Only letters, digits and what lies beyond ASCII: nothing here can be an operator of the full-text search.
	return { sql: "(rowid IN (SELECT docid FROM words WHERE words MATCH ?))", values: [`"${tokens.join(" ")}*"`] };
}

function testSql(test: Exclude<Test, { kind: "free" }>, now: number): Condition {
	switch (test.kind) {
		case "pattern":
			return join(
				test.values.map((pattern) => patternSql(columns[test.key], pattern)),
				" OR ",
			);
		case "client":
			return join(test.values.map(clientSql), " OR ");
		case "choice":
			return test.key === "state" ? stateSql(test.values) : oneOf(test.key, test.values);
		case "time":
			return join(
				test.values.flatMap((period) => instants.map((column) => periodSql(column, period))),
				" OR ",
			);
		case "comparison":
			return join(
				test.values.map((value) => comparisonSql(test.key, value, now)),
				" OR ",
			);
		default:
			return assertNever(test);
	}
}

function oneOf(column: string, values: readonly string[]): Condition {
	return { sql: `(${column} IN (${values.map(() => "?").join(",")}))`, values };
}

const watchedSql: Condition = { sql: "(state = 'waiting' AND shadow = 1)", values: [] };

/** What was let through is `watched`, and no longer `waiting`: the index of states is used all the same. */
function stateSql(values: readonly string[]): Condition {
	const plain = values.filter((value) => value !== "watched");
	const others = oneOf("state", plain);
	const parts = [
		...(values.includes("watched") ? [watchedSql] : []),
		...(plain.length === 0
			? []
			: [plain.includes("waiting") ? { ...others, sql: `(${others.sql} AND NOT ${watchedSql.sql})` } : others]),
	];
	return join(parts, " OR ");
}

function patternSql(column: string, pattern: Pattern): Condition {
	if (pattern.length === 1) return { sql: `${column} = ? COLLATE NOCASE`, values: [pattern[0] ?? ""] };
	const escaped = pattern.map((piece) => piece.replace(/[\\%_]/g, "\\$&"));
	return { sql: `${column} LIKE ? ESCAPE '\\'`, values: [escaped.join("%")] };
}

function clientSql(value: ClientValue): Condition {
	if (value.kind === "pattern") return patternSql("client", value.pattern);
	return { sql: "address BETWEEN ? AND ?", values: [value.first, value.last] };
}

const instants = ["firstSeenAt", "lastSeenAt", "passedAt"] as const;

function periodSql(column: (typeof instants)[number], { from, to }: Period): Condition {
	const bounds: Condition[] = [];
	if (from !== null) bounds.push({ sql: `${column} >= ?`, values: [from] });
	if (to !== null) bounds.push({ sql: `${column} < ?`, values: [to] });
	return join(bounds, " AND ");
}

/** An age over an hour is a first attempt before an hour ago: so the index can be used. */
const turned: Readonly<Record<Comparison["op"], string>> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=", "=": "=" };

function comparisonSql(key: ComparisonKey, { op, value }: Comparison, now: number): Condition {
	switch (key) {
		case "age":
			return { sql: `firstSeenAt ${turned[op]} ?`, values: [now - value * 1000] };
		case "seen":
			return { sql: `lastSeenAt ${turned[op]} ?`, values: [now - value * 1000] };
		case "delay":
			return { sql: `passedAt - firstSeenAt ${op} ?`, values: [value * 1000] };
		case "attempts":
			return { sql: `attempts ${op} ?`, values: [value] };
		default:
			return assertNever(key);
	}
}
