/** Our place in the operator's own list of restrictions: logins, later rules, and what happens when we are not there. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./peers/eventually.ts";
import { type Greylister, startGreylister } from "./peers/greylister.ts";
import { noPostfix } from "./peers/postfix-instance.ts";
import { type Receiver, startReceiver } from "./peers/receiver.ts";
import { startSender } from "./peers/sender.ts";
import { openSmtpAs } from "./peers/smtp-client.ts";

describe.skipIf(noPostfix() !== null)("in the operator's list of restrictions", () => {
	let daemon: Greylister;
	let receiver: Receiver;

	beforeAll(async () => {
		daemon = await startGreylister(60);
		receiver = await startReceiver({
			policyPort: daemon.policyPort,
			asksAboutAuthenticated: true,
			after: "check_recipient_access inline:{ overruled@dest.test=REJECT }",
		});
	});
	afterAll(async () => {
		await receiver?.stop();
		await daemon?.stop();
	});

	test("an authenticated client is exempt, where Postfix asks about one at all", async () => {
		const client = await openSmtpAs(receiver.port, { address: "192.0.2.20", login: "alice" });
		await client.say("MAIL FROM:<alice@example.net>");
		expect((await client.say("RCPT TO:<bob@dest.test>")).code).toBe(250);
		await client.quit();
		expect((await daemon.counters()).passedExempt).toBe(1);

		const stranger = await openSmtpAs(receiver.port, { address: "192.0.2.20" });
		await stranger.say("MAIL FROM:<alice@example.net>");
		expect((await stranger.say("RCPT TO:<bob@dest.test>")).code).toBe(450);
		await stranger.quit();
	});

	test("a later rule that rejects overrules our deferral, and we do not claim that the client was deferred", async () => {
		const client = await openSmtpAs(receiver.port, { address: "192.0.2.30" });
		await client.say("MAIL FROM:<spam@example.net>");
		expect((await client.say("RCPT TO:<overruled@dest.test>")).code).toBe(554);
		await client.quit();
		expect(await daemon.triplet("recipient:overruled@dest.test")).toMatchObject({
			state: "waiting",
			outcome: "unknown",
		});
	});
});

test.skipIf(noPostfix() !== null)("a daemon that was killed delays nobody: the mail is accepted", async () => {
	const daemon = await startGreylister(60);
	const receiver = await startReceiver({ policyPort: daemon.policyPort });
	const sender = await startSender(receiver.port, "127.0.0.9");
	try {
		await sender.send({ from: "before@example.net", to: ["bob@dest.test"] });
		await eventually("the daemon defers while it lives", 10, async () =>
			(await sender.queue()).some(({ reason }) => reason.includes("450")),
		);
		await daemon.kill();
		await sender.send({ from: "after@example.net", to: ["carl@dest.test"] });
		await eventually("the mail is accepted without us", 15, () => receiver.delivered("carl@dest.test")[0]);
		expect(receiver.log().some((line) => line.includes("reject") && line.includes("carl@dest.test"))).toBe(false);
		await eventually("the one that waited comes in too", 15, () => receiver.delivered("bob@dest.test")[0]);
	} finally {
		await sender.stop();
		await receiver.stop();
		await daemon.stop();
	}
});
