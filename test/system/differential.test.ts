/**
 * The same mail to the greylisters of others, as Debian packs them, and to our engine in the same settings: where the
 * answers differ, a documented reason says why (test/differential), and nothing differs without one.
 */
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Answer, explainAll } from "../differential/compare.ts";
import { greylistd } from "../differential/greylistd.ts";
import { canMoveClocks } from "../differential/moved-clock.ts";
import { answersOfOurs } from "../differential/ours.ts";
import { postgrey, postgreyRules } from "../differential/postgrey.ts";
import { sqlgrey, sqlgreyRules } from "../differential/sqlgrey.ts";
import { randomMail } from "../differential/traffic.ts";
import { connectPolicy } from "../fixtures/policy-client.ts";
import { greylistdAnswer, type RunningPeer, startGreylistd, startPostgrey, startSqlgrey } from "./peers/policy-peer.ts";

const MAILS = Number(process.env.GREYDESK_MAILS ?? 3000);
/** GREYDESK_SEED and GREYDESK_MAILS ask for other mail, and more of it. */
const seed = Number(process.env.GREYDESK_SEED ?? 1);
const mails = randomMail(seed, MAILS);
const startAt = mails[0]?.at ?? 0;

/** Answers of a peer that speaks Postfix's policy delegation. */
async function answersOver({ address, clock, stop }: RunningPeer): Promise<readonly Answer[]> {
	const client = await connectPolicy(address);
	try {
		const answers: Answer[] = [];
		for (const [n, mail] of mails.entries()) {
			clock.set(mail.at);
			const answer = await client.ask({ ...mail, instance: `i${n}.${n}` });
			answers.push(/^defer/i.test(answer) ? "defer" : "pass");
		}
		return answers;
	} finally {
		client.close();
		await stop();
	}
}

/** One question a connection, as Exim asks. */
async function answersOfGreylistd({ address, clock, stop }: RunningPeer): Promise<readonly Answer[]> {
	try {
		const answers: Answer[] = [];
		for (const { at, client, sender, recipient } of mails) {
			clock.set(at);
			const answer = await greylistdAnswer(address, `--grey ${client} ${sender || "<>"} ${recipient}`);
			expect(answer).toMatch(/^(true|false)$/);
			answers.push(answer === "true" ? "defer" : "pass");
		}
		return answers;
	} finally {
		await stop();
	}
}

function tell(name: string, explained: Readonly<Record<string, number>>): void {
	const words = Object.entries(explained).map(([reason, count]) => `${reason}: ${count}`);
	console.info(`${name}, ${mails.length} mails, seed ${seed}: ${words.join(", ")}`);
	// A reason that explains nothing is one too many; of little or other mail not every one need come to pass.
	const idle = Object.entries(explained).filter(([, count]) => count === 0);
	if (process.env.GREYDESK_SEED === undefined && MAILS >= 3000) expect(idle, name).toEqual([]);
}

describe(`the same ${MAILS} attempts over months (seed ${seed})`, () => {
	test("what postgrey answers otherwise has a documented reason", async ({ skip }) => {
		if (!existsSync("/usr/sbin/postgrey") || !canMoveClocks()) return skip();
		const words = ["--delay=300", "--retry-window=48h", "--max-age=35", "--auto-whitelist-clients=0"];
		const theirs = await answersOver(await startPostgrey(startAt, words));
		const ours = await answersOfOurs(mails, { senderRules: postgreyRules });
		const explained = explainAll(postgrey, mails, { theirs, ours });
		tell("postgrey", explained);
	});

	test("what sqlgrey answers otherwise has a documented reason", async ({ skip }) => {
		if (!existsSync("/usr/sbin/sqlgrey") || !canMoveClocks()) return skip();
		const words = ["reconnect_delay = 5", "max_connect_age = 48", "awl_age = 35", "group_domain_level = 0"];
		const theirs = await answersOver(await startSqlgrey(startAt, [...words, "greymethod = classc"]));
		const ours = await answersOfOurs(mails, { senderRules: sqlgreyRules });
		tell("sqlgrey", explainAll(sqlgrey, mails, { theirs, ours }));
	});

	test("what greylistd answers otherwise has a documented reason", async ({ skip }) => {
		if (!existsSync("/usr/sbin/greylistd") || !canMoveClocks()) return skip();
		const words = ["retryMin = 300", "retryMax = 172800", "expire = 3024000"];
		const theirs = await answersOfGreylistd(await startGreylistd(startAt, words));
		const senderRules = { verp: false, batv: false, srs: false, plus: false, esp: false };
		const ours = await answersOfOurs(mails, { senderRules, clientKey: "address" });
		tell("greylistd", explainAll(greylistd, mails, { theirs, ours }));
	});
});
