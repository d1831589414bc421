/**
 * The native menu: places of the app, and what the view that is shown can do. It navigates by the page's own addresses
 * and asks the rest by a `command` on the page's stream. Keys that the page hears itself are only shown here.
 */
import { app, clipboard, dialog, Menu, type MenuItemConstructorOptions } from "electron";
import type { PageCommand } from "../../shared/protocol/desk.ts";
import { LINK_SCHEME } from "../../shared/protocol/link.ts";
import { type MailFile, readMailFile } from "../desk/mail-file.ts";
import type { WindowFile } from "../desk/window-state.ts";
import { HOME } from "./scheme.ts";
import type { AppWindow } from "./window.ts";

export interface MenuParts {
	readonly window: AppWindow;
	readonly kept: WindowFile;
	readonly command: (command: PageCommand) => void;
	readonly show: (file: MailFile) => void;
	readonly note: (words: string) => void;
}

type Item = MenuItemConstructorOptions;
const line: Item = { type: "separator" };

export function setMenu(parts: MenuParts): void {
	const { window, kept } = parts;
	const asks = (command: PageCommand, label: string, accelerator?: string): Item => ({
		id: command,
		label,
		...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
		click: () => parts.command(command),
	});
	const goes = (hash: string, label: string): Item => ({ id: hash, label, click: () => window.go(hash) });
	const keeps = (name: "notify" | "quietNights", label: string): Item => ({
		id: name,
		label,
		type: "checkbox",
		checked: kept.get()[name],
		click: ({ checked }) => kept.set({ [name]: checked }),
	});
	const menus: readonly [label: string, items: readonly Item[]][] = [
		["File", [asks("connect", "Connect to a Host…"), opens(parts), line, { role: "quit" }]],
		[
			"Edit",
			[
				asks("undo", "Undo the Last Action", "CmdOrCtrl+Z"),
				line,
				{ role: "cut" },
				{ role: "copy" },
				{ role: "paste" },
				{ role: "selectAll" },
				line,
				asks("search", "Search", "/"),
				{ id: "copy-link", label: "Copy Link to This View", click: () => clipboard.writeText(linkTo(window)) },
			],
		],
		[
			"View",
			[
				goes("#/watch", "Watch"),
				goes("#/triplets", "Triplets"),
				goes("#/triplets?q=state%3Awaiting", "Waiting Mail"),
				line,
				goes("#/watch?range=5m", "The Last 5 Minutes"),
				goes("#/watch?range=1h", "The Last Hour"),
				goes("#/watch?range=24h", "The Last Day"),
				asks("pause", "Pause the Tail", "P"),
				line,
				{ role: "reload" },
				{ role: "resetZoom" },
				{ role: "zoomIn" },
				{ role: "zoomOut" },
				{ role: "togglefullscreen" },
			],
		],
		["Mail", [asks("mark", "Mark", "Space"), asks("approve", "Approve…", "A"), asks("purge", "Purge…", "X")]],
		["Notifications", [keeps("notify", "Show Notifications"), keeps("quietNights", "Quiet from 22:00 to 7:00")]],
		["Help", [asks("palette", "All Actions", "CmdOrCtrl+K"), asks("help", "Keys and Colours", "?")]],
	];
	const own: Item[] = process.platform === "darwin" ? [{ label: app.name, role: "appMenu" }] : [];
	const template = menus.map(([label, submenu]): Item => ({ label, submenu: [...submenu] }));
	Menu.setApplicationMenu(Menu.buildFromTemplate([...own, ...template]));
}

function opens({ window, show, note }: MenuParts): Item {
	const ask = async () => {
		const filters = [{ name: "Mail", extensions: ["eml"] }];
		const { filePaths } = await dialog.showOpenDialog(window.window, { properties: ["openFile"], filters });
		const [path] = filePaths;
		if (path === undefined) return;
		const read = await readMailFile(path);
		if (read.ok) show(read.value);
		else dialog.showErrorBox("This mail cannot be opened", read.problem);
	};
	const click = () => void ask().catch((error: unknown) => note(`a mail could not be opened: ${String(error)}`));
	return { id: "open-mail", label: "Open a Mail (.eml)…", accelerator: "CmdOrCtrl+O", click };
}

function linkTo({ window }: AppWindow): string {
	return (
		LINK_SCHEME +
		window.webContents
			.getURL()
			.slice(HOME.length)
			.replace(/^#?\/?/, "")
	);
}
