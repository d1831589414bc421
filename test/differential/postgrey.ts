/** postgrey 1.37, told as keys and clocks (its manual, and the code of Debian 12). */
import type { SenderRules } from "../../shared/policy/settings.ts";
import type { Peer } from "./compare.ts";
import { type Kept, keepTriplets, weForget } from "./keep-triplets.ts";
import { networkOf } from "./networks.ts";
import type { Mail } from "./traffic.ts";

export const postgreyRules: SenderRules = { verp: true, batv: true, srs: false, plus: true, esp: false };

const reasons = {
	"null sender": "postgrey greylists the null sender; we let bounces and callbacks pass (RFC 6647 section 5)",
	"late return": "postgrey begins anew after the retry window; with us a mail that comes so late has proved itself",
	"passed for ever": "postgrey forgets at night, in its cleaning; we do when the time is over",
	"numbers beside underscores": "postgrey takes _ for a letter, so n_1_x and n_2_x are two senders",
	"a number is a name": "postgrey makes every number #; with us 1000@ is somebody",
	"recipient's case": "postgrey knows no capitals; with us the local part is its host's business (RFC 5321 2.4)",
} as const;

type Reason = keyof typeof reasons;
const WINDOW = 2 * 86_400;

export const postgrey: Peer<Reason> = {
	name: "postgrey",
	reasons,
	model: (asWe) =>
		keepTriplets({
			isExempt: ({ sender }) => asWe.has("null sender") && sender === "",
			key: ({ client, sender, recipient }) =>
				`${networkOf(client)}/${senderOf(sender, asWe)}/${asWe.has("recipient's case") ? recipient : recipient.toLowerCase()}`,
			isOver: (seconds) => seconds >= 300,
			isForgotten: (kept, at) => isForgotten(kept, at, asWe),
		}),
};

function isForgotten(kept: Kept, at: number, asWe: ReadonlySet<Reason>): boolean {
	if (kept.passed) return asWe.has("passed for ever") && weForget(kept, at);
	return asWe.has("late return") ? weForget(kept, at) : at - kept.firstAt > WINDOW * 1000;
}

function senderOf(sender: Mail["sender"], asWe: ReadonlySet<Reason>): string {
	const lower = sender.toLowerCase();
	const at = lower.indexOf("@");
	if (at < 0) return lower;
	let local = lower.slice(0, at);
	const tagged = /^prvs=([0-9a-z]{10}[^=]*)=([^=]*)$/.exec(local);
	if (tagged !== null) local = tagged[2] ?? "";
	local = local.replace(/\+.*/, "");
	if (asWe.has("a number is a name") && /^\d+$/.test(local)) return lower;
	const letters = asWe.has("numbers beside underscores") ? "a-z0-9" : "a-z0-9_";
	return local.replace(new RegExp(`(?<![${letters}])\\d+(?![${letters}])`, "g"), "#") + lower.slice(at);
}
