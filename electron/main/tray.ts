/** The tray: how many mails wait, the window, and a switch for each host to let everything pass for an hour. */
import { join } from "node:path";
import { app, Menu, type MenuItemConstructorOptions, Tray } from "electron";
import { type HostFigures, letPass, waitingWords } from "../desk/attention.ts";
import type { Hosts } from "../desk/hosts.ts";
import type { AppWindow } from "./window.ts";

const HOUR_SECONDS = 3600;

export interface TrayParts {
	/** The folder of its picture. */
	readonly icons: string;
	readonly window: AppWindow;
	readonly hosts: Pick<Hosts, "find">;
	readonly figures: () => readonly HostFigures[];
	readonly note: (words: string) => void;
}

export function showTray({ icons, window, hosts, figures, note }: TrayParts): { update(): void } {
	const tray = new Tray(join(icons, "tray.png"));
	let shown = "";

	const pass = async (id: string, seconds: number) => {
		const socket = hosts.find(id)?.socket;
		const trouble = socket === undefined ? "it was removed meanwhile" : await letPass(socket, seconds);
		if (trouble !== null) note(`${id}: ${trouble}`);
	};
	const passing = ({ host, passAllUntilAt }: HostFigures): MenuItemConstructorOptions => ({
		id: `pass-all-${host.id}`,
		label: `Pass everything for 60 minutes on ${host.name}`,
		type: "checkbox",
		checked: passAllUntilAt !== null,
		click: ({ checked }) => void pass(host.id, checked ? HOUR_SECONDS : 0),
	});
	const update = () => {
		const now = figures();
		const words = waitingWords(now);
		const looks = JSON.stringify([words, now.map(({ host, passAllUntilAt }) => [host.id, host.name, passAllUntilAt])]);
		if (looks === shown) return;
		shown = looks;
		tray.setToolTip(`Greydesk: ${words}`);
		const items: MenuItemConstructorOptions[] = [
			{ id: "waiting", label: words, click: () => window.go("#/triplets?q=state%3Awaiting") },
			{ id: "show", label: "Show the Window", click: window.focus },
			...now.map(passing),
			{ id: "quit", label: "Quit", click: () => app.quit() },
		];
		tray.setContextMenu(Menu.buildFromTemplate(items));
	};
	tray.on("click", window.focus);
	update();
	return { update };
}
