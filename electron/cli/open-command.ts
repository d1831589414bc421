/**
 * `greydesk open`: the app. It runs in the browser, served by a loopback HTTP server of the desk, until interrupted.
 * With --no-launch, or where no browser is found, the address alone goes to standard output, on one line.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import type { Log } from "../../shared/base/log.ts";
import { openBrowserDesk } from "../desk/open.ts";
import { type Context, wholeNumber } from "./ask.ts";
import { failed } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { defaultData } from "./host-address.ts";
import type { Terminal } from "./terminal.ts";

interface Flags {
	readonly data?: string;
	readonly browser?: boolean;
	/** `false`: --no-launch. */
	readonly launch: boolean;
	readonly port: number;
	readonly json?: boolean;
}

export function openCommand(context: Context): Command {
	return new Command("open")
		.description("the app, in your browser, until interrupted")
		.option("--data <dir>", "folder of this desk and its embedded engine (default: $XDG_STATE_HOME/greydesk)")
		.option("--browser", "in the browser (as it is for now in any case)")
		.option("--no-launch", "open nothing; print the address, alone on a line")
		.option("--port <n>", "port on the loopback address (default: a free one)", wholeNumber(0, 65_535), 0)
		.option("--json", "print the address as JSON")
		.action((flags: Flags) => open(context, flags));
}

async function open(context: Context, flags: Flags): Promise<void> {
	const { terminal } = context;
	const interrupted = new Promise<void>((end) => {
		process.once("SIGINT", () => end());
		process.once("SIGTERM", () => end());
		// The terminal was closed: the daemon it started would else live on, unseen.
		process.once("SIGHUP", () => end());
	});
	const desk = await openBrowserDesk({
		dataDir: resolve(flags.data ?? defaultData(context.env)),
		port: flags.port,
		noLaunch: !flags.launch,
		// The page and the daemon's program lie beside this bundle.
		out: fileURLToPath(new URL(".", import.meta.url)),
		log: terminalLog(terminal),
		say: (words) => terminal.note(words),
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
