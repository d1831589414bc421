/**
 * What `greydesk open --browser` runs: the embedded daemon, the desk, the loopback door, and a browser before it. It
 * opens within moments: the page is served while the daemon still starts. `close` ends all that was started here.
 */
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import type { Log } from "../../shared/base/log.ts";
import { openBrowserDoor } from "./browser-mode.ts";
import { createDesk } from "./desk.ts";
import { openHosts } from "./hosts.ts";
import { launchBrowser } from "./launch-browser.ts";
import { startLocalDaemon } from "./local-daemon.ts";
import { findPostfix } from "./postfix.ts";
import { openHostFile } from "./remembered.ts";
import { createSample } from "./sample.ts";
import { CODE_SECONDS, createSession } from "./session.ts";
import { serveFiles } from "./static-files.ts";

export interface OpenOptions {
	/** Folder of the embedded daemon. */
	readonly dataDir: string;
	/** Of the page; 0: any free one. */
	readonly port: number;
	/** Opens nothing; the code is then good until it is used. */
	readonly noLaunch: boolean;
	/** Folder of the bundles: `greydesk.mjs` and `renderer/`. */
	readonly out: string;
	readonly log: Log;
	/** One line for the person at the terminal. */
	readonly say: (words: string) => void;
}

export interface OpenDesk {
	readonly url: string;
	/** Whether a browser was opened; where not, the address is all there is, and its code good until used. */
	readonly launched: boolean;
	close(): Promise<void>;
}

/** Throws trouble in words where the port is taken. */
export async function openBrowserDesk(options: OpenOptions): Promise<OpenDesk> {
	const { dataDir, log, out } = options;
	const now = () => Date.now();
	const tools = { log, now };
	const program = join(out, "greydesk.mjs");
	const hosts = await openHosts(openHostFile(configFolder(process.env), log), tools);
	const daemon = startLocalDaemon({
		...tools,
		dataDir,
		program,
		onChange: hosts.changed,
		onReady: () => hosts.retry("local"),
	});
	hosts.own({ id: "local", name: "This computer", kind: "embedded", socket: daemon.socket }, daemon);
	const folder = join(dirname(dataDir), `${basename(dataDir)}-sample`);
	const sample = createSample({ ...tools, folder, program, hosts });
	const postfix = findPostfix();
	const lives = options.noLaunch ? null : CODE_SECONDS;
	const session = createSession(() => performance.now(), lives);
	const desk = createDesk({
		hosts,
		session,
		sample,
		log,
		policyAddress: daemon.policyAddress,
		postfix: () => postfix,
		staticFiles: serveFiles(join(out, "renderer")),
	});
	const closeParts = async () => {
		desk.close();
		await Promise.all([sample.stop(), daemon.stop()]);
		hosts.close();
	};
	const door = await openBrowserDoor({ desk, session, port: options.port, log });
	if (!door.ok) {
		await closeParts();
		throw new Error(door.problem);
	}
	const launched = await launch(door.value.url, options);
	if (!launched) session.untilUsed();
	const close = async () => {
		await door.value.close();
		await closeParts();
	};
	return { url: door.value.url, launched, close };
}

async function launch(url: string, { noLaunch, say }: OpenOptions): Promise<boolean> {
	if (noLaunch) return false;
	const { opened, words } = await launchBrowser(url);
	say(opened ? words : `${words}: open this address yourself`);
	return opened;
}

function configFolder(env: NodeJS.ProcessEnv): string {
	const base = env.XDG_CONFIG_HOME;
	return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), ".config"), "greydesk");
}
