/** Random mail over months of a made-up time, with what greylisters disagree about: the same for the same seed. */
import { dice } from "../fixtures/history/random-mail.ts";

export interface Mail {
	/** Epoch milliseconds, whole seconds. */
	readonly at: number;
	readonly client: string;
	readonly clientName: string;
	readonly sender: string;
	readonly recipient: string;
}

const clients = ["192.0.2.10", "192.0.2.77", "198.51.100.7", "198.51.100.200", "203.0.113.5", "192.0.3.10"];
const clients6 = ["2001:db8:1:2::25", "2001:db8:1:2::26", "2001:db8:1:3::25", "2001:db8:9:2:211:22ff:fe33:4455"];
const senders = ["alice@example.net", "bob@example.net", "Carol@Example.ORG", "dave@example.com", ""];
const recipients = ["bob@example.org", "carl@example.org", "Carl@example.org", "dora@sub.example.org"];
/** Seconds that pass: most of it around a delay of five minutes, some around the ends of windows and lives. */
const steps = [0, 0, 1, 1, 7, 30, 60, 120, 299, 300, 300, 301, 600, 3600, 86_400];
const rareSteps = [172_799, 172_800, 172_801, 5 * 86_400, 36 * 86_400];

/** A sender with what some fold away and others do not. */
function varied(sender: string, n: number): string {
	const at = sender.indexOf("@");
	if (at < 0) return sender;
	const [local, domain] = [sender.slice(0, at), sender.slice(at)];
	const forms = [
		`${local}+tag${n}${domain}`,
		`bounce-${n}-${local}${domain}`,
		`${1000 + (n % 3)}${domain}`,
		`n_${n % 4}_${local}${domain}`,
		`prvs=${"0123456789".slice(0, 8)}a${n % 10}=${local}${domain}`,
	];
	return forms[n % forms.length] ?? sender;
}

/** Hours in which nobody writes: postgrey cleans its files between two and seven. */
const QUIET = { from: 2, to: 7 };

export function randomMail(seed: number, count: number): readonly Mail[] {
	const roll = dice(seed);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T;
	const mails: Mail[] = [];
	let at = Date.UTC(2026, 5, 2, 9);
	for (let n = 0; n < count; n++) {
		at += pick(roll() < 0.005 ? rareSteps : steps) * 1000;
		const hour = new Date(at).getUTCHours();
		if (hour >= QUIET.from && hour < QUIET.to) at += (QUIET.to - hour) * 3_600_000;
		const before = mails[Math.max(0, n - 1 - Math.floor(roll() * 60))];
		if (before !== undefined && roll() < 0.6) {
			mails.push({ ...before, at });
			continue;
		}
		const client = roll() < 0.3 ? pick(clients6) : pick(clients);
		const sender = roll() < 0.45 ? varied(pick(senders), Math.floor(roll() * 20)) : pick(senders);
		mails.push({ at, client, clientName: "unknown", sender, recipient: pick(recipients) });
	}
	return mails;
}
