// What both benchmarks need: programs of ours that are built, started, listened to and ended, and the machine in words.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "./words.mjs";

export const programs = join(root, "out", "bench");

/** @param {readonly string[]} names files of test/bench */
export async function buildPrograms(names) {
	const esbuild = await import("esbuild");
	await esbuild.build({
		absWorkingDir: root,
		entryPoints: Object.fromEntries(names.map((name) => [name, `test/bench/${name}.ts`])),
		outdir: programs,
		outExtension: { ".js": ".mjs" },
		bundle: true,
		platform: "node",
		format: "esm",
		logLevel: "warning",
	});
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** @param {readonly string[]} line @param {"inherit" | "ignore" | "pipe"} [complaints] @param {NodeJS.ProcessEnv} [env] */
export function start(line, complaints = "inherit", env = process.env) {
	const [program = "", ...args] = line;
	const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", complaints] });
	running.add(child);
	child.once("exit", () => running.delete(child));
	return child;
}

export function killAll() {
	for (const child of running) child.kill("SIGKILL");
}

/** Waits for a line that begins so. @param {import("node:child_process").ChildProcess} child @param {string} beginning */
export async function hears(child, beginning) {
	let text = "";
	for await (const part of child.stdout ?? []) {
		text += part;
		const line = text.split("\n").find((candidate) => candidate.startsWith(beginning));
		if (line !== undefined && text.endsWith("\n")) return line;
	}
	throw new Error(`${child.spawnargs.join(" ")} ended before it said "${beginning}": ${text}`);
}

/** @param {import("node:child_process").ChildProcess} child @param {NodeJS.Signals} signal */
export async function end(child, signal = "SIGTERM") {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill(signal);
	await once(child, "exit");
}

/** The JSON that a program of ours prints. @param {import("node:child_process").ChildProcess} child */
export async function printed(child) {
	let text = "";
	child.stdout?.on("data", (part) => {
		text += part;
	});
	const [code] = await once(child, "close");
	if (code !== 0) throw new Error(`${child.spawnargs.join(" ")} ended with ${code}`);
	return text === "" ? {} : JSON.parse(text);
}

/** @param {import("node:child_process").ChildProcess} child */
export function pidsOf(child) {
	return child.pid === undefined ? [] : [child.pid];
}

/**
 * CPU seconds so far: of the deciding (first) thread of the first process, and of all threads of all, their children
 * included.
 * @param {readonly number[]} pids
 */
export function cpuOf(pids) {
	const [first = 0] = pids;
	const seconds = (/** @type {string} */ path) => {
		const fields = readFileSync(path, "latin1").split(") ")[1]?.split(" ") ?? [];
		return (Number(fields[11]) + Number(fields[12])) / 100;
	};
	let all = 0;
	for (const pid of family(pids)) all += seconds(`/proc/${pid}/stat`);
	return { deciding: seconds(`/proc/${first}/task/${first}/stat`), all };
}

/** These and what they have started. @param {readonly number[]} pids @returns {readonly number[]} */
function family(pids) {
	const children = (/** @type {number} */ pid) => {
		try {
			return readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean).map(Number);
		} catch {
			// It has ended.
			return [];
		}
	};
	return pids.flatMap((pid) => [pid, ...family(children(pid))]);
}

/** Resident memory of a process, in MiB. @param {number} pid */
export function residentOf(pid) {
	const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
	return Number(kib) / 1024;
}

/** A running daemon's own figures: the reply of `/v1/status`. @param {string} socketPath */
export async function statusOf(socketPath) {
	const asked = request({ socketPath, path: "/v1/status" }).end();
	const [answer] = await once(asked, "response");
	let text = "";
	for await (const part of answer) text += part;
	return JSON.parse(text);
}

/** A port that nobody listens on just now. @returns {Promise<number>} */
export async function freePort() {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	server.close();
	await once(server, "close");
	return typeof address === "object" ? (address?.port ?? 0) : 0;
}

/** @param {string} command `greydesk.mjs` @param {string} socket @param {readonly string[]} changes */
export function policySet(command, socket, ...changes) {
	const args = [command, "policy", "set", ...changes, "--host", `unix:${socket}`, "--reason", "benchmark"];
	const done = spawnSync(process.execPath, args, { encoding: "utf8" });
	if (done.status !== 0) throw new Error(`policy set ${changes.join(" ")}: ${done.stderr}`);
}

/** Processors, memory, Node, and how busy the machine is already: without it no figure says anything. */
export function machineWords() {
	const load = loadavg().map((value) => value.toFixed(2));
	const memory = (totalmem() / 2 ** 30).toFixed(0);
	return `${cpus().length} x ${cpus()[0]?.model ?? "?"}, ${memory} GiB, Node ${process.version}; load ${load.join(" ")}`;
}
