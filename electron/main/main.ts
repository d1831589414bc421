/**
 * Electron's door to the desk: one instance, one window, the custom scheme that nobody outside this app can reach, and
 * what only a desktop has (menu, tray, notifications). The page is the one of browser mode; it gets no preload, no IPC
 * and no Node. Built to `out/main.mjs`.
 */
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { app, powerMonitor, protocol } from "electron";
import type { Log } from "../../shared/base/log.ts";
import { watchAttention } from "../desk/attention.ts";
import { told } from "../desk/boxes.ts";
import { createNoticeGate } from "../desk/notice-gate.ts";
import { turnPass } from "../desk/pass-all.ts";
import { handOver, readFirstStart, type Start } from "../desk/start-words.ts";
import { mayNotify, openWindowFile } from "../desk/window-state.ts";
import { openWorkplace } from "../desk/workplace.ts";
import { configFolder, stateFolder } from "../system/folders.ts";
import { showBox } from "./box.ts";
import { guardContents, guardSession } from "./guard.ts";
import { launchUtility } from "./launch-utility.ts";
import { leaveInOrder } from "./leaving.ts";
import { enableInMenu, setMenu, showTray } from "./menu.ts";
import { showNotice } from "./notices.ts";
import { HOST, SCHEME } from "./scheme.ts";
import { openWindow } from "./window.ts";

/** Where this bundle lies; of a package, the programs lie outside of the sealed archive, where Node itself can read them. */
const here = fileURLToPath(new URL(".", import.meta.url));
const out = here.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
const note = (words: string) => void process.stderr.write(`greydesk: ${words}\n`);
const log: Log = { info: () => undefined, warn: note, error: note, panic: note };

const started = readFirstStart(process.argv, process.cwd());
const config = configFolder(process.env);
app.setName("Greydesk");
app.setPath("userData", join(config, "window"));
protocol.registerSchemesAsPrivileged([
	{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
]);
app.on("web-contents-created", (_, contents) => guardContents(contents));
app.on("child-process-gone", (_, { type, reason }) => {
	if (reason !== "clean-exit" && type !== "Utility")
		note(`Chromium's ${type} process ended (${reason}); it is started again`);
});
/** What comes before there is a window waits for it. */
const early: Start[] = [{ words: process.argv, folder: process.cwd() }];
let take = (start: Start) => void early.push(start);
app.on("second-instance", (_, words, folder) => take({ words, folder }));
app.on("open-url", (event, link) => {
	event.preventDefault();
	take({ words: [link], folder: "/" });
});
app.on("open-file", (event, path) => {
	event.preventDefault();
	take({ words: [path], folder: "/" });
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
	const place = await openWorkplace({
		dataDir,
		out,
		log,
		session: null,
		launch: launchUtility,
		onAbilities: enableInMenu,
	});
	guardSession();
	protocol.handle(SCHEME, async (request) =>
		new URL(request.url).host === HOST ? place.desk.fetch(request) : new Response(null, { status: 404 }),
	);
	const kept = openWindowFile(config);
	const window = openWindow(kept, started.hash);
	const complain = (words: string) => {
		note(words);
		void showBox(told("error", words, ""));
	};
	take = (start) => void handOver(start, { ...window, show: place.show, note, complain });
	// The link of the first start is where the window opened already.
	if (started.file === null && started.problem === null) early.shift();
	for (const start of early) take(start);
	const gate = createNoticeGate({
		show: (notice) => showNotice(notice, window.go),
		may: () => mayNotify(kept.get(), new Date()),
	});
	const onFigures = () => tray.update();
	const attention = watchAttention({ hosts: place.hosts, notify: gate.take, mended: gate.drop, onFigures });
	const pass = (host: string, on: boolean) => turnPass({ hosts: place.hosts, id: host, on }, showBox);
	const tray = showTray({ icons: here, window, figures: attention.figures, pass });
	setMenu({ window, kept, command: place.desk.command, open: (path) => take({ words: [path], folder: "/" }) });
	powerMonitor.on("resume", place.hosts.wake);
	const service = [join(out, "greydesk.mjs"), "service", "install", "--user", "--data", dataDir];
	const closing = () => {
		attention.close();
		gate.close();
	};
	leaveInOrder({ place, service, note, closing });
}
