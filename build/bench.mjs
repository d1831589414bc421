// `npm run bench`: how fast the daemon decides, in one run against the floor (an echo server on the same runtime and
// wire) and against other greylisters, with everything on: journal, history, a stream reader. A table on standard output.
//   --seconds 5 --triplets 1000000 --connections 1,8,64 --no-restart --no-pin
//   --peers postgrey,greylistd,sqlgrey,sqlgrey-pg,rspamd (or none)

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
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
	start,
	statusOf,
} from "./bench-parts.mjs";
import { peerOf, peers } from "./bench-peers.mjs";
import { bundle } from "./bundle.mjs";
import { installNeeds } from "./needs.mjs";
import { root, say } from "./words.mjs";

const { values } = parseArgs({
	allowNegative: true,
	options: {
		seconds: { type: "string", default: "5" },
		triplets: { type: "string", default: "1000000" },
		connections: { type: "string", default: "1,8,64" },
		peers: { type: "string", default: Object.keys(peers).join() },
		restart: { type: "boolean", default: true },
		pin: { type: "boolean", default: true },
	},
});
const connections = values.connections.split(",").map(Number);
const folder = mkdtempSync(join(tmpdir(), "greydesk-bench-"));
const command = join(root, "out", "greydesk.mjs");
const KNOWN = 2000;
let asked = values.peers === "none" ? [] : values.peers.split(",").map(peerOf);
const pinned = values.pin && cpus().length > 1 && spawnSync("taskset", ["-V"]).status === 0;
/** Servers have one core for themselves; load and reader share another. */
const cores = { server: "0", load: "1" };

/** @typedef {{asked: number, wrong: number, perSecond: number, p50: number, p99: number, longestPause: number}} Measured */
/**
 * Its processes, how it is asked (test/bench/dialects.ts), and the seconds after which its delay is over.
 * @typedef {{pids: readonly number[], address: string, delayIsOver: number, stop: () => Promise<void>}} Server
 */

/** @param {keyof typeof cores} core @param {readonly string[]} line @param {"inherit" | "ignore"} [complaints] */
function startOn(core, line, complaints) {
	return start(pinned ? ["taskset", "-c", cores[core], ...line] : line, complaints);
}

/** Runs one of our programs and reads the JSON it prints. @param {string} name @param {readonly (string | number)[]} args */
function runProgram(name, args, flags = /** @type {readonly string[]} */ ([])) {
	return printed(startOn("load", [process.execPath, ...flags, join(programs, `${name}.mjs`), ...args.map(String)]));
}

/** @returns {Promise<Server>} */
async function startEcho() {
	const port = await freePort();
	const child = startOn("server", [process.execPath, join(programs, "echo.mjs"), String(port)]);
	await hears(child, "ready");
	return { pids: pidsOf(child), address: `policy:${port}`, delayIsOver: 0, stop: () => end(child) };
}

/** @param {string} data */
async function startDaemon(data) {
	const begun = performance.now();
	const port = await freePort();
	const child = startOn(
		"server",
		[process.execPath, command, "daemon", "--data", data, "--policy", `127.0.0.1:${port}`],
		"ignore",
	);
	await hears(child, "ready");
	const readyAfter = performance.now() - begun;
	child.stdout?.resume();
	const socket = join(data, "management.sock");
	policySet(command, socket, "delay=1", "maxTriplets=10000000", "maxShare=1");
	const reader = request({ socketPath: socket, path: "/v1/events" }, (answer) => answer.resume());
	reader.on("error", () => undefined);
	reader.end();
	const stop = async () => {
		reader.destroy();
		await end(child);
	};
	return { pids: pidsOf(child), address: `policy:${port}`, delayIsOver: 1.3, readyAfter, stop };
}

