/** Exports: what a spreadsheet, a parser and a script make of them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvText, fromCsvText, recordFileName, recordWriter, zonedStamp } from "../../../shared/base/record-text.ts";
import type { Field, Value, Values } from "../../../shared/base/records.ts";

const fields: readonly Field[] = [
	{ id: "sender", type: "text" },
	{ id: "firstSeenAt", type: "instant" },
	{ id: "attempts", type: "number" },
	{ id: "verified", type: "flag" },
];
const HOUR = 3_600_000;
const vienna = () => HOUR;
const at = Date.UTC(2026, 10, 24, 17, 41, 7);

function written(format: "csv" | "json" | "ndjson", rows: readonly Values[]): string {
	const writer = recordWriter(format, fields, vienna);
	return writer.begin({ host: "mx1" }) + rows.map(writer.row).join("") + writer.end({ cut: false });
}

/** RFC 4180 read by its grammar, not by our own writer. */
function readCsv(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
		row.push((match[1] ?? match[2] ?? "").replaceAll('""', '"'));
		if (match[3] === ",") continue;
		rows.push(row);
		row = [];
	}
	return rows;
}

test("a triplet is one line of CSV with the time in its zone, unknown is empty", () => {
	expect(
		written("csv", [
			["a@b.example", at, 3, true],
			["<>", null, null, null],
		]),
	).toBe(
		'"sender","firstSeenAt","attempts","verified"\r\n' +
			'"a@b.example",2026-11-24T18:41:07+01:00,3,true\r\n' +
			'"<>",,,\r\n',
	);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "'=1", "''+1", "＝1"])(
	"%j is no formula in a spreadsheet, and can be had back",
	(text) => {
		const cell = csvText(text);
		expect(cell.startsWith(`"'`)).toBe(true);
		expect(fromCsvText(cell.slice(1, -1).replaceAll('""', '"'))).toBe(text);
	},
);

test("an ordinary address is not touched, a negative figure stays one", () => {
	expect(csvText("it's@example.com")).toBe(`"it's@example.com"`);
	expect(written("csv", [["a", 0, -5, false]])).toContain(",-5,false");
});

test("any text comes back from CSV, and no cell begins as a formula", () => {
	fc.assert(
		fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 }), (texts) => {
			const writer = recordWriter(
				"csv",
				texts.map((_, index) => ({ id: `c${index}`, type: "text" })),
				vienna,
			);
			const [, cells = []] = readCsv(writer.begin({}) + writer.row(texts));
			expect(cells.map(fromCsvText)).toEqual(texts);
			for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
		}),
	);
});

const someValue = fc.oneof(fc.string({ unit: "binary" }), fc.constant(null));

test("JSON and NDJSON read back as what was there, an instant as epoch and as text", () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(someValue, fc.integer({ min: 0, max: 4e12 }))), (given) => {
			const rows = given.map(([sender, seen]): Values => [sender, seen, 1, true]);
			const whole = JSON.parse(written("json", rows)) as { rows: Record<string, Value>[]; count: number; host: string };
			expect(whole.host).toBe("mx1");
			expect(whole.count).toBe(rows.length);
			const lines = written("ndjson", rows)
				.split("\n")
				.slice(0, -1)
				.map((line) => JSON.parse(line) as unknown);
			expect(lines).toEqual(whole.rows);
			expect(whole.rows.map((row) => [row.sender, row.firstSeenAt, row.attempts, row.verified])).toEqual(rows);
			for (const row of whole.rows) expect(Date.parse(String(row.firstSeenAtText))).toBe(row.firstSeenAt);
		}),
	);
});

test("a stamp says its zone, west and east, and UTC as Z", () => {
	expect(zonedStamp(at, 0)).toBe("2026-11-24T17:41:07Z");
	expect(zonedStamp(at, -(3 * HOUR + HOUR / 2))).toBe("2026-11-24T14:11:07-03:30");
	expect(Date.parse(zonedStamp(at, 5.75 * HOUR))).toBe(at);
});

test("a file is named by host, view and time, whatever the host is called", () => {
	const stamp = zonedStamp(at, HOUR);
	expect(recordFileName(["mx1.example.com", "triplets"], stamp, "csv")).toBe(
		"greydesk-mx1.example.com-triplets-20261124T184107+0100.csv",
	);
	expect(recordFileName(["../../etc/passwd\u202e", "x"], stamp, "json")).toMatch(
		/^greydesk-etc-passwd-x-[\dT+]+\.json$/,
	);
});
