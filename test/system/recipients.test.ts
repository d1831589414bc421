/** Several recipients in one dialogue with a real Postfix: who waits, who passes, and that nobody is accused for it. */

import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { call } from "../../shared/protocol/client.ts";
import { showTriplet } from "../../shared/protocol/triplet-routes.ts";
import { eventually } from "./peers/eventually.ts";
import { type Greylister, startGreylister, value } from "./peers/greylister.ts";
import { noPostfix } from "./peers/postfix-instance.ts";
import { type Receiver, startReceiver } from "./peers/receiver.ts";
import { openSmtpAs, type Smtp } from "./peers/smtp-client.ts";

const DELAY = 2;

describe.skipIf(noPostfix() !== null)("a client with several recipients", () => {
	let daemon: Greylister;
	let receiver: Receiver;
	let client: Smtp;

	beforeAll(async () => {
		daemon = await startGreylister(DELAY);
		receiver = await startReceiver({ policyPort: daemon.policyPort });
	});
	afterAll(async () => {
		await receiver?.stop();
		await daemon?.stop();
	});
	beforeEach(async () => {
		client = await openSmtpAs(receiver.port, { address: "192.0.2.10", name: "mail.example.net" });
	});

	/** No event of the triplet speaks of a client that ignored us, and no counter does. */
	async function expectNobodyAccused(q: string) {
		const { id } = await daemon.triplet(q);
		const { attempts } = value(await call(daemon.send, showTriplet, { params: { id } }));
		expect(attempts.every(({ kind, outcome }) => kind !== "expired" && outcome === "unknown")).toBe(true);
		expect((await daemon.counters()).ignoredDeferral).toBe(0);
	}

	test("mail to postmaster passes at once", async () => {
		await client.say("MAIL FROM:<first@example.net>");
		expect((await client.say("RCPT TO:<postmaster@dest.test>")).code).toBe(250);
		await client.quit();
	});

	test("one of two is deferred: the client goes on to DATA legally and is not accused", async () => {
		await client.say("MAIL FROM:<two@example.net>");
		expect(await client.say("RCPT TO:<bob@dest.test>")).toMatchObject({
			code: 450,
			text: expect.stringContaining("Greylisted"),
		});
		expect((await client.say("RCPT TO:<abuse@dest.test>")).code).toBe(250);
		expect((await client.say("DATA")).code).toBe(354);
		expect((await client.say("Subject: for one of two\r\n\r\nHello\r\n.")).code).toBe(250);
		await client.quit();

		await eventually("delivery to the one", 10, () => receiver.delivered("abuse@dest.test").length === 1);
		expect(receiver.delivered("bob@dest.test")).toEqual([]);
		await expectNobodyAccused("sender:two@example.net recipient:bob@dest.test");
	});

	test("pipelining: each recipient gets its own answer, in order", async () => {
		const replies = await client.pipeline([
			"MAIL FROM:<pipe@example.net>",
			"RCPT TO:<bob@dest.test>",
			"RCPT TO:<postmaster@dest.test>",
			"RCPT TO:<carl@dest.test>",
			"DATA",
		]);
		expect(replies.map(({ code }) => code)).toEqual([250, 450, 250, 450, 354]);
		expect((await client.say("Subject: pipelined\r\n\r\nHello\r\n.")).code).toBe(250);
		await client.quit();
		await expectNobodyAccused("sender:pipe@example.net recipient:bob@dest.test");
		await expectNobodyAccused("sender:pipe@example.net recipient:carl@dest.test");
	});

	test("pipelining into a DATA without recipients is no offence either, and the retry passes", async () => {
		const commands = ["MAIL FROM:<eager@example.net>", "RCPT TO:<bob@dest.test>", "DATA"];
		expect((await client.pipeline(commands)).map(({ code }) => code)).toEqual([250, 450, 554]);
		await client.quit();
		await expectNobodyAccused("sender:eager@example.net");

		await pause(DELAY * 1000);
		const again = await openSmtpAs(receiver.port, { address: "192.0.2.10", name: "mail.example.net" });
		expect((await again.pipeline(commands)).map(({ code }) => code)).toEqual([250, 250, 354]);
		expect((await again.say("Subject: again\r\n\r\nHello\r\n.")).code).toBe(250);
		await again.quit();
	});

	test("two recipients that both waited pass together, and the mail carries one X-Greylist", async () => {
		const commands = ["MAIL FROM:<pair@example.net>", "RCPT TO:<erin@dest.test>", "RCPT TO:<frank@dest.test>"];
		expect((await client.pipeline(commands)).map(({ code }) => code)).toEqual([250, 450, 450]);
		await client.say("RSET");
		await pause(DELAY * 1000);
		expect((await client.pipeline([...commands, "DATA"])).map(({ code }) => code)).toEqual([250, 250, 250, 354]);
		await client.say("Subject: for both\r\n\r\nHello\r\n.");
		await client.quit();
		const mail = await eventually("delivery", 10, () => receiver.delivered("erin@dest.test")[0]);
		expect(mail.match(/^X-Greylist: /gm)).toHaveLength(1);
	});
});
