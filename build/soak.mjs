// `npm run soak`: hours of a site's mail in minutes. The daemon is asked so many a second, with everything on, and each
// ten seconds a line tells latencies, memory, CPU and the history's lag: what grows, grows before one's eyes.
//   --minutes 10 --rate 2000
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import {
	buildPrograms,
	cpuOf,
	end,
	freePort,
	hears,
	killAll,
	machineWords,
	pidsOf,
	policySet,
	printed,
	programs,
	residentOf,
	start,
	statusOf,
} from "./bench-parts.mjs";
import { bundle } from "./bundle.mjs";
import { root } from "./words.mjs";

const { values } = parseArgs({
	options: { minutes: { type: "string", default: "10" }, rate: { type: "string", default: "2000" } },
});
const KNOWN = 2000;
const FIRST = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), "greydesk-soak-"));
const data = join(folder, "data");
const socket = join(data, "management.sock");
const command = join(root, "out", "greydesk.mjs");

const columns = [
	"seconds",
	"asked/s",
	"p50 us",
	"p99 us",
	"longest ms",
	"RSS MiB",
	"CPU %",
	"triplets",
	"history behind",
];

/** @param {readonly (string | number)[]} cells */
function print(cells) {
	process.stdout.write(`${cells.map((cell, at) => String(cell).padStart(columns[at]?.length ?? 0)).join("  ")}\n`);
}

/** @param {import("node:child_process").ChildProcess} load @param {readonly number[]} pids */
async function tell(load, pids) {
	let before = cpuOf(pids).all;
	let last = 0;
	for await (const line of createInterface({ input: load.stderr ?? process.stdin })) {
		const { seconds, asked, p50, p99, longest } = JSON.parse(line);
		const now = cpuOf(pids).all;
		const { triplets, history } = await statusOf(socket);
		const micro = (/** @type {number} */ ms) => Math.round(ms * 1000);
		const share = (((now - before) / (seconds - last)) * 100).toFixed(0);
		const live = triplets.waiting + triplets.passed;
		const rss = Math.round(residentOf(pids[0] ?? 0));
		print([
			seconds,
			Math.round(asked / (seconds - last)),
			micro(p50),
			micro(p99),
			longest.toFixed(1),
			rss,
			share,
			live,
			history.behindEvents,
		]);
		before = now;
		last = seconds;
	}
}

await bundle();
await buildPrograms(["load"]);
process.stdout.write(`${machineWords()}; ${values.rate} asked a second for ${values.minutes} minutes\n`);
try {
	const port = await freePort();
	const daemon = start(
		[process.execPath, command, "daemon", "--data", data, "--policy", `127.0.0.1:${port}`],
		"ignore",
	);
	await hears(daemon, "ready");
	daemon.stdout?.resume();
	policySet(command, socket, "delay=1");
	const program = [process.execPath, join(programs, "load.mjs")];
	await printed(start([...program, "prepare", `policy:${port}`, String(KNOWN), "1.3"]));
	policySet(command, socket, "delay=3600");
	const reader = request({ socketPath: socket, path: "/v1/events" }, (answer) => answer.resume()).end();
	reader.on("error", () => undefined);
	print(columns);
	const seconds = Number(values.minutes) * 60;
	const line = [...program, "soak", `policy:${port}`, String(KNOWN), values.rate, String(seconds), String(FIRST)];
	const load = start(line, "pipe");
	await Promise.all([tell(load, pidsOf(daemon)), printed(load)]);
	reader.destroy();
	await end(daemon);
	process.stdout.write(`${machineWords()} at the end\n`);
} finally {
	killAll();
	rmSync(folder, { recursive: true, force: true });
}
