/**
 * `greydesk open`: the app, until it is closed or interrupted. In Electron where its binary is there; else in a browser,
 * served by a loopback HTTP server of the desk. With --no-launch, or where no browser is found, the address alone goes
 * to standard output, on one line. One line on standard error says which way was taken, and why.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import type { Log } from "../../shared/base/log.ts";
import { openBrowserDesk } from "../desk/open.ts";
import { electronWay, runElectron } from "../desk/open-electron.ts";
import { stateFolder } from "../system/folders.ts";
import { type Context, wholeNumber } from "./ask.ts";
import { failed } from "./exit.ts";
import { harmless } from "./harmless.ts";
import type { Terminal } from "./terminal.ts";

interface Flags {
	readonly data?: string;
	readonly browser?: boolean;
	/** `false`: --no-launch. */
	readonly launch: boolean;
	readonly port?: number;
	readonly json?: boolean;
}

export function openCommand(context: Context): Command {
	return new Command("open")
		.description("the app, in Electron or in a browser")
		.option("--data <dir>", "folder of this desk and its embedded engine (default: $XDG_STATE_HOME/greydesk)")
		.option("--browser", "in the browser in any case")
		.option("--no-launch", "open nothing; print the address, alone on a line")
		.option("--port <n>", "port on the loopback address (default: a free one)", wholeNumber(0, 65_535))
		.option("--json", "print the address as JSON")
		.action((flags: Flags) => open(context, flags));
}

async function open(context: Context, flags: Flags): Promise<void> {
	const { terminal, env } = context;
	const dataDir = resolve(flags.data ?? stateFolder(env));
	// The page, Electron's entry and the daemon's program lie beside this bundle.
	const out = fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "");
	if (flags.browser || !flags.launch) return openInBrowser(context, flags, { dataDir, out, why: null });
	const way = electronWay(out, env);
	if (way.binary === null) return openInBrowser(context, flags, { dataDir, out, why: way.why });
	terminal.note("Opened in Electron: its binary is here. It runs until you close it.");
	const { failed: trouble, code } = await runElectron(way.binary, dataDir);
	if (trouble !== null) return openInBrowser(context, flags, { dataDir, out, why: trouble });
	if (code !== 0) throw failed(`Electron ended with status ${code}`);
}

interface Way {
	readonly dataDir: string;
	readonly out: string;
	/** Why not in Electron; null where nobody wanted that. */
	readonly why: string | null;
}

async function openInBrowser({ terminal }: Context, flags: Flags, { dataDir, out, why }: Way): Promise<void> {
	const interrupted = new Promise<void>((end) => {
		process.once("SIGINT", () => end());
		process.once("SIGTERM", () => end());
		// The terminal was closed: the daemon it started would else live on, unseen.
		process.once("SIGHUP", () => end());
	});
	const desk = await openBrowserDesk({
		dataDir,
		port: flags.port ?? 0,
		noLaunch: !flags.launch,
		out,
		log: terminalLog(terminal),
		say: (words) => terminal.note(why === null ? words : `${words} (${why})`),
	}).catch((error: unknown) => {
		throw failed(error instanceof Error ? error.message : String(error));
	});
	if (flags.json) terminal.json({ url: desk.url, launched: desk.launched });
	else if (!desk.launched) terminal.line(desk.url);
	if (flags.launch) terminal.note("Greydesk runs until you interrupt it (Ctrl+C).");
	await interrupted;
	await desk.close();
}

/** What the desk has to say to the person at the terminal: trouble, not its daily round. */
function terminalLog(terminal: Terminal): Log {
	const note = (words: string) => terminal.note(`greydesk: ${harmless(words, 2000)}`);
	return { info: () => undefined, warn: note, error: note, panic: note };
}
