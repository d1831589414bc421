/**
 * What `greydesk open --browser` runs: the embedded daemon, the desk, the loopback door, and a browser before it. It
 * opens within moments: the page is served while the daemon still starts. `close` ends all that was started here.
 */
import type { Log } from "../../shared/base/log.ts";
import { openBrowserDoor } from "./browser-mode.ts";
import { launchCommand } from "./launch.ts";
import { launchBrowser } from "./launch-browser.ts";
import { CODE_SECONDS, createSession } from "./session.ts";
import { openWorkplace } from "./workplace.ts";

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
	const session = createSession(() => performance.now(), options.noLaunch ? null : CODE_SECONDS);
	const place = await openWorkplace({ dataDir, out, log, session, launch: launchCommand });
	const door = await openBrowserDoor({ desk: place.desk, session, port: options.port, log });
	if (!door.ok) {
		await place.close();
		throw new Error(door.problem);
	}
	const launched = await launch(door.value.url, options);
	if (!launched) session.untilUsed();
	const close = async () => {
		await door.value.close();
		await place.close();
	};
	return { url: door.value.url, launched, close };
}

async function launch(url: string, { noLaunch, say }: OpenOptions): Promise<boolean> {
	if (noLaunch) return false;
	const { opened, words } = await launchBrowser(url);
	say(opened ? words : `${words}: open this address yourself`);
	return opened;
}
