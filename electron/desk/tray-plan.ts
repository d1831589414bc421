/** What the tray shows: how many mails wait, the window, and a switch for each host that answers. */
import { type HostFigures, waitingWords } from "./attention.ts";
import type { MenuItemPlan } from "./menu-template.ts";

export interface TrayHands {
	readonly go: (hash: string) => void;
	readonly show: () => void;
	readonly quit: () => void;
	/** Lets everything pass at a host, or ends that, once the person has said so. False where nothing came of it. */
	readonly pass: (host: string, on: boolean) => Promise<boolean>;
	/** A switch was turned by a click, and nothing came of it: it must be shown as it is. */
	readonly again: () => void;
}

export interface TrayPlan {
	readonly tip: string;
	readonly items: MenuItemPlan[];
}

export function trayPlan(figures: readonly HostFigures[], hands: TrayHands): TrayPlan {
	const words = waitingWords(figures);
	return {
		tip: `Greydesk: ${words}`,
		items: [
			{ id: "waiting", label: words, click: () => hands.go("#/triplets?q=state%3Awaiting") },
			{ id: "show", label: "Show the Window", click: hands.show },
			...figures.map((host) => passItem(host, hands)),
			{ id: "quit", label: "Quit", click: hands.quit },
		],
	};
}

/** Grey where the person may not: the label says why. */
function passItem({ host, passAllUntilAt, whyNot }: HostFigures, { pass, again }: TrayHands): MenuItemPlan {
	return {
		id: `pass-all-${host.id}`,
		label: `Pass everything for 60 minutes on ${host.name}${whyNot === null ? "" : ` (${whyNot})`}`,
		type: "checkbox",
		checked: passAllUntilAt !== null,
		enabled: whyNot === null,
		click: ({ checked }) => void pass(host.id, checked).then((done) => done || again()),
	};
}
