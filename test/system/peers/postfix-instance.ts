/**
 * A Postfix of its own in a temporary folder: nothing of /etc/postfix is used or changed, nothing listens beyond
 * loopback, and it is stopped through its own master. Needs root, as Postfix does.
 */
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listening } from "./ports.ts";
import { masterCf } from "./postfix-master.ts";

const execute = promisify(execFile);

export interface PostfixInstance {
	readonly folder: string;
	readonly port: number;
	/** The mail log so far, a line an entry. */
	log(): readonly string[];
	/** Runs a tool of Postfix on this instance: `tool("postqueue", "-j")`. */
	tool(name: string, ...args: readonly string[]): Promise<string>;
	stop(): Promise<void>;
}

/** Why no Postfix can be started here; null where one can. */
export function noPostfix(): string | null {
	if (!existsSync("/usr/lib/postfix/sbin/master")) return "Postfix is not installed (apt-get install postfix)";
	return process.getuid?.() === 0 ? null : "Postfix can only be started by root";
}

/** Starts one; `settings` are lines of main.cf. Resolves when it listens on `port`. */
export async function startPostfix(
	name: string,
	port: number,
	settings: Readonly<Record<string, string>>,
): Promise<PostfixInstance> {
	const folder = mkdtempSync(join(tmpdir(), `greydesk-${name}-`));
	const config = join(folder, "etc");
	// Postfix's own users must come by.
	chmodSync(folder, 0o755);
	for (const part of ["etc", "spool", "data", "log"]) mkdirSync(join(folder, part));
	const owner = userId("postfix");
	chownSync(join(folder, "data"), owner, owner);
	const log = join(folder, "log", "mail.log");
	writeFileSync(join(config, "master.cf"), masterCf(`127.0.0.1:${port}`));
	writeFileSync(join(config, "main.cf"), mainCf({ ...common(folder, log), ...settings }));

	await execute("postfix", ["-c", config, "start"]);
	const stopNow = () => execFileSync("postfix", ["-c", config, "stop"], { stdio: "ignore" });
	process.once("exit", stopNow);
	await listening(port);
	return {
		folder,
		port,
		log: () => readFileSync(log, "utf8").split("\n"),
		tool: async (tool, ...args) => (await execute(tool, ["-c", config, ...args])).stdout,
		stop: async () => {
			process.removeListener("exit", stopNow);
			await execute("postfix", ["-c", config, "stop"]);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

export function userId(name: string): number {
	return Number(execFileSync("id", ["-u", name], { encoding: "utf8" }));
}

function common(folder: string, log: string): Readonly<Record<string, string>> {
	return {
		compatibility_level: "3.6",
		queue_directory: join(folder, "spool"),
		data_directory: join(folder, "data"),
		command_directory: "/usr/sbin",
		daemon_directory: "/usr/lib/postfix/sbin",
		shlib_directory: "/usr/lib/postfix",
		meta_directory: "/etc/postfix",
		mail_owner: "postfix",
		setgid_group: "postdrop",
		maillog_file: log,
		maillog_file_prefixes: folder,
		inet_protocols: "ipv4",
		alias_maps: "",
		alias_database: "",
		local_recipient_maps: "",
		mydestination: "",
		mynetworks: "",
		// No name server is asked: a test's client has the name that XCLIENT gives it, or none.
		smtpd_peername_lookup: "no",
		smtp_host_lookup: "native",
		smtp_dns_support_level: "disabled",
	};
}

function mainCf(settings: Readonly<Record<string, string>>): string {
	return Object.entries(settings)
		.map(([name, value]) => `${name} = ${value}\n`)
		.join("");
}