/** Milliseconds until the history has caught up; ten minutes at most. @param {string} data */
async function historyHasRead(data) {
	const begun = performance.now();
	while (performance.now() - begun < 600_000) {
		if ((await statusOf(join(data, "management.sock"))).history.behindEvents === 0) break;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	return performance.now() - begun;
}

let first = 1_000_000;
/** @param {Server} server @param {number} count @param {(() => void) | null} [prepared] */
async function measure(server, count, prepared = null) {
	if (server.delayIsOver > 0) await runProgram("load", ["prepare", server.address, KNOWN, server.delayIsOver]);
	prepared?.();
	const before = cpuOf(server.pids);
	const known = server.delayIsOver > 0 ? KNOWN : 0;
	/** @type {Measured} */
	const found = await runProgram("load", ["measure", server.address, known, count, values.seconds, first]);
	first += 5_000_000;
	const after = cpuOf(server.pids);
	// The second of warming up is in the CPU time, too.
	const share = Number(values.seconds) / (Number(values.seconds) + 1);
	const each = (/** @type {"deciding" | "all"} */ which) =>
		((after[which] - before[which]) * share * 1e6) / Math.max(1, found.asked);
	return { ...found, cpuDeciding: each("deciding"), cpuAll: each("all") };
}

/** @typedef {Awaited<ReturnType<typeof measure>>} Row */

/** @param {string} name @param {number} count @param {{row: Row, echo: Row}} found */
function print(name, count, { row, echo }) {
	const ratio = (/** @type {number} */ value, /** @type {number} */ floor) => `(${(value / floor).toFixed(2)})`;
	const cells = [
		name.padEnd(26),
		String(count).padStart(5),
		`${Math.round(row.perSecond)} ${ratio(row.perSecond, echo.perSecond)}`.padStart(16),
		`${(row.p50 * 1000).toFixed(0)}`.padStart(8),
		`${(row.p99 * 1000).toFixed(0)} ${ratio(row.p99, echo.p99)}`.padStart(14),
		row.longestPause.toFixed(1).padStart(9),
		// Where a child decides, the first process says nothing.
		(row.cpuDeciding === 0
			? "-"
			: `${row.cpuDeciding.toFixed(1)} ${ratio(row.cpuDeciding, echo.cpuDeciding)}`
		).padStart(14),
		`${row.cpuAll.toFixed(1)} ${ratio(row.cpuAll, echo.cpuAll)}`.padStart(14),
		name === "echo" ? "" : ((row.wrong / row.asked) * 100).toFixed(2).padStart(6),
	];
	process.stdout.write(`${cells.join(" ")}\n`);
}

/** @param {string} data */
async function daemonRow(data, /** @type {number} */ count) {
	const daemon = await startDaemon(data);
	try {
		return await measure(daemon, count, () => policySet(command, join(data, "management.sock"), "delay=3600"));
	} finally {
		await daemon.stop();
	}
}

async function decisions() {
	const head = ["", "conns", "decisions/s", "p50 us", "p99 us", "pause ms", "CPU us, thread", "CPU us, all", "wrong %"];
	const widths = [26, 5, 16, 8, 14, 9, 14, 14, 7];
	process.stdout.write(`${head.map((word, at) => word.padStart(widths[at] ?? 0)).join(" ")}\n`);
	for (const count of connections) {
		const server = await startEcho();
		const echo = await measure(server, count);
		await server.stop();
		print("echo", count, { row: echo, echo });
		print("greydesk", count, { row: await daemonRow(mkdtempSync(join(folder, "empty-")), count), echo });
		for (const { name, begin, most } of asked) {
			const peer = await begin({ folder, on: (line) => startOn("server", line, "ignore") });
			print(name, count, { row: await measure(peer, Math.min(count, most)), echo });
			await peer.stop();
		}
	}
}

/** A folder with so many triplets, and what a start from it takes and weighs. @param {number} size @param {string} kind */
async function seeded(size, kind) {
	const data = mkdtempSync(join(folder, `${kind}-`));
	say(`writing a folder of ${size} triplets (${kind})`);
	await runProgram("seed", [data, size, kind]);
	const found = await runProgram("restart", [data], ["--expose-gc"]);
	const rate = kind === "journal" ? `, ${Math.round((found.events / found.milliseconds) * 1000)} events/s` : "";
	const told = [
		`start from the ${kind} with ${found.triplets} triplets: ${(found.milliseconds / 1000).toFixed(2)} s${rate}`,
		`${Math.round(found.bytesEach)} bytes a triplet in memory`,
		`longest collection ${found.longestCollection.toFixed(0)} ms`,
	];
	process.stdout.write(`${told.join("; ")}\n`);
	return data;
}

/** What size costs: each row beside an echo of its own, for a machine changes within minutes. @param {number} most */
async function growth(most) {
	const count = connections.includes(8) ? 8 : (connections[0] ?? 1);
	for (const size of [0, 0.1, 0.3, 1].map((part) => Math.round(part * most))) {
		const data = size === 0 ? mkdtempSync(join(folder, "none-")) : await seeded(size, "snapshot");
		const daemon = await startDaemon(data);
		process.stdout.write(`the daemon answers after ${(daemon.readyAfter / 1000).toFixed(2)} s; `);
		process.stdout.write(`its history has read all after ${((await historyHasRead(data)) / 1000).toFixed(0)} s more\n`);
		await daemon.stop();
		const server = await startEcho();
		const echo = await measure(server, count);
		await server.stop();
		print(`greydesk, ${size} triplets`, count, { row: await daemonRow(data, count), echo });
		rmSync(data, { recursive: true, force: true });
	}
	rmSync(await seeded(most, "journal"), { recursive: true, force: true });
}

await bundle();
await buildPrograms(["echo", "load", "seed", "restart"]);
const missing = new Set(await installNeeds(asked.flatMap(({ needs }) => needs)));
asked = asked.filter(({ needs }) => !needs.some((need) => missing.has(need)));
process.stdout.write(`${machineWords()}; `);
process.stdout.write(
	`${pinned ? "servers pinned to core 0, load and reader to core 1" : "not pinned"}; (ratio to echo)\n`,
);
if (pinned) spawnSync("taskset", ["-p", "-c", cores.load, String(process.pid)]);
try {
	await decisions();
	if (values.restart) await growth(Number(values.triplets));
} finally {
	killAll();
	rmSync(folder, { recursive: true, force: true });
}
