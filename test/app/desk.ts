/**
 * The real thing for each test file: `greydesk open --browser` on a fresh folder and home, from out/, and a page that
 * came in by its single-use address. `npm test` has built out/ before.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

const program = join(import.meta.dirname, "..", "..", "out", "greydesk.mjs");

export interface Desk {
	readonly url: string;
	/** Folder of the embedded daemon; its sockets lie in it. That of the sample traffic has the same name and `-sample`. */
	readonly folder: string;
	/** Ends at once, as by a crash. */
	kill(): void;
	close(): Promise<void>;
}

/**
 * `on`: a folder whose daemon runs already; that one is used then. Else the desk starts one on a folder of its own.
 * `env`: what else its programs find in their environment.
 */
export async function openDesk(on: string | null = null, env: NodeJS.ProcessEnv = {}): Promise<Desk> {
	if (!existsSync(program)) throw new Error("out/ is not built: run `npm run build` first");
	const home = mkdtempSync(join(tmpdir(), "greydesk-app-"));
	const folder = on ?? join(home, "data");
	const child = spawn(process.execPath, [program, "open", "--data", folder, "--browser", "--no-launch"], {
		env: {
			...process.env,
			...env,
			HOME: home,
			XDG_CONFIG_HOME: join(home, "config"),
			XDG_STATE_HOME: join(home, "state"),
		},
		stdio: ["ignore", "pipe", "pipe"],
	});
	const url = await addressOf(child);
	return {
		url,
		folder,
		kill: () => child.kill("SIGKILL"),
		async close() {
			const ended = new Promise((done) => child.once("exit", done));
			if (child.exitCode === null && child.signalCode === null) {
				child.kill("SIGTERM");
				await ended;
			}
			rmSync(home, { recursive: true, force: true });
		},
	};
}

export interface AppDaemon {
	/** Its management socket. */
	readonly socket: string;
	/** Its policy port, `unix:PATH`. */
	readonly policy: string;
	/** Stops the process where it stands (SIGSTOP), or lets it go on. */
	freeze(on: boolean): void;
	stop(): Promise<void>;
}

/** Another daemon, as on a mail host, on a folder beside the desk's. */
export async function startDaemon(desk: Desk, name = "host"): Promise<AppDaemon> {
	const folder = join(desk.folder, "..", name);
	const policy = `unix:${join(folder, "policy.sock")}`;
	const words = ["daemon", "--data", folder, "--policy", policy];
	const child = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "pipe", "ignore"] });
	await new Promise<void>((resolve, reject) => {
		child.stdout.on("data", (chunk: Buffer) => chunk.toString().includes("ready") && resolve());
		child.once("exit", (code) => reject(new Error(`greydesk daemon ended with ${code}`)));
	});
	return {
		socket: join(folder, "management.sock"),
		policy,
		freeze: (on) => void child.kill(on ? "SIGSTOP" : "SIGCONT"),
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return;
			const ended = new Promise((done) => child.once("exit", done));
			child.kill("SIGTERM");
			// A frozen one hears it when it goes on.
			child.kill("SIGCONT");
			await ended;
		},
	};
}

/** Connects to a management socket by the menu. */
export async function connect(page: Page, socket: string): Promise<void> {
	await page.getByRole("button", { name: /^Host |^Choose a host/ }).click();
	await page.getByRole("menuitem", { name: /Connect to a host/ }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByLabel("Address of its management socket").fill(`unix:${socket}`);
	await dialog.getByRole("button", { name: "Connect", exact: true }).click();
	await expect(dialog).toBeHidden();
}

function addressOf(child: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let out = "";
		let err = "";
		child.stdout?.on("data", (chunk: Buffer) => {
			out += chunk.toString();
			const url = /^http:\/\/\S+$/m.exec(out)?.[0];
			if (url !== undefined) resolve(url);
		});
		child.stderr?.on("data", (chunk: Buffer) => {
			err += chunk.toString();
		});
		child.once("exit", (code) => reject(new Error(`greydesk open ended with ${code}:\n${out}${err}`)));
	});
}

/** Comes in, begins the sample traffic by its button, and waits until it is told live. */
export async function playSample(page: Page, desk: Desk): Promise<void> {
	await page.goto(desk.url);
	await page.getByRole("button", { name: "Play sample traffic" }).click();
	await expect(page.getByRole("button", { name: /Host Sample, live/i })).toBeVisible({ timeout: 20_000 });
	await expect(page.getByRole("log").getByRole("button").first()).toBeVisible({ timeout: 20_000 });
}

/** Asks as the page does, with its own token. */
export async function askHost(page: Page, path: string): Promise<unknown> {
	return page.evaluate(async (where) => {
		const token = sessionStorage.getItem("greydesk-session") ?? "";
		const response = await fetch(where, { headers: { authorization: `Bearer ${token}` } });
		return (await response.json()) as unknown;
	}, path);
}
