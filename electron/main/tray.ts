/** The tray: how many mails wait, the window, and a switch for each host to let everything pass for an hour. */
import { join } from "node:path";
import { app, Menu, type MenuItemConstructorOptions, Tray } from "electron";
import { call } from "../../shared/protocol/client.ts";
import { passAll } from "../../shared/protocol/policy-routes.ts";
import type { HostFigures } from "../desk/attention.ts";
import { sendTo } from "../desk/check-host.ts";
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

export function showTray(parts: TrayParts): { update(): void } {
	const { window, hosts, figures, note } = parts;
	const tray = new Tray(join(parts.icons, "tray.png"));
	let shown = "";

	const setPassing = async (id: string, seconds: number) => {
		const socket = hosts.find(id)?.socket;
		if (socket === undefined) return;
		const answer = await call(sendTo(socket), passAll, { body: { seconds, reason: "from the tray" } });
		if (!answer.ok) note(`${id}: ${answer.problem.detail}`);
	};
	const passing = ({ host, passAllUntilAt }: HostFigures): MenuItemConstructorOptions => ({
		id: `pass-all-${host.id}`,
		label: `Pass everything for 60 minutes on ${host.name}`,
		type: "checkbox",
		checked: passAllUntilAt !== null,
		click: ({ checked }) => {
			const trouble = (error: unknown) => note(`${host.name}: ${String(error)}`);
			setPassing(host.id, checked ? HOUR_SECONDS : 0).catch(trouble);
		},
	});
	const update = () => {
		const now = figures();
		const waiting = now.reduce((sum, one) => sum + one.waiting, 0);
		const words = now.length === 0 ? "no host answers" : `${waiting} waiting`;
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
