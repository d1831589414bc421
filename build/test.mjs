// `npm test`: installs what it needs, builds, runs every suite, and ends with one line `N passed, N failed, N skipped`
// over all runners. `node build/test.mjs unit app` runs some of them. With REQUIRE=all a skip is a failure.
import { buildIfStale } from "./build.mjs";
import { installNeeds, testNeeds } from "./needs.mjs";
import { checkNode, installLibraries } from "./setup.mjs";
import { giveUp, say } from "./words.mjs";

checkNode();
await installLibraries();
// Only now: what these import comes from the libraries.
const { add, noCounts } = await import("./reports.mjs");
const { check, playwright, vitest } = await import("./suites.mjs");

/** In order: the cheap and telling ones first. */
const suites = {
	check,
	unit: () => vitest("unit"),
	contract: () => vitest("contract"),
	system: () => vitest("system"),
	app: () => playwright("app", "build/playwright.config.ts"),
	electron: () => playwright("electron", "build/electron.config.ts"),
};
const asked = process.argv.slice(2);
for (const name of asked) {
	if (!(name in suites)) giveUp(`There is no suite "${name}": ${Object.keys(suites).join(", ")}.`);
}
const chosen = Object.entries(suites).filter(([name]) => asked.length === 0 || asked.includes(name));

if (chosen.some(([name]) => ["system", "app", "electron"].includes(name))) await installNeeds(testNeeds);
await buildIfStale();

const total = noCounts();
for (const [name, suite] of chosen) {
	say(`── ${name} ──`);
	const startedAt = Date.now();
	const counts = await suite();
	const took = ((Date.now() - startedAt) / 1000).toFixed(1);
	say(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${took} s`);
	add(total, counts);
}

if (total.skips.length > 0) process.stdout.write(`\nSkipped:\n${total.skips.map((title) => `  ${title}\n`).join("")}`);
if (process.env.REQUIRE === "all" && total.skipped > 0) {
	process.stdout.write("\nREQUIRE=all: what was skipped counts as failed.\n");
	total.failed += total.skipped;
	total.skipped = 0;
}
for (const { title, words } of total.failures) {
	process.stdout.write(`\nFAILED ${title}\n${words.slice(0, 3000).replace(/^/gm, "    ")}\n`);
}
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
