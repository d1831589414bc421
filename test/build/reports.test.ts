/** What the runners report is counted once and never lost: the sums behind the last line of `npm test`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judged, noCounts, oneFailure, readPlaywright, readVitest } from "../../build/reports.mjs";

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-reports-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
	const file = join(folder, "report.json");
	writeFileSync(file, JSON.stringify(content));
	return file;
}

const one = (status: string, failureMessages: readonly string[] = []) => ({
	fullName: `it ${status}`,
	status,
	failureMessages,
});

test("Vitest: passed, failed and skipped tests are told apart, failures with their words", () => {
	const assertionResults = [one("passed"), one("passed"), one("failed", ["expected 450"]), one("skipped"), one("todo")];
	const file = report({ testResults: [{ name: "/a.test.ts", status: "failed", message: "", assertionResults }] });
	expect(readVitest(file)).toMatchObject({
		passed: 2,
		failed: 1,
		skipped: 2,
		failures: [{ title: expect.stringContaining("it failed"), words: "expected 450" }],
	});
});

test("Vitest: a file that does not load is a failure", () => {
	const file = report({
		testResults: [{ name: "/a.test.ts", status: "failed", message: "no such module", assertionResults: [] }],
	});
	expect(readVitest(file)).toMatchObject({ passed: 0, failed: 1, failures: [{ words: "no such module" }] });
});

test("Playwright: nested suites are summed, an unstable test is a failure", () => {
	const spec = (title: string, status: string) => ({
		title,
		tests: [{ status, results: [{ errors: [{ message: "\u001b[31mred\u001b[39m" }] }] }],
	});
	const inner = { title: "inner", specs: [spec("b", "unexpected"), spec("c", "skipped"), spec("d", "flaky")] };
	const counts = readPlaywright(
		report({ suites: [{ title: "file", specs: [spec("a", "expected")], suites: [inner] }] }),
	);
	expect(counts).toMatchObject({ passed: 1, failed: 2, skipped: 1, skips: ["file › inner › c"] });
	expect(counts?.failures[0]).toEqual({ title: "file › inner › b", words: "red" });
});

test("a runner that leaves no report is a failure", () => {
	expect(readVitest(join(folder, "nothing.json"))).toBeNull();
	expect(judged("unit", 1, null)).toMatchObject({ failed: 1 });
});

test("a runner that finds no test is a failure", () => {
	expect(judged("unit", 0, noCounts())).toMatchObject({ failed: 1 });
});

test("a runner that fails although every test passed is a failure", () => {
	expect(judged("unit", 1, { ...noCounts(), passed: 3 })).toMatchObject({ passed: 3, failed: 1 });
	expect(judged("unit", 0, { ...noCounts(), passed: 3 })).toMatchObject({ passed: 3, failed: 0 });
	expect(judged("unit", 1, oneFailure("a", "b"))).toMatchObject({ failed: 1 });
});
