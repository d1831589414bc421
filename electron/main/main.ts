/**
 * Electron's door to the desk: one instance, one window, the custom scheme that nobody outside this app can reach, and
 * what only a desktop has (menu, tray, notifications). The page is the one of browser mode; it gets no preload, no IPC
 * and no Node. Built to `out/main.mjs`.
 */
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { app, Menu, powerMonitor, protocol } from "electron";
import type { Log } from "../../shared/base/log.ts";
import { answerScheme, SCHEME, schemeRights } from "../desk/app-scheme.ts";
import { told } from "../desk/boxes.ts";
import { openLookout } from "../desk/lookout.ts";
import { enableInMenu, markInMenu } from "../desk/menu-template.ts";
import { partGone } from "../desk/page-mending.ts";
import { gatherStarts } from "../desk/starts.ts";
import { leaveInOrder } from "../desk/way-out.ts";
import { openWindowFile } from "../desk/window-state.ts";
import { openWorkplace } from "../desk/workplace.ts";
import { configFolder, stateFolder } from "../system/folders.ts";
import { showBox } from "./box.ts";
import { guardContents, guardSession } from "./guard.ts";
import { launchUtility } from "./launch-utility.ts";
import { type MenuParts, setMenu, showTray } from "./menu.ts";
import { showNotice } from "./notices.ts";
import { openWindow } from "./window.ts";

/** Where this bundle lies; of a package, the programs lie outside of the sealed archive, where Node itself can read them. */
const here = fileURLToPath(new URL(".", import.meta.url));
const out = here.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`);
const note = (words: string) => void process.stderr.write(`greydesk: ${words}\n`);
const log: Log = { info: () => undefined, warn: note, error: note, panic: note };

const starts = gatherStarts({ words: process.argv, folder: process.cwd() });
const config = configFolder(process.env);
app.setName("Greydesk");
app.setPath("userData", join(config, "window"));
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: schemeRights }]);
app.on("web-contents-created", (_, contents) => guardContents(contents));
app.on("child-process-gone", (_, about) => {
	const words = partGone(about);
	if (words !== null) note(words);
});
app.on("second-instance", (_, words, folder) => starts.take({ words, folder }));
app.on("open-url", (event, link) => {
	event.preventDefault();
	starts.takeWord(link);
});
app.on("open-file", (event, path) => {
	event.preventDefault();
	starts.takeWord(path);
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
	const dataDir = starts.first.dataDir ?? stateFolder(process.env);
	const program = { dataDir, out, launch: launchUtility };
	const place = await openWorkplace({
		...program,
		log,
		session: null,
		onAbilities: (can) => enableInMenu(Menu.getApplicationMenu(), can),
	});
	guardSession();
	protocol.handle(SCHEME, answerScheme(place.desk));
	const kept = openWindowFile(config);
	const window = openWindow(kept, starts.first.hash);
	const complain = (words: string) => {
		note(words);
		void showBox(told("error", words, ""));
	};
	starts.receive({ ...window, show: place.show, note, complain });
	const wishes = () => place.preferences.get().preferences;
	const mark = () => markInMenu(Menu.getApplicationMenu(), wishes());
	const lookout = openLookout({
		hosts: place.hosts,
		wishes,
		ask: showBox,
		show: (notice) => showNotice(notice, window.go),
		hands: { go: window.go, show: window.focus, quit: () => app.quit() },
		draw: showTray(join(here, "tray.png"), window.focus),
	});
	const wish: MenuParts["wish"] = async (change) => {
		const done = await place.preferences.change(change);
		if (!done.ok) complain(done.problem);
		mark();
	};
	setMenu(window, { wishes, wish, command: place.desk.command, openMail: starts.takeWord });
	place.preferences.listen(mark);
	powerMonitor.on("resume", place.hosts.wake);
	const exits = { app, window: window.window, signals: process };
	leaveInOrder(exits, { ...program, place, ask: showBox, note, closing: lookout.close });
}
