/**
 * What the senders of sample traffic write, and from which hosts: one function a kind of sender. Pure: every choice
 * comes from the `Random` handed in.
 */
import { pick, type Random, whole } from "../base/random.ts";
import {
	firmHost,
	letters,
	named,
	ourDomains,
	ourPerson,
	pool,
	type SampleHost,
	shuffled,
	theirPerson,
	token,
	v4,
	v6,
} from "./sample-hosts.ts";

/** One mail and where it comes from: attempt k from `hosts[k - 1]`, and round again. */
export interface SampleMessage {
	/** The envelope sender; `""` is the null sender. */
	readonly sender: string;
	readonly recipients: readonly string[];
	readonly hosts: readonly SampleHost[];
	readonly saslUser: string | null;
	/** Bytes, as declared with SIZE. */
	readonly size: number;
}

export type Compose = (random: Random) => SampleMessage;
type Envelope = readonly [sender: string, recipients: readonly string[]];

function mail(random: Random, [sender, recipients]: Envelope, hosts: readonly SampleHost[]): SampleMessage {
	return { sender, recipients, hosts, saslUser: null, size: Math.round(2000 * 30 ** random()) };
}

/** Correspondence of firms `from` to `to` of the list; now and then one mail to two recipients. */
export function firmMail(from: number, to: number): Compose {
	return (random) => {
		const { domain, host } = firmHost(whole(random, from, to));
		const recipients = random() < 0.12 ? [ourPerson(random), ourPerson(random)] : [ourPerson(random)];
		return mail(random, [theirPerson(random, domain), [...new Set(recipients)]], [host]);
	};
}

/** Eighteen pairs of people who write all the time. */
export function regularMail(random: Random): SampleMessage {
	const pair = whole(random, 0, 17);
	const { domain, host } = firmHost(pair % 6);
	const from = pick(random, [["office", "orders", "anna.keller"][Math.floor(pair / 6)] ?? "office"]);
	const to = ["alice", "bob", "carol"][pair % 3] ?? "alice";
	return mail(random, [`${from}@${domain}`, [`${to}@${ourDomains[0]}`]], [host]);
}

/** A freemail provider: many people, one registered domain, `addresses` hosts in several networks. */
export function webmail(domain: string, stem: string, addresses: number): Compose {
	const hosts = pool(domain, stem, addresses);
	return (random) => {
		const sender = theirPerson(random, domain).replace("@", `${whole(random, 1, 99)}@`);
		return mail(random, [sender, [ourPerson(random)]], shuffled(random, hosts));
	};
}

/** Three hosts without a verified name, each in another network. */
export function roamingMail(random: Random): SampleMessage {
	const hosts = ([0, 1, 2] as const).map((network) => ({
		client: v4(network, whole(random, 60, 90)),
		name: null,
		helo: `roam-${network}.rover.test`,
	}));
	return mail(random, [theirPerson(random, "rover.test"), [ourPerson(random)]], shuffled(random, hosts));
}

export function listMail(random: Random): SampleMessage {
	const to = ourPerson(random);
	const host = named(v4(2, 20), "lists.openforum.example");
	return mail(random, [`talk-bounces+${to.replace("@", "=")}@openforum.example`, [to]], [host]);
}

export function newsletterMail(random: Random): SampleMessage {
	const host = named(v4(2, 40), "out.dailybrief.example");
	const reader = `reader${whole(random, 1, 400)}@${ourDomains[0]}`;
	return mail(random, [`bounce-${token(random, 16)}@dailybrief.example`, [reader]], [host]);
}

export function botMail(random: Random): SampleMessage {
	const number = whole(random, 1, 200);
	const name = `bot-${number}.dialup.example.net`;
	const host = {
		client: number % 7 === 0 ? v6(0x4000 + number, number) : v4(2, number),
		name: random() < 0.6 ? name : null,
		helo: random() < 0.7 ? name : "localhost.localdomain",
	};
	// Letters, not digits: senders that look like bounce addresses would be folded into one (settings.ts, senderRules.esp).
	const sender = `${letters(random, 8)}@${pick(random, ["win-big.test", "pharma.test", "loan.example"])}`;
	return mail(random, [sender, [ourPerson(random)]], [host]);
}

export function hammerMail(random: Random): SampleMessage {
	const host = named(v4(1, 240), "hammer-1.impatient.test");
	return mail(random, [theirPerson(random, "impatient.test"), [ourPerson(random)]], [host]);
}

export function postmasterMail(random: Random): SampleMessage {
	return { ...firmMail(6, 35)(random), recipients: [`${pick(random, ["postmaster", "abuse"])}@${ourDomains[0]}`] };
}

/** The null sender, from a server that returns what it should have refused. */
export function bounceMail(random: Random): SampleMessage {
	return mail(random, ["", [ourPerson(random)]], [named(v4(0, 250), "mx.backscatter.test")]);
}

/** Our own people, logged in, on the way out. */
export function submittedMail(random: Random): SampleMessage {
	const who = ourPerson(random);
	const host = { client: v6(0x7000 + whole(random, 1, 60), 5), name: null, helo: "laptop.home.test" };
	return { ...mail(random, [who, [theirPerson(random, "harbor.test")]], [host]), saslUser: who };
}
