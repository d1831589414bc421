// `npm run bench:history`: how soon lists and charts are answered with 1,000,000 triplets and as many events, while
// mail is decided at 1,000 a second, and whether those decisions notice.
//   --triplets 1000000 --seconds 40 --rate 1000
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
	buildPrograms,
	end,
	freePort,
	hears,
	killAll,
	machineWords,
	printed,
	programs,
	start,
	statusOf,
} from "./bench-parts.mjs";
import { bundle } from "./bundle.mjs";
import { root, say } from "./words.mjs";

const { values } = parseArgs({
	options: {
		triplets: { type: "string", default: "1000000" },
		seconds: { type: "string", default: "40" },
		rate: { type: "string", default: "1000" },
	},
});
/** Over so many hours they came. */
const HOURS = 14 * 24;
const folder = mkdtempSync(join(tmpdir(), "greydesk-bench-history-"));
const socketPath = join(folder, "management.sock");

/** @param {string} name @param {readonly (string | number)[]} args */
function run(name, ...args) {
	return printed(start([process.execPath, join(programs, `${name}.mjs`), ...args.map(String)]));
}

/** @returns {Promise<{behindEvents: number, behindSeconds: number}>} */
const lag = async () => (await statusOf(socketPath)).history;

async function caughtUp() {
	const begun = performance.now();
	while ((await lag()).behindEvents > 0) await new Promise((resolve) => setTimeout(resolve, 250));
	return (performance.now() - begun) / 1000;
}

/** @param {string} kind @param {{asked: number, p50: number, p95: number, longest: number, slowest: {name: string, p95: number}}} found */
function print(kind, { asked, p50, p95, longest, slowest }) {
	const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;
	process.stdout.write(
		`${kind}: p50 ${ms(p50)}, p95 ${ms(p95)}, longest ${ms(longest)} of ${asked}; slowest, ${ms(slowest.p95)}: ${slowest.name}\n`,
	);
}

await bundle();
await buildPrograms(["load", "seed", "history"]);
process.stdout.write(`${machineWords()}\n`);
try {
	say(`writing a folder of ${values.triplets} triplets`);
	await run("seed", folder, values.triplets, "snapshot", HOURS);
	const port = await freePort();
	const command = join(root, "out", "greydesk.mjs");
	const daemon = start(
		[process.execPath, command, "daemon", "--data", folder, "--policy", `127.0.0.1:${port}`],
		"ignore",
	);
	await hears(daemon, "ready");
	daemon.stdout?.resume();
	const seconds = await caughtUp();
	const each = ((seconds * 1e6) / Number(values.triplets)).toFixed(0);
	process.stdout.write(`history of ${values.triplets} events read in ${seconds.toFixed(0)} s, ${each} us each\n`);
	const alone = await run("load", "pace", `policy:${port}`, 0, values.rate, 10, 10_000_000);
	const paced = run("load", "pace", `policy:${port}`, 0, values.rate, Number(values.seconds) + 2, 20_000_000);
	const found = await run("history", socketPath, values.seconds);
	const behind = await lag();
	const during = await paced;
	print("first page of an indexed query", found.pages);
	print("chart", found.charts);
	process.stdout.write(
		`decided a second: ${alone.perSecond.toFixed(0)} alone, ${during.perSecond.toFixed(0)} while the history was asked; `,
	);
	process.stdout.write(`answered within, p99: ${alone.p99.toFixed(2)} ms alone, ${during.p99.toFixed(2)} ms; `);
	process.stdout.write(`behind at the end: ${behind.behindEvents} events, ${behind.behindSeconds.toFixed(2)} s\n`);
	await end(daemon);
} finally {
	killAll();
	rmSync(folder, { recursive: true, force: true });
}
