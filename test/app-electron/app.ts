/**
 * The desktop app of this tree, on a home of its own: in Electron where its binary is there, else in the stand-in of
 * test/electron-host; with GREYDESK_APP it is the installed executable of that path. `npm test` has built out/ before.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { _electron, type ElectronApplication, expect, type Page } from "@playwright/test";
import { findElectron } from "../../electron/desk/electron-binary.ts";
import { buildHost } from "../electron-host/build-host.ts";

const out = join(import.meta.dirname, "..", "..", "out");
const named = process.env.GREYDESK_APP ?? null;
const binary = findElectron(out, process.env);
/** Some of what is looked at can be seen in the stand-in only. */
export const isReal = named === null ? binary !== null : !existsSync(join(dirname(named), "run.cjs"));

export interface Opened {
	readonly app: ElectronApplication;
	readonly page: Page;
	readonly home: string;
	/** Folder of the embedded daemon. */
	readonly data: string;
	/** Everything said on standard error so far. */
	said(): string;
	/** Starts the app once more on the same home, and waits until that one is gone. Its exit code and words. */
	again(...words: string[]): Promise<{ readonly code: number | null; readonly words: string }>;
	/** Ends it without questions. */
	close(): Promise<void>;
}

export interface Wishes {
	/** Words of the start. */
	readonly words?: readonly string[];
	/** A home of before. */
	readonly home?: string;
	/** An installed app. */
	readonly installed?: string;
}

export async function openApp(wishes: Wishes = {}): Promise<Opened> {
	const { words = [], home = mkdtempSync(join(tmpdir(), "greydesk-electron-")) } = wishes;
	const packaged = wishes.installed ?? named;
	if (!existsSync(join(out, "main.mjs"))) throw new Error("out/ is not built: run `npm run build` first");
	const executablePath = packaged ?? binary?.path ?? (await buildHost(join(out, "electron-host")));
	const args = [...(packaged === null ? [join(out, "main.mjs")] : []), ...words];
	const env: Record<string, string> = { ...known(process.env), HOME: home };
	env.XDG_CONFIG_HOME = join(home, "config");
	env.XDG_STATE_HOME = join(home, "state");
	// No service manager of this machine is reached from a test.
	env.XDG_RUNTIME_DIR = home;
	const app = await _electron.launch({ executablePath, args, env });
	const child = app.process();
	let said = "";
	child.stderr?.on("data", (part: Buffer) => {
		said += part.toString();
	});
	const page = await app.firstWindow();
	const opened: Opened = {
		app,
		page,
		home,
		data: join(env.XDG_STATE_HOME, "greydesk"),
		said: () => said,
		again: (...more) => {
			const words = [...args.slice(0, packaged === null ? 1 : 0), ...more];
			const second = spawn(executablePath, words, { env, cwd: home });
			let text = "";
			second.stderr.on("data", (part: Buffer) => {
				text += part.toString();
			});
			return new Promise((resolve) => second.once("close", (code) => resolve({ code, words: text })));
		},
		async close() {
			const gone = new Promise((resolve) => child.once("exit", resolve));
			if (child.exitCode === null && child.signalCode === null) {
				child.kill("SIGTERM");
				await gone;
			}
			rmSync(home, { recursive: true, force: true });
		},
	};
	await expect(page.getByRole("button", { name: /^Host / })).toBeVisible({ timeout: 20_000 });
	return opened;
}

function known(env: NodeJS.ProcessEnv): Record<string, string> {
	return Object.fromEntries(
		Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
	);
}

/** The embedded engine answers, and the page says so. */
export async function engineIsLive({ page }: Opened): Promise<void> {
	await expect(page.getByRole("button", { name: /^Host .*live/i })).toBeVisible({ timeout: 20_000 });
}

/** Chooses an item of the native menu by its id. */
export async function chooseMenu({ app }: Opened, id: string): Promise<void> {
	await app.evaluate(({ Menu }, wanted) => {
		const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
		if (item === null || item === undefined) throw new Error(`the menu has no ${wanted}`);
		item.click();
	}, id);
}

/** What the embedded daemon answers on its socket. */
export function askDaemon({ data }: Pick<Opened, "data">, path: string): Promise<Record<string, unknown>> {
	return new Promise((resolve, reject) => {
		const ask = request({ socketPath: join(data, "management.sock"), path, agent: false }, (reply) => {
			let text = "";
			reply.setEncoding("utf8").on("data", (part: string) => {
				text += part;
			});
			reply.on("end", () => resolve(JSON.parse(text) as Record<string, unknown>));
		});
		ask.on("error", reject).end();
	});
}
