/** The native menu and the tray, made of the desk's plans of them. */
import { join } from "node:path";
import { app, clipboard, dialog, Menu, Tray } from "electron";
import type { PageCommand } from "../../shared/protocol/desk.ts";
import type { HostFigures } from "../desk/attention.ts";
import { asked, menuTemplate } from "../desk/menu-template.ts";
import { type TrayHands, trayPlan } from "../desk/tray-plan.ts";
import type { WindowFile } from "../desk/window-state.ts";
import type { AppWindow } from "./window.ts";

export interface MenuParts {
	readonly window: AppWindow;
	readonly kept: WindowFile;
	readonly command: (command: PageCommand) => void;
	/** Opens a mail of this path. */
	readonly open: (path: string) => void;
}

export function setMenu({ window, kept, command, open }: MenuParts): void {
	const openMail = async () => {
		const filters = [{ name: "Mail", extensions: ["eml"] }];
		const { filePaths } = await dialog.showOpenDialog(window.window, { properties: ["openFile"], filters });
		for (const path of filePaths) open(path);
	};
	const copyLink = () => clipboard.writeText(window.link());
	const menus = menuTemplate({ kept, go: window.go, command, openMail: () => void openMail(), copyLink });
	const own = process.platform === "darwin" ? [{ label: app.name, role: "appMenu" as const }] : [];
	Menu.setApplicationMenu(Menu.buildFromTemplate([...own, ...menus]));
}

/** What the view on screen cannot do is grey. */
export function enableInMenu(can: ReadonlySet<PageCommand>): void {
	for (const command of asked) {
		const item = Menu.getApplicationMenu()?.getMenuItemById(command);
		if (item != null) item.enabled = can.has(command);
	}
}

export interface TrayParts {
	/** The folder of its picture. */
	readonly icons: string;
	readonly window: AppWindow;
	readonly figures: () => readonly HostFigures[];
	readonly pass: TrayHands["pass"];
}

export function showTray({ icons, window, figures, pass }: TrayParts): { update(): void } {
	const tray = new Tray(join(icons, "tray.png"));
	let shown = "";
	const update = () => {
		const plan = trayPlan(figures(), hands);
		const looks = JSON.stringify(plan);
		if (looks === shown) return;
		shown = looks;
		tray.setToolTip(plan.tip);
		tray.setContextMenu(Menu.buildFromTemplate(plan.items));
	};
	const again = () => {
		shown = "";
		update();
	};
	const hands: TrayHands = { go: window.go, show: window.focus, quit: () => app.quit(), pass, again };
	tray.on("click", window.focus);
	update();
	return { update };
}
