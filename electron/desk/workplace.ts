/**
 * What stands behind either door: the hosts with their links, the embedded daemon, the sample, and the desk before them.
 * The page is served while the daemon still starts. `close` ends all that was started here.
 */
import { basename, dirname, join } from "node:path";
import type { Log } from "../../shared/base/log.ts";
import type { PageCommand } from "../../shared/protocol/desk.ts";
import { configFolder } from "../system/folders.ts";
import { createDesk, type Desk } from "./desk.ts";
import { type Hosts, openHosts } from "./hosts.ts";
import type { Launch } from "./launch.ts";
import { type LocalDaemon, startLocalDaemon } from "./local-daemon.ts";
import { holdOpenedFile, type MailFile } from "./mail-file.ts";
import { findPostfix } from "./postfix.ts";
import { openPreferences, type PreferenceFile } from "./preferences.ts";
import { openHostFile } from "./remembered.ts";
import { createSample } from "./sample.ts";
import type { Session } from "./session.ts";
import { serveFiles } from "./static-files.ts";

export interface WorkplaceOptions {
	/** Folder of the embedded daemon. */
	readonly dataDir: string;
	/** Folder of the bundles: `greydesk.mjs` and `renderer/`. */
	readonly out: string;
	readonly log: Log;
	/** `null` where the door itself knows who comes in. */
	readonly session: Session | null;
	readonly launch: Launch;
	/** What the page on screen can do of what a menu may ask; told whenever that changes. */
	readonly onAbilities?: (can: ReadonlySet<PageCommand>) => void;
}

export interface Workplace {
	readonly desk: Desk;
	readonly hosts: Hosts;
	readonly daemon: LocalDaemon;
	readonly preferences: PreferenceFile;
	/** Shows a mail that the app was opened with: told to the page, which asks for it. */
	show(file: MailFile): void;
	close(): Promise<void>;
}

export async function openWorkplace(options: WorkplaceOptions): Promise<Workplace> {
	const { dataDir, launch, log, out, session } = options;
	const tools = { log, now: () => Date.now() };
	const program = join(out, "greydesk.mjs");
	const hosts = await openHosts(openHostFile(configFolder(process.env), log), tools);
	const daemon = startLocalDaemon({
		...tools,
		dataDir,
		program,
		launch,
		onChange: hosts.changed,
		onReady: () => hosts.retry("local"),
	});
	hosts.own({ id: "local", name: "This computer", kind: "embedded", socket: daemon.socket }, daemon);
	const folder = join(dirname(dataDir), `${basename(dataDir)}-sample`);
	const sample = createSample({ ...tools, folder, program, launch, hosts });
	const postfix = findPostfix();
	const opened = holdOpenedFile();
	const preferences = await openPreferences(configFolder(process.env), log);
	const desk = createDesk({
		hosts,
		session,
		sample,
		log,
		policyAddress: daemon.policyAddress,
		postfix: () => postfix,
		opened,
		onAbilities: options.onAbilities ?? (() => undefined),
		preferences,
		staticFiles: serveFiles(join(out, "renderer")),
	});
	return {
		desk,
		hosts,
		daemon,
		preferences,
		show(file) {
			opened.set(file);
			desk.command("opened-file");
		},
		async close() {
			desk.close();
			await Promise.all([sample.stop(), daemon.stop()]);
			await hosts.close();
		},
	};
}
