/** The tray, made of the desk's plan of it. */
import { join } from "node:path";
import { app, Menu, type MenuItemConstructorOptions, Tray } from "electron";
import type { HostFigures } from "../desk/attention.ts";
import { type TrayEntry, trayPlan } from "../desk/tray-plan.ts";
import type { AppWindow } from "./window.ts";

export interface TrayParts {
	/** The folder of its picture. */
	readonly icons: string;
	readonly window: AppWindow;
	readonly figures: () => readonly HostFigures[];
	/** Lets everything pass at a host, or ends that, once the person has said so. False where nothing came of it. */
	readonly pass: (host: string, on: boolean) => Promise<boolean>;
}

export function showTray({ icons, window, figures, pass }: TrayParts): { update(): void } {
	const tray = new Tray(join(icons, "tray.png"));
	let shown = "";
	const update = (anew = false) => {
		const plan = trayPlan(figures());
		const looks = JSON.stringify(plan);
		if (looks === shown && !anew) return;
		shown = looks;
		tray.setToolTip(plan.tip);
		tray.setContextMenu(Menu.buildFromTemplate(plan.entries.map(itemOf)));
	};
	const itemOf = (entry: TrayEntry): MenuItemConstructorOptions => {
		const { id, label } = entry;
		if (entry.kind === "passes") {
			const { checked, enabled, host } = entry;
			const click = (item: { readonly checked: boolean }) => {
				// A click turns the mark at once; where nothing came of it, it is turned back.
				void pass(host, item.checked).then((done) => done || update(true));
			};
			return { id, label, type: "checkbox", checked, enabled, click };
		}
		if (entry.kind === "goes") return { id, label, click: () => window.go(entry.hash) };
		return { id, label, click: entry.kind === "shows" ? window.focus : () => app.quit() };
	};
	tray.on("click", window.focus);
	update();
	return { update };
}
