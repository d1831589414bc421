/** A host over ssh, added by the page through a real sshd: the key is compared first, and one that changed is told. */

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { noSshServer, type SshServer, startSshServer } from "../system/peers/ssh-server.ts";
import { type AppDaemon, type Desk, openDesk, startDaemon } from "./desk.ts";

const missing = noSshServer();
test.skip(missing !== null, missing ?? "");

let ssh: SshServer;
let desk: Desk;
let daemon: AppDaemon;
test.beforeEach(async ({ page }) => {
	ssh = await startSshServer();
	desk = await openDesk(null, ssh.env);
	daemon = await startDaemon(desk, "mx1");
	await page.goto(desk.url);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	await page.keyboard.press("g");
	await page.keyboard.press("h");
	await page.getByLabel("Address of its management socket").fill(ssh.address(daemon.socket));
});
test.afterEach(async () => {
	await desk.close();
	await daemon.stop();
	await ssh.stop();
});

test("at first contact the fingerprint is shown to compare; accepted, the host is watched", async ({ page }) => {
	await page.getByRole("button", { name: "Connect", exact: true }).click();
	const question = page.getByRole("region", { name: "Is this the right host?" });
	await expect(question).toBeVisible({ timeout: 20_000 });
	const [fingerprint = ""] = ssh.fingerprints();
	await expect(question).toContainText(fingerprint);
	await expect(question).toContainText("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	await question
		.getByRole("listitem")
		.filter({ hasText: fingerprint })
		.getByRole("button", { name: "It is the same: connect" })
		.click();
	const line = page.getByRole("listitem").filter({ hasText: "ssh://127.0.0.1" });
	await expect(line).toContainText(/live.*over ssh · you are operator/, { timeout: 20_000 });
});

test("refused, nothing is remembered of the host", async ({ page }) => {
	await page.getByRole("button", { name: "Connect", exact: true }).click();
	const question = page.getByRole("region", { name: "Is this the right host?" });
	await expect(question).toBeVisible({ timeout: 20_000 });
	await question.getByRole("button", { name: "Refuse" }).click();
	await expect(page.getByLabel("Address of its management socket")).toHaveValue(ssh.address(daemon.socket));
	await expect(page.getByRole("listitem").filter({ hasText: "ssh://" })).toHaveCount(0);
	expect(existsSync(ssh.knownHosts)).toBe(false);
});

test("a host key that changed is a warning with the command that mends it, and no way around it", async ({ page }) => {
	ssh.trust();
	const [type, key] = ["ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIEdC0xBwLDAN5FVTyX1DdSVAMRx8wz1aJ1sLIaJgp2xU"];
	rmSync(ssh.knownHosts);
	writeFileSync(ssh.knownHosts, `[127.0.0.1]:${ssh.port} ${type} ${key}\n`);
	await page.getByRole("button", { name: "Connect", exact: true }).click();
	const warning = page.getByRole("complementary", { name: "Add a host" }).getByRole("alert");
	await expect(warning).toContainText(/ssh-keygen .*-R/, { timeout: 20_000 });
	await expect(warning.getByRole("button", { name: "Copy command" })).toBeVisible();
	await expect(page.getByRole("region", { name: "Is this the right host?" })).toHaveCount(0);
});
