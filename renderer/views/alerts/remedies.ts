/** Where the page itself shows what an alert is about. What else is to be done, the alert says in its own words. */
import type { Address } from "../../state/address.ts";

export interface Remedy {
	readonly label: string;
	readonly to: Partial<Address>;
}

const waiting = (q: string) => ({ view: "triplets", q }) as const;

const remedies: Readonly<Partial<Record<string, Remedy>>> = {
	"stuck-mail": { label: "Show the stuck mail", to: waiting("state:waiting age:>1h attempts:>=3") },
	"dns-down": { label: "Settings", to: { view: "settings" } },
	"dns-list": { label: "Settings", to: { view: "settings" } },
	surge: { label: "Show what waits", to: waiting("state:waiting") },
	"auto-whitelist-drop": { label: "Show what was earned", to: { view: "whitelists", kind: "auto" } },
	"waiting-forgotten": { label: "Show what waits", to: waiting("state:waiting") },
	overflow: { label: "Settings", to: { view: "settings" } },
};

/** Null: it is mended elsewhere, on the machine that runs the daemon. */
export function remedyOf(alert: string): Remedy | null {
	return Object.hasOwn(remedies, alert) ? (remedies[alert] ?? null) : null;
}
