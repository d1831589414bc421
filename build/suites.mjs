// The suites of `npm test`, in order: each runs its runner and returns counts read from a machine-readable report.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { add, judged, noCounts, oneFailure, readPlaywright, readVitest } from "./reports.mjs";
import { listen, root, run, say } from "./words.mjs";

/** @typedef {import("./reports.mjs").Counts} Counts */

const bin = join(root, "node_modules", ".bin");
const reports = join(root, "out", "reports");

/** Each is one check: it passes when the program ends with 0. @type {readonly (readonly [string, string, ...string[]])[]} */
const programs = [
	["format and lint", "biome", "check", "--config-path=build/lint.json", "--error-on-warnings", "."],
	["types of shared/", "tsc", "-p", "shared"],
	["types of electron/", "tsc", "-p", "electron"],
	["types of renderer/", "tsc", "-p", "renderer"],
	["types of test/", "tsc", "-p", "test"],
	["types of build/", "tsc", "-p", "build"],
	["nothing unused", "knip", "-c", "build/knip.json"],
];

/** Format, lint, types, unused code, and the layers. @returns {Promise<Counts>} */
export async function check() {
	const counts = noCounts();
	for (const [title, program, ...args] of programs) {
		const { code, text } = await listen(join(bin, program), args, { NO_COLOR: "1" });
		say(`${code === 0 ? "ok" : "FAILED"}  ${title}`);
		if (code !== 0) process.stderr.write(text);
		add(counts, code === 0 ? { ...noCounts(), passed: 1 } : oneFailure(title, text.slice(0, 4000)));
	}
	add(counts, await vitest("house"));
	return counts;
}

/** A project of build/vitest.config.ts. @param {string} project @returns {Promise<Counts>} */
export async function vitest(project) {
	const report = freshReport(project);
	const args = ["run", "-c", "build/vitest.config.ts", "--project", project];
	const code = await run(join(bin, "vitest"), [
		...args,
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${report}`,
	]);
	return judged(project, code, readVitest(report));
}

/**
 * Tests in a real browser; without one they are counted as skipped.
 * @param {string} suite @param {string} config @returns {Promise<Counts>}
 */
export async function playwright(suite, config) {
	const report = freshReport(suite);
	const args = ["test", "-c", config];
	const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
	if (findChromium() === null) {
		await listen(join(bin, "playwright"), [...args, "--list", "--reporter=json"], env);
		return readPlaywright(report) ?? oneFailure(suite, "the tests could not be listed");
	}
	const code = await run(join(bin, "playwright"), [...args, "--reporter=list,json"], env);
	return judged(suite, code, readPlaywright(report));
}

/** @param {string} suite */
function freshReport(suite) {
	mkdirSync(reports, { recursive: true });
	const file = join(reports, `${suite}.json`);
	rmSync(file, { force: true });
	return file;
}
