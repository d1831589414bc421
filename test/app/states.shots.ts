/** Pictures of what is seldom seen: hosts by ssh and gone, shadow mode, two hosts, alerts, dialogs. `npm run screenshots`. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { startDaemon as startFixture } from "../fixtures/daemon.ts";
import { askOnce } from "../fixtures/policy-client.ts";
import { noSshServer, startSshServer } from "../system/peers/ssh-server.ts";
import { connect, type Desk, openDesk, playSample, startDaemon } from "./desk.ts";
import { picture } from "./picture.ts";

let desk: Desk;
test.afterEach(() => desk.close());

const press = async (page: Page, ...keys: readonly string[]) => {
	for (const key of keys) await page.keyboard.press(key);
};

/** Some mail that waits, some that comes again too soon, from a few networks. */
async function sendMail(policy: string, mails = 40): Promise<void> {
	for (let mail = 0; mail < mails; mail++)
		await askOnce(policy, {
			client: `192.0.2.${1 + (mail % 25)}`,
			clientName: `out${mail % 25}.example.net`,
			sender: `news-${mail % 30}@lists.example.net`,
			recipient: `anna.${mail % 12}@example.org`,
		});
}

test("hosts over ssh and hosts that are gone", async ({ page }) => {
	test.skip(noSshServer() !== null);
	const ssh = await startSshServer();
	desk = await openDesk(null, ssh.env);
	const gone = await startDaemon(desk, "mx1");
	const there = await startDaemon(desk, "mx2");
	await page.goto(desk.url);
	await connect(page, gone.socket);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	await gone.stop();
	await press(page, "g", "h");
	await expect(
		page
			.getByRole("listitem")
			.filter({ hasText: /gone.*since/ })
			.first(),
	).toBeVisible({
		timeout: 20_000,
	});
	await picture(page, "hosts-view-dead");
	await page.getByLabel("Address of its management socket").fill(ssh.address(there.socket));
	await page.getByRole("button", { name: "Connect", exact: true }).click();
	await expect(page.getByRole("region", { name: "Is this the right host?" })).toBeVisible({ timeout: 20_000 });
	await picture(page, "hosts-view-first-contact");
	await page.getByRole("button", { name: "Refuse" }).click();
	ssh.trust();
	rmSync(ssh.knownHosts);
	const key = "AAAAC3NzaC1lZDI1NTE5AAAAIEdC0xBwLDAN5FVTyX1DdSVAMRx8wz1aJ1sLIaJgp2xU";
	writeFileSync(ssh.knownHosts, `[127.0.0.1]:${ssh.port} ssh-ed25519 ${key}\n`);
	await page.getByRole("button", { name: "Connect", exact: true }).click();
	await expect(page.getByRole("complementary", { name: "Add a host" }).getByRole("alert")).toBeVisible({
		timeout: 20_000,
	});
	await picture(page, "hosts-view-changed-key");
	await there.stop();
	await ssh.stop();
});

test("shadow mode, alerts, and a daemon that stopped", async ({ page }) => {
	desk = await openDesk();
	const mailLog = join(desk.folder, "..", "mail.log");
	const daemon = await startFixture({ words: ["--shadow", "--mail-log", mailLog] });
	await page.goto(desk.url);
	await connect(page, daemon.management);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	await sendMail(daemon.policy);
	await press(page, "g", "w");
	await page.waitForTimeout(2_500);
	await picture(page, "shadow-watch");
	await press(page, "g", "t");
	await page.waitForTimeout(1_000);
	await press(page, "j", "Enter");
	await page.waitForTimeout(1_000);
	await picture(page, "shadow-triplets");
	await press(page, "Escape", "g", "s");
	await page.waitForTimeout(1_000);
	await picture(page, "shadow-settings");
	await press(page, "g", "e");
	await expect(page.getByRole("listitem").filter({ hasText: "mail-log-unreadable" })).toBeVisible();
	await picture(page, "alerts");
	await press(page, "a");
	await expect(page.getByText(/Acknowledged by/)).toBeVisible();
	await picture(page, "alerts-acknowledged");
	writeFileSync(mailLog, "");
	await expect(page.getByText("No alert is raised")).toBeVisible({ timeout: 20_000 });
	await picture(page, "alerts-none");
	await daemon.stop();
	await expect(page.getByRole("button", { name: /^Host .*, gone since/ })).toBeVisible({ timeout: 20_000 });
	for (const [key, name] of [
		["w", "watch"],
		["t", "triplets"],
		["s", "settings"],
		["l", "whitelists"],
		["e", "alerts"],
	] as const) {
		await press(page, "g", key);
		await page.waitForTimeout(600);
		await picture(page, `stale-${name}`);
	}
});

test("two hosts in one chart", async ({ page }) => {
	test.setTimeout(240_000);
	desk = await openDesk();
	const daemons = [await startDaemon(desk, "mx1"), await startDaemon(desk, "mx2")];
	await page.goto(desk.url);
	for (const daemon of daemons) {
		await connect(page, daemon.socket);
		await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	}
	await press(page, "g", "w");
	await page.getByRole("button", { name: "Compare with another host" }).click();
	await page.getByRole("menuitem", { name: /mx1/ }).click();
	for (let second = 0; second < 12; second++) {
		for (const [index, daemon] of daemons.entries()) await sendMail(daemon.policy, 5 + ((second * 7 + index * 5) % 23));
		await page.waitForTimeout(1_000);
	}
	await picture(page, "compare");
	await page.getByRole("button", { name: "Show as tables" }).click();
	await page.waitForTimeout(500);
	await picture(page, "compare-table");
	for (const daemon of daemons) await daemon.stop();
});

test("dialogs and tools", async ({ page }) => {
	test.setTimeout(240_000);
	desk = await openDesk();
	await playSample(page, desk);
	await page.waitForTimeout(10_000);
	await page.keyboard.press("?");
	await picture(page, "sheet");
	await press(page, "Escape", ",");
	await page.waitForTimeout(300);
	await picture(page, "preferences");
	await press(page, "Escape", "Control+k");
	await page.waitForTimeout(300);
	await picture(page, "palette-watch");
	await press(page, "Escape", "g", "m");
	await page.waitForTimeout(300);
	await picture(page, "mail-none");
	const chooser = page.waitForEvent("filechooser");
	await page
		.getByRole("dialog")
		.getByRole("button", { name: /file…$/ })
		.click();
	const text = [
		"Received: from out7.example.net (out7.example.net [192.0.2.7])",
		"\tby mx1.example.org (Postfix) with ESMTP id 4ABC; Tue, 24 Nov 2026 09:12:44 +0100",
		"From: MAILER-DAEMON@out7.example.net (Mail Delivery System)",
		"To: anna@example.org",
		"Subject: Undelivered Mail Returned to Sender",
		"",
		"<ben@example.com>: host mx.example.com[198.51.100.4] said: 451 4.7.1 Greylisted,",
		"    come again in 300 seconds (in reply to RCPT TO command)",
	];
	await (await chooser).setFiles({
		name: "returned mail.eml",
		mimeType: "message/rfc822",
		buffer: Buffer.from(text.join("\r\n").repeat(4)),
	});
	await page.waitForTimeout(500);
	await picture(page, "mail");
	await press(page, "Escape", "g", "t");
	await page.waitForTimeout(800);
	await press(page, "v");
	await page.waitForTimeout(300);
	await picture(page, "columns");
	await press(page, "Escape", "e");
	await page.waitForTimeout(300);
	await picture(page, "export");
	await press(page, "Escape", "h");
	await page.waitForTimeout(500);
	await picture(page, "triplets-masked");
});
