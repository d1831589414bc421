/**
 * Records as text: CSV (RFC 4180), JSON (RFC 8259) and NDJSON, a row at a time, so that a long export need not be held
 * twice. Pure: how far the zone is from UTC at an instant is handed in.
 *
 * A spreadsheet takes a cell for a formula that begins with one of = + - @, a tab or a line's end, also after spaces
 * and apostrophes. In CSV such text gets one apostrophe more in front, which a spreadsheet does not show; taking one
 * apostrophe away from cells that begin with an apostrophe and would be taken so gives the very text back. Figures are
 * figures, also negative ones. JSON and NDJSON carry every text as it is.
 */
import { stampOf } from "./instant.ts";
import type { Field, Value, Values } from "./records.ts";

export const recordFormats = ["csv", "json", "ndjson"] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** Milliseconds that a wall's clock of the chosen zone is ahead of UTC at an instant. */
export type OffsetAt = (at: number) => number;

export interface RecordWriter {
	/** What stands before the rows; `facts` are about the whole: host, query, when. */
	begin(facts: Readonly<Record<string, Value>>): string;
	row(values: Values): string;
	end(facts: Readonly<Record<string, Value>>): string;
}

export function recordWriter(format: RecordFormat, fields: readonly Field[], offsetAt: OffsetAt): RecordWriter {
	if (format === "csv")
		return {
			begin: () => csvLine(fields.map((field) => csvText(field.id))),
			row: (values) => csvLine(fields.map((field, index) => csvCell(field, values[index] ?? null, offsetAt))),
			end: () => "",
		};
	const object = (values: Values) => JSON.stringify(jsonRow(fields, values, offsetAt));
	if (format === "ndjson") return { begin: () => "", row: (values) => `${object(values)}\n`, end: () => "" };
	let written = 0;
	return {
		begin: (facts) => `{${members(facts)}"rows":[`,
		row(values) {
			written += 1;
			return `${written === 1 ? "\n" : ",\n"}${object(values)}`;
		},
		end: (facts) => `\n],${members(facts)}"count":${written}}\n`,
	};
}

/** RFC 3339 with the zone's distance: `2026-11-24T18:41:07+01:00`; thousandths only where there are some. */
export function zonedStamp(at: number, offsetMs: number): string {
	const minutes = Math.round(offsetMs / 60_000);
	const wall = stampOf(at + minutes * 60_000).slice(0, -1);
	if (minutes === 0) return `${wall}Z`;
	const away = Math.abs(minutes);
	return `${wall}${minutes < 0 ? "-" : "+"}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

const formula = /^['\s]*[=+\-@＝＋－＠\t\r\n]/u;

/** A text as a CSV cell: quoted, and never a formula. */
export function csvText(text: string): string {
	return `"${spreadsheetText(text).replaceAll('"', '""')}"`;
}

/** A text as it may be pasted into a spreadsheet. */
export function spreadsheetText(text: string): string {
	return formula.test(text) ? `'${text}` : text;
}

/** The text of an unquoted cell, as it was before `csvText`. */
export function fromCsvText(cell: string): string {
	return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

function csvCell(field: Field, value: Value, offsetAt: OffsetAt): string {
	if (value === null) return "";
	if (field.type === "instant" && typeof value === "number") return stampOrNothing(value, offsetAt);
	return typeof value === "string" ? csvText(value) : String(value);
}

function csvLine(cells: readonly string[]): string {
	return `${cells.join(",")}\r\n`;
}

/** An instant stands twice: `firstSeenAt` in epoch milliseconds, `firstSeenAtText` with its zone. */
function jsonRow(fields: readonly Field[], values: Values, offsetAt: OffsetAt): Readonly<Record<string, Value>> {
	return Object.fromEntries(
		fields.flatMap((field, index): [string, Value][] => {
			const value = values[index] ?? null;
			if (field.type !== "instant") return [[field.id, value]];
			const text = typeof value === "number" ? stampOrNothing(value, offsetAt) || null : null;
			return [
				[field.id, value],
				[`${field.id}Text`, text],
			];
		}),
	);
}

const FIRST_INSTANT = -62_135_510_400_000;
const LAST_INSTANT = 253_402_214_400_000;

/** Beyond the years 1 to 9999 RFC 3339 has no words. */
function stampOrNothing(at: number, offsetAt: OffsetAt): string {
	return at >= FIRST_INSTANT && at <= LAST_INSTANT ? zonedStamp(at, offsetAt(at)) : "";
}

function members(facts: Readonly<Record<string, Value>>): string {
	return Object.entries(facts)
		.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)},`)
		.join("");
}

function two(number: number): string {
	return String(number).padStart(2, "0");
}

/** `greydesk-mx1-triplets-20261124T184107+0100.csv`: of host, view and time, with nothing that a file system minds. */
export function recordFileName(parts: readonly string[], stamp: string, format: RecordFormat): string {
	const time = stamp.replace(/\.\d+/, "").replace(/[-:](?=\d{2}(?!\d{3}))/g, "");
	const words = ["greydesk", ...parts].map((part) =>
		part
			.replace(/[^A-Za-z0-9._]+/g, "-")
			.replace(/^[-.]+|[-.]+$/g, "")
			.slice(0, 48),
	);
	return `${[...words.filter((word) => word !== ""), time].join("-")}.${format}`;
}
