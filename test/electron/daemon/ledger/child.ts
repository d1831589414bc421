/** Starts the small daemon of fixtures/ledger as a process of its own and hears what it says. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, afterEach, expect } from "vitest";

const built = mkdtempSync(join(tmpdir(), "greydesk-child-"));
chmodSync(built, 0o755);
const running: ChildProcess[] = [];
let count = 0;

afterEach(() => {
	for (const child of running.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** A program of ours in one file that plain Node can run; gives its path. */
export function bundled(entry: string): string {
	const outfile = join(built, `${entry.replaceAll("/", "-")}.mjs`);
	buildSync({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" });
	return outfile;
}

export interface Child {
	readonly process: ChildProcess;
	/** What it has said so far, whole lines. */
	said(): string[];
	/** Waits until it says something that begins so. */
	says(beginning: string): Promise<string>;
	ended(): Promise<number | null>;
}

export interface HowToStart {
	/** A command that starts it, such as one that sets limits. */
	readonly before?: readonly string[];
	/** Without root's rights, where the tests have them. */
	readonly unprivileged?: boolean;
}

const NOBODY = 65_534;

export function startChild(args: readonly string[], { before = [], unprivileged = false }: HowToStart = {}): Child {
	const log = join(built, `said-${count++}`);
	const out = openSync(log, "w");
	const program = bundled("test/fixtures/ledger/ledger-child.ts");
	const [command = "", ...rest] = [...before, process.execPath, program, ...args];
	// A pipe would slow it to our reading; a file takes everything, and keeps it when the process is killed.
	const nobody = unprivileged && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
	const child = spawn(command, rest, { stdio: ["ignore", before.length > 0 ? "pipe" : out, "inherit"], ...nobody });
	closeSync(out);
	let piped = "";
	child.stdout?.on("data", (chunk) => {
		piped += chunk.toString();
	});
	running.push(child);
	const said = () => (before.length > 0 ? piped : readFileSync(log, "utf8")).split("\n").slice(0, -1);
	return {
		process: child,
		said,
		async says(beginning) {
			let found: string | undefined;
			await expect
				.poll(() => (found = said().find((line) => line.startsWith(beginning))), { timeout: 15_000 })
				.toBeDefined();
			return found ?? "";
		},
		ended: () =>
			new Promise((resolve) => {
				if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
				else child.once("exit", (code) => resolve(code));
			}),
	};
}
