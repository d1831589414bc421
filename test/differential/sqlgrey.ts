/** sqlgrey 1.8.0 with `greymethod = classc` and no domain auto-whitelist, told as its two tables (its code in Debian 12). */
import { senderKeyOf } from "../../shared/policy/sender-key.ts";
import type { SenderRules } from "../../shared/policy/settings.ts";
import type { Greylister, Peer } from "./compare.ts";
import { FORGET_AFTER, PASS_LIFETIME } from "./keep-triplets.ts";
import { networkOf } from "./networks.ts";
import { withoutVerp } from "./sqlgrey-sender.ts";
import type { Mail } from "./traffic.ts";

export const sqlgreyRules: SenderRules = { verp: true, batv: true, srs: true, plus: true, esp: true };

const reasons = {
	"null sender": "sqlgrey greylists the null sender; we let bounces and callbacks pass (RFC 6647 section 5)",
	"strict clock": "sqlgrey passes after reconnect_delay, we at it: a retry in that very second waits once more there",
	"late return": "sqlgrey begins anew after max_connect_age; with us a mail that comes so late has proved itself",
	"passes for all recipients": "a sender that passed once is in sqlgrey's from_awl, whoever it writes to then",
	"waits by the whole sender": "sqlgrey folds a changing sender only once it has passed, so that it may never do so",
	"folded by other rules": "what of a sender changes from mail to mail is guessed by patterns of its own",
	"IPv6 by address": "sqlgrey takes an IPv6 client for a network only where its address is made of a MAC (EUI-64)",
	"recipient's case": "sqlgrey knows no capitals; with us the local part is its host's business (RFC 5321 2.4)",
} as const;

type Reason = keyof typeof reasons;

interface Waiting {
	readonly name: string;
	readonly domain: string;
	readonly source: string;
	readonly recipient: string;
	readonly firstAt: number;
}

const DELAY_MS = 300_000;
const WINDOW_MS = 48 * 3_600_000;

export const sqlgrey: Peer<Reason> = { name: "sqlgrey", reasons, model };

function model(asWe: ReadonlySet<Reason>): Greylister {
	let waiting: Waiting[] = [];
	/** When a sender of a source, or with us its triplet, was let through last. */
	const passed = new Map<string, number>();
	return (mail) => {
		const { at, sender } = mail;
		if (asWe.has("null sender") && sender === "") return "pass";
		const { row, folded } = rowOf(mail, asWe);
		const whom = asWe.has("passes for all recipients") ? row.recipient : "";
		const known = `${row.source} ${folded} ${row.domain} ${whom}`;
		const lastAt = passed.get(known);
		if (lastAt !== undefined && lastAt > at - PASS_LIFETIME * 1000) {
			passed.set(known, at);
			return "pass";
		}
		const same = waiting.filter((one) => isSame(one, row));
		const isEarly = ({ firstAt }: Waiting) =>
			asWe.has("strict clock") ? at - firstAt < DELAY_MS : at - firstAt <= DELAY_MS;
		if (same.some(isEarly)) return "defer";
		const inTime = ({ firstAt }: Waiting) =>
			asWe.has("late return") ? at - firstAt < FORGET_AFTER * 1000 : at - firstAt <= WINDOW_MS;
		if (!same.some(inTime)) {
			waiting.push(row);
			return "defer";
		}
		passed.set(known, at);
		const goes = asWe.has("waits by the whole sender") ? (name: string) => name === folded : likeness(folded);
		waiting = waiting.filter(
			(one) =>
				one.source !== row.source ||
				one.domain !== row.domain ||
				(asWe.has("passes for all recipients") && one.recipient !== row.recipient) ||
				!goes(one.name),
		);
		return "pass";
	};
}

function isSame(one: Waiting, other: Waiting): boolean {
	return (
		one.name === other.name &&
		one.domain === other.domain &&
		one.source === other.source &&
		one.recipient === other.recipient
	);
}

function rowOf(mail: Mail, asWe: ReadonlySet<Reason>): { readonly row: Waiting; readonly folded: string } {
	const { client, sender, at } = mail;
	const recipient = asWe.has("recipient's case") ? mail.recipient : mail.recipient.toLowerCase();
	const source = asWe.has("IPv6 by address") ? networkOf(client) : sourceOf(client);
	if (sender === "") return { row: { name: "", domain: "", source, recipient, firstAt: at }, folded: "" };
	const [local = "", domain = ""] = sender.toLowerCase().split("@");
	const folded = asWe.has("folded by other rules")
		? senderKeyOf(sender, sqlgreyRules).replace(/@[^@]*$/, "")
		: withoutVerp(local, mail.recipient.toLowerCase());
	const name = asWe.has("waits by the whole sender") ? folded : local;
	return { row: { name, domain, source, recipient, firstAt: at }, folded };
}

function sourceOf(client: string): string {
	return client.includes(":") && !/[0-9a-f]{2}ff:fe[0-9a-f]{2}:[0-9a-f]{4}$/.test(client) ? client : networkOf(client);
}

/** SQL's LIKE, in which sqlgrey writes % for each #; capitals are none of its business. */
function likeness(folded: string): (name: string) => boolean {
	const pattern = folded
		.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
		.replace(/[#%]/g, ".*")
		.replace(/_/g, ".");
	const whole = new RegExp(`^${pattern}$`, "i");
	return (name) => whole.test(name);
}
