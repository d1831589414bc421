import { describe, expect, test } from "vitest";
import { finderOf, personOf, type Writing } from "../../../shared/base/person.ts";

function finder(address: string, writing: Writing = "text") {
	const person = personOf(address, () => []);
	if (!person.ok) throw new Error(person.problem);
	return finderOf(person.value, writing);
}

const bytes = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("a person is found in every dress in which mail carries the address", () => {
	test.each([
		"anna@example.org",
		"Anna@EXAMPLE.org",
		"<anna@example.org>",
		"anna+news@example.org",
		"prvs=0123abcdef=anna@example.org",
		"list+anna=example.org@lists.example",
		"list-return-12-anna=example.org@lists.example",
		"list+anna+x=example.org@lists.example",
		"SRS0=HHH=TT=example.org=anna@relay.example",
		"SRS1=HHH=relay.example==HHH=TT=example.org=anna@other.example",
		"mail for anna@example.org, please.",
		"written to anna@example.org.",
		"'anna@example.org' is away",
		'{"key":"bob@example.com\\u0000anna@example.org\\u0000"}',
		'{"why":"first line\\nanna@example.org"}',
		"bob@example.com\u0000anna@example.org\u0000192.0.2.1",
	])("%j", (text) => {
		for (const writing of ["text", "bytes", "pages"] as const) {
			const anna = finder("anna@example.org", writing);
			expect(anna.isIn(text), writing).toBe(true);
			expect(anna.isIn(anna.replace(text, () => "*q"))).toBe(false);
		}
	});
});

describe("somebody else is somebody else", () => {
	test.each([
		"joanna@example.org",
		"mary.anna@example.org",
		"bob+anna@example.org",
		"mary-anna@example.org",
		"anna@example.org.uk",
		"anna@example.organic",
		"anna@sub.example.org",
		"anna.b@example.org",
		"anna",
		"example.org",
		"*q7abc@example.org",
		"änna@example.org",
		"list+joanna=example.org@lists.example",
	])("%j", (text) => {
		for (const writing of ["text", "bytes"] as const)
			expect(finder("anna@example.org", writing).isIn(text)).toBe(false);
	});
});

test("names beyond ASCII, quoted names and international domains are found in text and in a file's bytes", () => {
	const person = personOf("Jürgen@Bücher.example", () => ["xn--bcher-kva.example"]);
	if (!person.ok) throw new Error(person.problem);
	for (const address of ["jürgen@bücher.example", "JÜRGEN@xn--bcher-kva.example", "Jürgen+x@BÜCHER.example"]) {
		expect(finderOf(person.value, "text").isIn(address)).toBe(true);
		expect(finderOf(person.value, "bytes").isIn(bytes(address))).toBe(true);
	}
	const quoted = '"anna \\"b\\" c"@example.org';
	expect(finder(quoted).isIn(quoted)).toBe(true);
	expect(finder(quoted, "bytes").isIn(JSON.stringify({ sender: quoted }))).toBe(true);
});

test("what stands for the name is asked by the name as it was written, and the domain stays", () => {
	const asked: string[] = [];
	const sign = (local: string) => `*${asked.push(local)}`;
	expect(finder("anna+a@example.org").replace("Anna+b@Example.org to anna=example.org@x", sign)).toBe(
		"*1@Example.org to *2=example.org@x",
	);
	expect(asked).toEqual(["Anna+b", "anna"]);
	const json = JSON.stringify({ sender: '"a\\\\b"@example.org' });
	expect(finder('"a\\\\b"@example.org', "bytes").replace(json, (local) => sign(local).slice(0, 1))).toBe(
		'{"sender":"*@example.org"}',
	);
	expect(asked.at(-1)).toBe('"a\\\\b"');
});

test.each([
	"anna",
	"@example.org",
	"anna@",
	"anna@ex ample",
	"*@example.org",
	`${"a".repeat(400)}@example.org`,
	"a\ud800@b.c",
])("%j is no address of a person", (text) => expect(personOf(text, () => []).ok).toBe(false));

test("a long line without end is looked through at once", () => {
	const text = `${"anna+".repeat(20_000)}@example.org ${"anna=".repeat(20_000)} ${"\\u0000anna".repeat(20_000)}`;
	expect(finder("anna@example.org", "bytes").count(text)).toBeLessThan(3);
});
