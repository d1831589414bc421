/** Alerts in a real browser: what a daemon raises is counted, read, acknowledged, and gone when it is over. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { startDaemon, type TestDaemon } from "../fixtures/daemon.ts";
import { connect, type Desk, openDesk } from "./desk.ts";

let desk: Desk;
let daemon: TestDaemon;
let mailLog: string;
test.beforeEach(async () => {
	desk = await openDesk();
	mailLog = join(desk.folder, "..", "mail.log");
	daemon = await startDaemon({ words: ["--mail-log", mailLog] });
});
test.afterEach(async () => {
	await daemon.stop();
	await desk.close();
});

const alert = (page: Page) => page.getByRole("listitem").filter({ hasText: "mail-log-unreadable" });
const count = (page: Page) => page.getByRole("link", { name: /^Alerts:/ });

test("an alert is counted in the bar, acknowledged by its key, calm then, and gone when it is over", async ({
	page,
}) => {
	await page.goto(desk.url);
	await expect(count(page)).toHaveAccessibleName("Alerts: none is raised");
	await connect(page, daemon.management);
	await expect(count(page)).toHaveAccessibleName("Alerts: 1 alert nobody has acknowledged");
	await page.keyboard.press("g");
	await page.keyboard.press("e");
	await expect(page).toHaveURL(/#\/alerts\?host=/);
	await expect(alert(page)).toContainText(/Raised .* ago/);
	await expect(alert(page).getByRole("button", { name: "Acknowledge" })).toBeVisible();
	await page.keyboard.press("a");
	await expect(alert(page)).toContainText(/Acknowledged by \S+/);
	await expect(alert(page).getByRole("button", { name: "Acknowledge" })).toBeHidden();
	await expect(count(page)).toHaveAccessibleName("Alerts: 1 alert, all acknowledged");
	const axe = await new AxeBuilder({ page }).analyze();
	expect(axe.violations).toEqual([]);
	// The log is there: over, and gone from the list.
	writeFileSync(mailLog, "");
	await expect(page.getByText("No alert is raised")).toBeVisible({ timeout: 20_000 });
	await expect(count(page)).toHaveAccessibleName("Alerts: none is raised");
});

test("who may only look is told why an alert cannot be acknowledged", async ({ page }) => {
	await page.goto(desk.url);
	await connect(page, join(daemon.folder, "viewer.sock"));
	await count(page).click();
	const button = alert(page).getByRole("button", { name: "Acknowledge" });
	await expect(button).toBeDisabled();
	await expect(button).toHaveAttribute("title", /You are viewer there/);
	await page.keyboard.press("Control+k");
	await page.keyboard.type("acknowledge");
	await page.keyboard.press("Enter");
	await expect(page.getByText("Not acknowledged")).toBeVisible();
});
