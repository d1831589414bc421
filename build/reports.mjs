// Reads what a test runner wrote for machines (Vitest's and Playwright's JSON) into one shape of counts.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./words.mjs";

/**
 * @typedef {{readonly title: string, readonly words: string}} Failure
 * @typedef {{passed: number, failed: number, skipped: number, failures: Failure[], skips: string[]}} Counts
 */

/** @returns {Counts} */
export function noCounts() {
	return { passed: 0, failed: 0, skipped: 0, failures: [], skips: [] };
}

/** Adds `more` to `counts`. @param {Counts} counts @param {Counts} more */
export function add(counts, more) {
	counts.passed += more.passed;
	counts.failed += more.failed;
	counts.skipped += more.skipped;
	counts.failures.push(...more.failures);
	counts.skips.push(...more.skips);
}

/** @param {string} title @param {string} words @returns {Counts} */
export function oneFailure(title, words) {
	return { ...noCounts(), failed: 1, failures: [{ title, words }] };
}

/**
 * A runner that failed without a failed test (a file that does not load, an error outside any test, no report at
 * all) is one failure, so that nothing can go wrong silently.
 * @param {string} suite @param {number} code @param {Counts | null} counts @returns {Counts}
 */
export function judged(suite, code, counts) {
	if (counts === null)
		return oneFailure(suite, `the runner ended with ${code} and left no report; see its words above`);
	const ran = counts.passed + counts.failed + counts.skipped;
	if (ran === 0) return oneFailure(suite, "no test was found");
	if (code === 0 || counts.failed > 0) return counts;
	const whole = noCounts();
	add(whole, counts);
	add(whole, oneFailure(suite, `the runner ended with ${code} although no test failed; see its words above`));
	return whole;
}

/** @param {string} file @returns {Counts | null} */
export function readVitest(file) {
	if (!existsSync(file)) return null;
	const counts = noCounts();
	for (const result of JSON.parse(readFileSync(file, "utf8")).testResults) {
		const path = relative(root, result.name);
		// The file does not load, or what its tests stand on could not be set up.
		const failed = result.assertionResults.some((/** @type {{status: string}} */ test) => test.status === "failed");
		if (result.status === "failed" && !failed) add(counts, oneFailure(path, result.message));
		for (const test of result.assertionResults) addTest(counts, `${path}: ${test.fullName}`, test);
	}
	return counts;
}

/** @param {Counts} counts @param {string} title @param {{status: string, failureMessages?: string[]}} test */
function addTest(counts, title, test) {
	if (test.status === "passed") counts.passed += 1;
	else if (test.status === "failed") add(counts, oneFailure(title, (test.failureMessages ?? []).join("\n")));
	else {
		counts.skipped += 1;
		counts.skips.push(title);
	}
}

/** @param {string} file @returns {Counts | null} */
export function readPlaywright(file) {
	if (!existsSync(file)) return null;
	const report = JSON.parse(readFileSync(file, "utf8"));
	const counts = noCounts();
	for (const trouble of report.errors ?? []) add(counts, oneFailure("playwright", plain(trouble.message ?? "")));
	for (const suite of report.suites ?? []) addSuite(counts, suite, []);
	return counts;
}

/** @param {Counts} counts @param {any} suite @param {readonly string[]} path */
function addSuite(counts, suite, path) {
	const here = [...path, suite.title];
	for (const inner of suite.suites ?? []) addSuite(counts, inner, here);
	for (const spec of suite.specs ?? []) {
		const title = [...here, spec.title].join(" › ");
		for (const test of spec.tests) {
			const result = test.results.at(-1);
			const words = (result?.errors ?? []).map((/** @type {{message?: string}} */ error) => plain(error.message ?? ""));
			const status = { expected: "passed", skipped: "skipped" }[/** @type {string} */ (test.status)] ?? "failed";
			addTest(counts, title, { status, failureMessages: words });
		}
	}
}

/** Without the colours of a terminal. @param {string} text */
function plain(text) {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is removed
	return text.replace(/\u001b\[[0-9;]*m/g, "");
}
