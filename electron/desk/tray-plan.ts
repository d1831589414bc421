/** What the tray shows, as data: how many mails wait, the window, and a switch for each host that answers. */
import { type HostFigures, waitingWords } from "./attention.ts";

export type TrayEntry =
	| { readonly kind: "goes"; readonly id: string; readonly label: string; readonly hash: string }
	| { readonly kind: "shows" | "quits"; readonly id: string; readonly label: string }
	| {
			readonly kind: "passes";
			readonly id: string;
			readonly host: string;
			readonly label: string;
			readonly checked: boolean;
			/** False where the person may not: the label says why. */
			readonly enabled: boolean;
	  };

export interface TrayPlan {
	readonly tip: string;
	readonly entries: readonly TrayEntry[];
}

export function trayPlan(figures: readonly HostFigures[]): TrayPlan {
	const words = waitingWords(figures);
	return {
		tip: `Greydesk: ${words}`,
		entries: [
			{ kind: "goes", id: "waiting", label: words, hash: "#/triplets?q=state%3Awaiting" },
			{ kind: "shows", id: "show", label: "Show the Window" },
			...figures.map(({ host, passAllUntilAt, whyNot }): TrayEntry => {
				const label = `Pass everything for 60 minutes on ${host.name}${whyNot === null ? "" : ` (${whyNot})`}`;
				const checked = passAllUntilAt !== null;
				return { kind: "passes", id: `pass-all-${host.id}`, host: host.id, label, checked, enabled: whyNot === null };
			}),
			{ kind: "quits", id: "quit", label: "Quit" },
		],
	};
}
