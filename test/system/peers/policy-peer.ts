/** Greylisters of others, started as their distributions start them, on a clock that the test moves. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MovedClock, movedClock } from "../../differential/moved-clock.ts";
import { freePort } from "./ports.ts";

export interface RunningPeer {
	/** Where its settings and its files are. */
	readonly folder: string;
	readonly clock: MovedClock;
	/** `127.0.0.1:PORT`, or a socket's path. */
	readonly address: string;
	stop(): Promise<void>;
}

interface Program {
	readonly line: readonly string[];
	readonly address: string;
	/** Resolves when it answers. */
	isThere(): Promise<boolean>;
}

/** In memory where the system has that: it is their decisions that are looked at, not their disks. */
const place = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

async function run(startAt: number, program: (folder: string) => Promise<Program>): Promise<RunningPeer> {
	const folder = mkdtempSync(join(place, "greydesk-peer-"));
	const clock = movedClock(join(folder, "now"), startAt);
	const { line, address, isThere } = await program(folder);
	const [command = "", ...args] = line;
	const child = spawn(command, args, {
		cwd: folder,
		env: { ...process.env, ...clock.env },
		stdio: ["ignore", "ignore", "pipe"],
	});
	let said = "";
	child.stderr?.on("data", (text) => {
		said = (said + text).slice(-2000);
	});
	for (let turn = 0; !(await isThere()); turn++) {
		if (child.exitCode !== null || turn > 300) throw new Error(`${command} ${args.join(" ")} does not start: ${said}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return { folder, clock, address, stop: () => end(child, folder) };
}

async function end(child: ChildProcess, folder: string): Promise<void> {
	if (child.exitCode === null && child.signalCode === null) {
		child.kill("SIGKILL");
		await once(child, "exit");
	}
	rmSync(folder, { recursive: true, force: true });
}

export function startPostgrey(startAt: number, words: readonly string[]): Promise<RunningPeer> {
	return run(startAt, async (folder) => {
		const port = await freePort();
		const nothing = join(folder, "nothing");
		writeFileSync(nothing, "");
		const line = [
			...["perl", "-T", "/usr/sbin/postgrey", `--inet=127.0.0.1:${port}`, `--dbdir=${folder}`],
			...["--user=root", "--group=root", "--hostname=mx.example.org"],
			...[`--whitelist-clients=${nothing}`, `--whitelist-recipients=${nothing}`, ...words],
		];
		return { line, address: `127.0.0.1:${port}`, isThere: () => answers(port) };
	});
}

export function startSqlgrey(startAt: number, settings: readonly string[]): Promise<RunningPeer> {
	return run(startAt, async (folder) => {
		const port = await freePort();
		const own = ["db_type = SQLite", `db_name = ${join(folder, "db")}`, `inet = 127.0.0.1:${port}`];
		const users = ["user = root", "group = root", "admin_mail =", `conf_dir = ${folder}`];
		writeFileSync(join(folder, "conf"), `${[...own, ...users, ...settings].join("\n")}\n`);
		const line = ["/usr/sbin/sqlgrey", "-f", join(folder, "conf")];
		return { line, address: `127.0.0.1:${port}`, isThere: () => answers(port) };
	});
}

/** `keeps`: whose its states are, too, as in Debian's own settings. */
export function startGreylistd(startAt: number, timeouts: readonly string[], keeps = false): Promise<RunningPeer> {
	return run(startAt, (folder) => {
		const socket = join(folder, "socket");
		const data = [`statefile = ${join(folder, "states")}`, `tripletfile = ${join(folder, "triplets")}`];
		const sections = [
			...["[timeouts]", ...timeouts, "[socket]", `path = ${socket}`, "mode = 0660"],
			...["[data]", "update = 1000000000", ...data, `savetriplets = ${keeps}`],
		];
		writeFileSync(join(folder, "conf"), `${sections.join("\n")}\n`);
		const line = ["python3", "/usr/sbin/greylistd", join(folder, "conf")];
		return Promise.resolve({ line, address: socket, isThere: () => Promise.resolve(existsSync(socket)) });
	});
}

/** One question a connection, as Exim asks. */
export function greylistdAnswer(path: string, question: string): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(path, () => socket.write(question));
		let text = "";
		socket.on("data", (part) => {
			text += part;
		});
		socket.on("error", reject);
		socket.on("end", () => resolve(text.trim()));
	});
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		socket.once("error", () => resolve(false));
		socket.once("connect", () => {
			socket.destroy();
			resolve(true);
		});
	});
}
