/** The native menu and the tray, made of the desk's plans of them. */
import { app, type BrowserWindow, clipboard, dialog, Menu, Tray } from "electron";
import { type MenuHands, menuTemplate } from "../desk/menu-template.ts";
import type { TrayPlan } from "../desk/tray-plan.ts";
import type { AppWindow } from "./window.ts";

export type MenuParts = Pick<MenuHands, "wishes" | "wish" | "command" | "openMail">;

export function setMenu({ window, go, link }: AppWindow, parts: MenuParts): void {
	const copyLink = () => clipboard.writeText(link());
	const menus = menuTemplate({ ...parts, go, chooseMails: () => chooseMails(window), copyLink });
	const own = process.platform === "darwin" ? [{ label: app.name, role: "appMenu" as const }] : [];
	Menu.setApplicationMenu(Menu.buildFromTemplate([...own, ...menus]));
}

async function chooseMails(window: BrowserWindow): Promise<readonly string[]> {
	const filters = [{ name: "Mail", extensions: ["eml"] }];
	return (await dialog.showOpenDialog(window, { properties: ["openFile"], filters })).filePaths;
}

/** Shows the tray of this picture, whose click calls `focus`; what is returned draws it. */
export function showTray(picture: string, focus: () => void): (plan: TrayPlan) => void {
	const tray = new Tray(picture);
	tray.on("click", focus);
	return ({ tip, items }) => {
		tray.setToolTip(tip);
		tray.setContextMenu(Menu.buildFromTemplate(items));
	};
}
