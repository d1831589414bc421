/**
 * The named sender classes of sample traffic: what they are, how often they write, how they come back. Retry schedules
 * are facts with their sources (retry-schedules.ts); rates are made up so that a page has something to show.
 */
import { type Random, whole } from "../base/random.ts";
import * as retry from "./retry-schedules.ts";
import * as write from "./sample-mail.ts";

export interface SenderClass {
	readonly id: string;
	/** For people: what such a sender is. */
	readonly words: string;
	/** Messages, or batches of them, an hour over an average day. */
	readonly perHour: number;
	/** Follows the day of people; machines do not. */
	readonly daily: boolean;
	/** Several messages at once, spread over some seconds; `null`: one. */
	readonly batch: { readonly least: number; readonly most: number; readonly spreadSeconds: number } | null;
	readonly schedule: (random: Random) => retry.Schedule;
	readonly compose: write.Compose;
}

type Parts = Omit<SenderClass, "id" | "words" | "batch" | "daily"> & Partial<Pick<SenderClass, "batch" | "daily">>;

function sender(id: string, words: string, parts: Parts): SenderClass {
	return { batch: null, daily: true, ...parts, id, words };
}

const postfix = (random: Random) => retry.postfixSchedule(whole(random, 0, 299));
const exim = (random: Random) => retry.eximSchedule(whole(random, 0, 1799));
const hammer = (random: Random) => retry.hammerSchedule(whole(random, 7, 15));
const ironport = () => retry.ironportSchedule;
const qmail = () => retry.qmailSchedule;
const once = () => retry.never;
const provider = (name: keyof typeof retry.webmail) => () => retry.atTimes(retry.webmail[name].times);
const { gmail, yahoo, gmx, aol } = retry.webmail;

export const senderClasses: readonly SenderClass[] = [
	sender("regular", "Correspondents who write all day: known after the first mail", {
		perHour: 42,
		schedule: ironport,
		compose: write.regularMail,
	}),
	sender("postfix", "Postfix with stock settings", {
		perHour: 12,
		schedule: postfix,
		compose: write.firmMail(6, 14),
	}),
	sender("exim", "Exim with its stock retry rule and a queue run each half hour", {
		perHour: 5,
		schedule: exim,
		compose: write.firmMail(15, 20),
	}),
	sender("qmail", "qmail: 400 n^2 seconds", {
		perHour: 3,
		schedule: qmail,
		compose: write.firmMail(21, 23),
	}),
	sender("exchange", "Exchange, as measured", {
		perHour: 8,
		schedule: retry.exchangeSchedule,
		compose: write.firmMail(24, 31),
	}),
	sender("ironport", "IronPort: 64 s, then about 426 s", {
		perHour: 6,
		schedule: ironport,
		compose: write.firmMail(32, 35),
	}),
	sender("webmail-pool", "A Gmail-like pool: seven hosts, several networks, one domain", {
		perHour: 10,
		schedule: provider("gmail"),
		compose: write.webmail("bigmail.example", "mail", gmail.addresses),
	}),
	sender("webmail-single", "Webmail that comes from one address", {
		perHour: 4,
		schedule: provider("yahoo"),
		compose: write.webmail("hoopost.example", "web", yahoo.addresses),
	}),
	sender("webmail-small-pool", "Webmail that comes from three hosts", {
		perHour: 3,
		schedule: provider("gmx"),
		compose: write.webmail("postbox.test", "mout", gmx.addresses),
	}),
	sender("gives-up", "Webmail that gives up after five attempts", {
		perHour: 1.5,
		schedule: provider("aol"),
		compose: write.webmail("oldline.test", "omr", aol.addresses),
	}),
	sender("elsewhere", "Comes back from another host without a name each time", {
		perHour: 2,
		schedule: provider("mailRu"),
		compose: write.roamingMail,
	}),
	sender("hours", "Makes its first retry after hours", {
		perHour: 1.5,
		schedule: retry.hoursSchedule,
		compose: write.firmMail(36, 37),
	}),
	sender("list", "A list server with a VERP sender for each subscriber", {
		perHour: 1,
		batch: { least: 4, most: 9, spreadSeconds: 40 },
		schedule: postfix,
		compose: write.listMail,
	}),
	sender("newsletter", "A newsletter to many within minutes, a bounce address for each", {
		perHour: 0.12,
		batch: { least: 40, most: 80, spreadSeconds: 500 },
		schedule: exim,
		compose: write.newsletterMail,
	}),
	sender("bot", "Bots that never come back", {
		perHour: 40,
		daily: false,
		schedule: once,
		compose: write.botMail,
	}),
	sender("hammer", "Tries again every few seconds", {
		perHour: 2,
		daily: false,
		schedule: hammer,
		compose: write.hammerMail,
	}),
	sender("postmaster", "Mail to postmaster and abuse, which is never greylisted", {
		perHour: 3,
		schedule: qmail,
		compose: write.postmasterMail,
	}),
	sender("bounce", "Bounces, with the null sender", {
		perHour: 6,
		schedule: postfix,
		compose: write.bounceMail,
	}),
	sender("submission", "Our own people, logged in", {
		perHour: 10,
		schedule: once,
		compose: write.submittedMail,
	}),
];
