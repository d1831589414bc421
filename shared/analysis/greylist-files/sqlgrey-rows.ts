/**
 * What sqlgrey 1.8.0 keeps: `connect` (who waits), `from_awl` (senders that passed, for any recipient) and `domain_awl`
 * (domains of which several did). `src` is an address, three octets of one, or the upper four groups of an IPv6 address
 * that is made of a MAC (class_c). Times come as seconds of Unix time; whose zone they were written in, the reader knows.
 */
import { ANY } from "../../policy/foreign-keys.ts";
import type { ForeignTriplet } from "../../policy/import-rows.ts";
import { type ForeignRows, type NotUnderstood, told } from "./foreign-rows.ts";

/** The columns to read of each, in this order; the last two are times. */
export const sqlgreyTables = {
	connect: ["sender_name", "sender_domain", "src", "rcpt", "first_seen"],
	from_awl: ["sender_name", "sender_domain", "src", "first_seen", "last_seen"],
	domain_awl: ["sender_domain", "src", "first_seen", "last_seen"],
} as const;
export type SqlgreyTable = keyof typeof sqlgreyTables;

export interface SqlgreyRow {
	readonly table: SqlgreyTable;
	/** From 1, as they were read. */
	readonly number: number;
	/** `null`: SQL's NULL. */
	readonly fields: readonly (string | null)[];
}

export function sqlgreyRows(rows: Iterable<SqlgreyRow>): ForeignRows {
	const notUnderstood: NotUnderstood[] = [];
	const triplets: ForeignTriplet[] = [];
	for (const row of rows) {
		const triplet = tripletOf(row);
		if (typeof triplet !== "string") triplets.push(triplet);
		else notUnderstood.push(told(`${row.table} row ${row.number}: ${row.fields.map(shown).join(" ")}`, triplet));
	}
	return { triplets, autoWhitelists: [], notUnderstood };
}

/** Words: why it is none. */
function tripletOf({ table, fields }: SqlgreyRow): ForeignTriplet | string {
	const texts = fields.flatMap((field) => field ?? []);
	if (texts.length !== sqlgreyTables[table].length) return "A column of it is empty or missing";
	const [one = "", two = "", three = "", four = ""] = texts;
	if (table === "domain_awl") {
		if (one.includes("@")) return "A domain holds no @";
		return timed({ sender: `${ANY}@${one}`, recipient: ANY, source: two, passed: true }, texts);
	}
	if (table === "from_awl") {
		// Of a sender with that name one could not tell it from all of its domain.
		if (one === ANY) return `A sender named ${ANY} reads as all of its domain`;
		return timed({ sender: `${one}@${two}`, recipient: ANY, source: three, passed: true }, texts);
	}
	if (four === ANY) return `A recipient named ${ANY} reads as any`;
	return timed({ sender: `${one}@${two}`, recipient: four, source: three, passed: false }, texts);
}

type Mail = Pick<ForeignTriplet, "sender" | "recipient" | "passed"> & { readonly source: string };

function timed({ source, ...mail }: Mail, texts: readonly string[]): ForeignTriplet | string {
	const client = networkText(source);
	if (client === null) return "It names no address or network";
	const [first, last] = texts.slice(mail.passed ? -2 : -1).map(secondsOf);
	if (first === undefined || first === null || last === null) return "It has no time that could be read";
	return { ...mail, client, firstSeenAt: first * 1000, lastSeenAt: (last ?? first) * 1000 };
}

function networkText(source: string): string | null {
	if (/^\d{1,3}(?:\.\d{1,3}){2}$/.test(source)) return `${source}.0/24`;
	if (/^[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){3}$/i.test(source)) return `${source}::/64`;
	return /^[0-9a-f.:]+$/i.test(source) ? source : null;
}

/** Fractions, as PostgreSQL keeps them, are cut off: who waits is never made to wait longer by it. */
function secondsOf(text: string): number | null {
	const [, whole] = /^(\d{1,11})(?:\.\d+)?$/.exec(text) ?? [];
	return whole === undefined ? null : Number(whole);
}

function shown(field: string | null): string {
	return field ?? "NULL";
}
