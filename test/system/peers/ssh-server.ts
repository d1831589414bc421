/**
 * An sshd of its own on loopback, in a temporary folder with its own keys and configuration, and an `ssh` before it in
 * PATH that reads a configuration of that folder: nobody's ~/.ssh is read or written. As root it runs without the
 * rights that let root pass every file's permissions, so that those count. Stopped by its process id.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { freePort, listening } from "./ports.ts";

export interface SshServer {
	readonly folder: string;
	readonly port: number;
	/** Environment for programs that shall use this ssh, this known_hosts, and folders of their own. */
	readonly env: Readonly<Record<string, string>>;
	/** `ssh://127.0.0.1:PORT/path` */
	address(path: string): string;
	/** The file that `ssh` takes for known_hosts; missing at first. */
	readonly knownHosts: string;
	/** Writes the server's keys into it, as a person would have. */
	trust(): void;
	/** Fingerprints of the server's keys, as `ssh-keygen -lf` tells them. */
	fingerprints(): readonly string[];
	/** Lets the client's key in, or nobody. */
	authorize(letIn: boolean): void;
	/** Whether the client's configuration names no key: only an agent has one then. */
	forgetKey(forget: boolean): void;
	/** A line of the client's configuration, or none. */
	configure(line: string): void;
	/** Begins anew with a setting of sshd_config. */
	restart(setting?: string): Promise<void>;
	/** Stops the sessions, as if the way were cut, or lets them go on. The listener goes on. */
	freeze(on: boolean): void;
	/** Processes of ssh and its keepers that use this folder. */
	clients(): readonly string[];
	/** Whether a connection has its local socket. */
	connected(): boolean;
	/** Local ends of connections that lie about. */
	localEnds(): readonly string[];
	stop(): Promise<void>;
}

/** Why no sshd can be started here; null where one can. */
export function noSshServer(): string | null {
	if (!existsSync("/usr/sbin/sshd")) return "sshd is not installed (apt-get install openssh-server)";
	return existsSync("/usr/bin/ssh") ? null : "ssh is not installed (apt-get install openssh-client)";
}

