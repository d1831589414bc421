/** A real Postfix sends, a real Postfix receives and asks our daemon: what the first and the second mail meet. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "./peers/eventually.ts";
import { type Greylister, startGreylister } from "./peers/greylister.ts";
import { noPostfix } from "./peers/postfix-instance.ts";
import { type Receiver, startReceiver } from "./peers/receiver.ts";
import { type Sender, startSender } from "./peers/sender.ts";

const DELAY = 4;

describe.skipIf(noPostfix() !== null)("mail between two real Postfix", () => {
	let daemon: Greylister;
	let receiver: Receiver;
	let sender: Sender;

	beforeAll(async () => {
		daemon = await startGreylister(DELAY);
		receiver = await startReceiver({ policyPort: daemon.policyPort });
		sender = await startSender(receiver.port, "127.0.0.9");
	});
	afterAll(async () => {
		await sender?.stop();
		await receiver?.stop();
		await daemon?.stop();
	});

	test("the first mail gets a 450, waits in the sender's queue, and its own retry passes after the delay", async () => {
		const sentAt = Date.now();
		await sender.send({ from: "alice@example.net", to: ["bob@dest.test"] });

		const queued = await eventually("the mail waits in the sender's queue", 10, async () =>
			(await sender.queue()).find(({ reason }) => reason !== ""),
		);
		expect(queued).toMatchObject({ sender: "alice@example.net", recipient: "bob@dest.test" });
		expect(queued.reason).toContain("450 4.2.0");
		expect(queued.reason).toMatch(/Greylisted, please try again in \d+ seconds/);
		expect(rejections(receiver, "bob@dest.test").at(0)).toMatch(
			/NOQUEUE: reject: RCPT from .*: 450 4\.2\.0 .*Greylisted/,
		);

		const waiting = await daemon.triplet("sender:alice@example.net recipient:bob@dest.test");
		expect(waiting).toMatchObject({ state: "waiting", outcome: "unknown", passedAt: null });
		expect(waiting.mayPassAt - waiting.firstSeenAt).toBe(DELAY * 1000);

		const mail = await eventually("the mail is delivered", 20, () => receiver.delivered("bob@dest.test")[0]);
		expect(Date.now() - sentAt).toBeGreaterThanOrEqual(DELAY * 1000);
		expect(await sender.queue()).toEqual([]);

		const passed = await daemon.triplet("sender:alice@example.net recipient:bob@dest.test");
		expect(passed).toMatchObject({ state: "passed", ourDelaySeconds: DELAY });
		expect(passed.attempts).toBeGreaterThanOrEqual(2);
		expect(passed.theirDelaySeconds).toBeGreaterThanOrEqual(0);
		const [header, ...more] = mail.match(/^X-Greylist: .*$/gm) ?? [];
		expect(more).toEqual([]);
		expect(header).toMatch(/^X-Greylist: delayed [4-9] seconds by greydesk at \S+; .*\d{4}/);
	});

	test("a second mail of the same sender to the same recipient is not delayed, and carries no header of ours", async () => {
		const before = rejections(receiver, "bob@dest.test").length;
		await sender.send({ from: "alice@example.net", to: ["bob@dest.test"] });
		const mails = await eventually("the second mail is delivered", 10, () => {
			const delivered = receiver.delivered("bob@dest.test");
			return delivered.length === 2 && delivered;
		});
		expect(rejections(receiver, "bob@dest.test")).toHaveLength(before);
		expect(mails.filter((mail) => mail.includes("X-Greylist"))).toHaveLength(1);
	});

	test("another sender to the same recipient waits again", async () => {
		await sender.send({ from: "carol@example.net", to: ["bob@dest.test"] });
		await eventually("the mail waits", 10, async () =>
			(await sender.queue()).some(({ sender: from, reason }) => from === "carol@example.net" && reason.includes("450")),
		);
	});

	test("the null sender passes at RCPT", async () => {
		await sender.send({ from: "", to: ["dave@dest.test"] });
		await eventually("the bounce is delivered", 10, () => receiver.delivered("dave@dest.test")[0]);
		expect(rejections(receiver, "dave@dest.test")).toEqual([]);
	});
});

function rejections(receiver: Receiver, recipient: string): readonly string[] {
	return receiver.log().filter((line) => line.includes("NOQUEUE: reject") && line.includes(`to=<${recipient}>`));
}
