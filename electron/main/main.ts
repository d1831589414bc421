/**
 * Electron's door to the desk: one instance, one window, the custom scheme that nobody outside this app can reach, and
 * what only a desktop has (menu, tray, notifications). The page is the one of browser mode; it gets no preload, no IPC
 * and no Node. Built to `out/main.mjs`.
 */
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { app, dialog, powerMonitor, protocol } from "electron";
import type { Log } from "../../shared/base/log.ts";
import { watchAttention } from "../desk/attention.ts";
import { handOver, readFirstStart } from "../desk/start-words.ts";
import { openWindowFile } from "../desk/window-state.ts";
import { openWorkplace } from "../desk/workplace.ts";
import { configFolder, stateFolder } from "../system/folders.ts";
import { guardContents, refusePermissions } from "./guard.ts";
import { launchUtility } from "./launch-utility.ts";
import { leaveInOrder } from "./leaving.ts";
import { setMenu } from "./menu.ts";
import { showNotice } from "./notices.ts";
import { HOST, SCHEME } from "./scheme.ts";
import { showTray } from "./tray.ts";
import { openWindow } from "./window.ts";

/** Where this bundle lies; of a package, the programs lie outside of the sealed archive, where Node itself can read them. */
const here = fileURLToPath(new URL(".", import.meta.url));
const out = here.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
const note = (words: string) => void process.stderr.write(`greydesk: ${words}\n`);
const log: Log = { info: () => undefined, warn: note, error: note, panic: note };

const started = readFirstStart(process.argv);
const config = configFolder(process.env);
app.setName("Greydesk");
app.setPath("userData", join(config, "window"));
protocol.registerSchemesAsPrivileged([
	{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
app.on("web-contents-created", (_, contents) => guardContents(contents));
/** What comes before there is a window waits for it. */
const early: string[] = started.file === null && started.problem === null ? [] : [...process.argv];
let take = (words: readonly string[]) => void early.push(...words);
app.on("second-instance", (_, words) => take(words));
app.on("open-url", (event, link) => {
	event.preventDefault();
	take([link]);
});
app.on("open-file", (event, path) => {
	event.preventDefault();
	take([path]);
});
if (app.requestSingleInstanceLock()) {
	open().catch((error: unknown) => {
		note(`the app cannot start: ${error instanceof Error ? error.message : String(error)}`);
		app.exit(1);
	});
} else {
	note("Greydesk runs already: its window is shown");
	app.quit();
}

async function open(): Promise<void> {
	await app.whenReady();
	const dataDir = started.dataDir ?? stateFolder(process.env);
	const place = await openWorkplace({ dataDir, out, log, session: null, launch: launchUtility });
	refusePermissions();
	protocol.handle(SCHEME, async (request) =>
		new URL(request.url).host === HOST ? place.desk.fetch(request) : new Response(null, { status: 404 }),
	);
	const kept = openWindowFile(config);
	const window = openWindow(kept, started.hash);
	const complain = (message: string) => {
		note(message);
		void dialog.showMessageBox(window.window, { type: "error", message });
	};
	take = (words) => void handOver(words, { ...window, show: place.show, note, complain });
	if (early.length > 0) take(early);
	const attention = watchAttention({
		hosts: place.hosts,
		notify: (notice) => showNotice(notice, kept.get(), window.go),
		onFigures: () => tray.update(),
	});
	const tray = showTray({ icons: here, window, hosts: place.hosts, figures: attention.figures, note });
	setMenu({ window, kept, command: place.desk.command, open: (path) => take([path]) });
	powerMonitor.on("resume", place.hosts.wake);
	const service = [join(out, "greydesk.mjs"), "service", "install", "--user", "--data", dataDir];
	leaveInOrder({ place, service, note, closing: attention.close });
}