export async function startSshServer(): Promise<SshServer> {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-ssh-"));
	const at = (name: string) => join(folder, name);
	const port = await freePort();
	for (const name of ["run", "bin", "home", "state", "config"]) mkdirSync(at(name), { mode: 0o700 });
	for (const [name, type] of [
		["host_ed25519", "ed25519"],
		["host_rsa", "rsa"],
		["id", "ed25519"],
	] as const)
		execFileSync("ssh-keygen", ["-q", "-t", type, "-N", "", "-f", at(name)]);
	const authorize = (letIn: boolean) => writeFileSync(at("authorized_keys"), letIn ? readFileSync(at("id.pub")) : "");
	const configure = (line: string) => writeFileSync(at("ssh_config"), `${line}\n${clientConfig(folder)}`);
	const forgetKey = (forget: boolean) => {
		const text = clientConfig(folder);
		writeFileSync(at("ssh_config"), forget ? text.replace(/^ {2}Identit.*\n/gm, "") : text);
	};
	authorize(true);
	configure("");
	writeFileSync(at("bin/ssh"), `#!/bin/sh\nexec /usr/bin/ssh -F ${at("ssh_config")} "$@"\n`);
	chmodSync(at("bin/ssh"), 0o755);

	let server: ChildProcess | null = null;
	const stopNow = () => {
		for (const pid of server?.pid === undefined ? [] : descendants(server.pid)) tell(pid, "SIGKILL");
		server?.kill("SIGKILL");
	};
	process.once("exit", stopNow);
	const end = async () => {
		const ended = server;
		server = null;
		if (ended?.pid === undefined) return;
		const sessions = descendants(ended.pid);
		const over = new Promise((resolve) => ended.once("exit", resolve));
		ended.kill("SIGTERM");
		await over;
		for (const pid of sessions) tell(pid, "SIGKILL");
	};
	const restart = async (setting = "") => {
		await end();
		writeFileSync(at("sshd_config"), `${setting}\n${serverConfig(folder, port)}`);
		const words = ["/usr/sbin/sshd", "-D", "-e", "-f", at("sshd_config")];
		const [program = "", ...rest] = isRoot() ? [...withoutRights(), ...words] : words;
		server = spawn(program, rest, { stdio: "ignore" });
		await listening(port);
	};
	await restart();
	return {
		folder,
		port,
		env: {
			PATH: `${at("bin")}${delimiter}${process.env.PATH ?? ""}`,
			HOME: at("home"),
			XDG_RUNTIME_DIR: at("run"),
			XDG_STATE_HOME: at("state"),
			XDG_CONFIG_HOME: at("config"),
			SSH_AUTH_SOCK: "",
		},
		address: (path) => `ssh://127.0.0.1:${port}${path}`,
		knownHosts: at("known_hosts"),
		trust() {
			const keys = ["host_ed25519.pub", "host_rsa.pub"].map((name) => readFileSync(at(name), "utf8").split(" "));
			writeFileSync(at("known_hosts"), keys.map(([type, key]) => `[127.0.0.1]:${port} ${type} ${key}\n`).join(""));
		},
		fingerprints: () =>
			["host_ed25519.pub", "host_rsa.pub"].map(
				(name) => execFileSync("ssh-keygen", ["-lf", at(name)], { encoding: "utf8" }).split(" ")[1] ?? "",
			),
		authorize,
		forgetKey,
		configure,
		restart,
		freeze(on) {
			for (const pid of server?.pid === undefined ? [] : descendants(server.pid)) tell(pid, on ? "SIGSTOP" : "SIGCONT");
		},
		clients: () => processes().flatMap(({ pid, words }) => (isClient(words, folder) ? [`${pid} ${words}`] : [])),
		connected: () => readdirSync(at("run")).some((name) => existsSync(join(at("run"), name, "s"))),
		localEnds: () => readdirSync(at("run")),
		async stop() {
			process.removeListener("exit", stopNow);
			await end();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/** Sshd started by root wants its folder for separated privileges. */
function withoutRights(): readonly string[] {
	mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
	return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"];
}

function serverConfig(folder: string, port: number): string {
	return [
		`Port ${port}`,
		"ListenAddress 127.0.0.1",
		`HostKey ${join(folder, "host_ed25519")}`,
		`HostKey ${join(folder, "host_rsa")}`,
		`AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
		"PasswordAuthentication no",
		"KbdInteractiveAuthentication no",
		"PermitRootLogin prohibit-password",
		"MaxStartups 50",
		"UsePAM no",
		"StrictModes no",
		"PidFile none",
		"",
	].join("\n");
}

function clientConfig(folder: string): string {
	return [
		"Host *",
		`  User ${userInfo().username}`,
		`  IdentityFile ${join(folder, "id")}`,
		"  IdentitiesOnly yes",
		`  UserKnownHostsFile ${join(folder, "known_hosts")}`,
		"  GlobalKnownHostsFile /dev/null",
		"",
	].join("\n");
}

interface Seen {
	readonly pid: number;
	readonly parent: number;
	readonly words: string;
}

function processes(): readonly Seen[] {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => {
			try {
				const words = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
				// After the name in brackets: the state and the parent. A zombie runs no more.
				const [state = "", parent = ""] = (readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1) ?? "").split(
					" ",
				);
				return state === "Z" ? [] : [{ pid: Number(name), parent: Number(parent), words }];
			} catch {
				return [];
			}
		});
}

function isClient(words: string, folder: string): boolean {
	return words.includes(folder) && /^(\/usr\/bin\/ssh|\/bin\/sh|ssh) /.test(words);
}

function descendants(pid: number): readonly number[] {
	const all = processes();
	const below = (parent: number): number[] =>
		all.filter((each) => each.parent === parent).flatMap((each) => [each.pid, ...below(each.pid)]);
	return below(pid);
}

function tell(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It ended by itself.
	}
}
