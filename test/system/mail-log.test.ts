/**
 * A real Postfix logs to a file, and the daemon follows it: what the client was told is confirmed or overruled, and a
 * client that ignores what it was told shows, where the policy port alone would never tell.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call } from "../../shared/protocol/client.ts";
import { explain, getPolicy, putPolicy } from "../../shared/protocol/policy-routes.ts";
import { status } from "../../shared/protocol/system-routes.ts";
import { showTriplet } from "../../shared/protocol/triplet-routes.ts";
import { eventually } from "./peers/eventually.ts";
import { type Greylister, startGreylister, value } from "./peers/greylister.ts";
import { freePort } from "./peers/ports.ts";
import { noPostfix } from "./peers/postfix-instance.ts";
import { type Receiver, startReceiver } from "./peers/receiver.ts";
import { openSmtpAs } from "./peers/smtp-client.ts";

describe.skipIf(noPostfix() !== null)("with the mail log followed", () => {
	let folder: string;
	let mailLog: string;
	let daemon: Greylister;
	let receiver: Receiver;
	/** The world outside. */
	let sink: ChildProcess;

	beforeAll(async () => {
		const outside = await freePort();
		sink = spawn("smtp-sink", ["-u", "nobody", `127.0.0.2:${outside}`, "100"], { stdio: "ignore" });
		folder = mkdtempSync(join(tmpdir(), "greydesk-log-"));
		chmodSync(folder, 0o755);
		mailLog = join(folder, "mail.log");
		daemon = await startGreylister(120, ["--mail-log", mailLog]);
		receiver = await startReceiver({
			policyPort: daemon.policyPort,
			after: "check_recipient_access inline:{ overruled@dest.test=REJECT }",
			mailLog,
			relayHost: `[127.0.0.2]:${outside}`,
		});
	});
	afterAll(async () => {
		sink?.kill();
		await receiver?.stop();
		await daemon?.stop();
		rmSync(folder, { recursive: true, force: true });
	});

	const outcome = async (recipient: string) => (await daemon.triplet(`recipient:${recipient}`)).outcome;

	async function refused(recipient: string, code: number, address = "192.0.2.30") {
		const client = await openSmtpAs(receiver.port, { address });
		await client.say("MAIL FROM:<alice@example.net>");
		expect((await client.say(`RCPT TO:<${recipient}>`)).code).toBe(code);
		return client;
	}

	async function attempts(recipient: string) {
		const { id } = await daemon.triplet(`recipient:${recipient}`);
		return value(await call(daemon.send, showTriplet, { params: { id } })).attempts;
	}

	test("our deferral is confirmed for the one recipient it was for", async () => {
		const client = await refused("bob@dest.test", 450);
		await client.quit();
		await eventually("the log confirms it", 10, async () => (await outcome("bob@dest.test")) === "confirmed");
		expect(await attempts("bob@dest.test")).toMatchObject([{ kind: "deferred", outcome: "confirmed" }]);
	});

	test("a later rule's refusal overrules ours, and is told with its code", async () => {
		const client = await refused("overruled@dest.test", 554);
		await client.quit();
		await eventually("the log overrules it", 10, async () => (await outcome("overruled@dest.test")) === "overruled");
		expect(await attempts("overruled@dest.test")).toMatchObject([
			{ kind: "deferred", outcome: "overruled", toldCode: "554 5.7.1" },
		]);
	});

	test("a client that goes on with its mail although it was told to wait is told, from the second time", async () => {
		const ignored = async () => (await daemon.counters()).ignoredDeferral;
		for (let time = 0; time < 2; time++) {
			expect(await ignored()).toBe(0);
			const client = await refused(`ignored${time}@dest.test`, 450, "192.0.2.66");
			expect((await client.say("DATA")).code).toBe(554);
			expect((await client.say("Subject: buy now")).code).toBe(221);
			await eventually(
				"the log confirms it",
				10,
				async () => (await outcome(`ignored${time}@dest.test`)) === "confirmed",
			);
		}
		await eventually("it is counted", 10, async () => (await ignored()) === 1);
	});

	test("who answers mail that was delivered to him need not wait, once that is switched on", async () => {
		const { settings } = value(await call(daemon.send, getPolicy));
		const body = { settings: { ...settings, correspondents: true }, reason: "a test" };
		value(await call(daemon.send, putPolicy, { body }));
		const client = await openSmtpAs(receiver.port, { address: "192.0.2.20", login: "alice" });
		await client.say("MAIL FROM:<alice@dest.test>");
		expect((await client.say("RCPT TO:<partner@elsewhere.test>")).code).toBe(250);
		await client.say("DATA");
		expect((await client.say("Subject: a question\r\n\r\nWhen?\r\n.")).code).toBe(250);
		await client.quit();
		const asked = { client: "198.51.100.7", sender: "partner@elsewhere.test", recipient: "alice@dest.test" };
		const rule = async () => value(await call(daemon.send, explain, { body: asked })).rule;
		await eventually("the log tells that it was delivered", 20, async () => (await rule()) === "correspondent");
		const answer = await openSmtpAs(receiver.port, { address: asked.client });
		await answer.say(`MAIL FROM:<${asked.sender}>`);
		expect((await answer.say("RCPT TO:<Alice@dest.test>")).code).toBe(250);
		await answer.say("RSET");
		await answer.say(`MAIL FROM:<${asked.sender}>`);
		expect((await answer.say("RCPT TO:<carl@dest.test>")).code).toBe(450);
		await answer.quit();
	});

	test("after the log was rotated it goes on, and no alert was raised", async () => {
		renameSync(mailLog, `${mailLog}.1`);
		await receiver.tool("postfix", "reload");
		const client = await refused("after@dest.test", 450);
		await client.quit();
		await eventually("the log confirms it", 10, async () => (await outcome("after@dest.test")) === "confirmed");
		expect(value(await call(daemon.send, status)).alerts).toEqual([]);
	});
});
