/**
 * Pictures of every state of every view with sample traffic, light and dark, small window and large, into
 * out/screenshots/. They are looked at by people; nothing is compared. `npm run screenshots`.
 */
import { expect, type Page, test } from "@playwright/test";
import { connect, type Desk, openDesk, playSample, startDaemon } from "./desk.ts";
import { picture } from "./picture.ts";

let desk: Desk;
test.beforeEach(async () => {
	desk = await openDesk();
});
test.afterEach(() => desk.close());

const query = (page: Page) => page.getByRole("textbox", { name: "Query" });
const row = (page: Page, n: number) =>
	page.getByRole("grid", { name: "Triplets" }).locator("[role=row][aria-selected]").nth(n);

async function search(page: Page, text: string): Promise<void> {
	await query(page).fill(text);
	await query(page).press("Enter");
	await page.waitForTimeout(600);
}

test("first screen", async ({ page }) => {
	await page.goto(desk.url);
	await expect(page.getByRole("heading", { name: "No mail has come yet" })).toBeVisible();
	await picture(page, "first");
	await page.getByRole("button", { name: "Watch the empty chart" }).click();
	await page.waitForTimeout(800);
	await picture(page, "watch-empty");
	await page.getByRole("link", { name: "Triplets" }).click();
	await page.waitForTimeout(800);
	await picture(page, "triplets-empty");
});

test("a page without a key", async ({ page }) => {
	await page.goto(desk.url.replace(/#.*/, ""));
	await page.waitForTimeout(500);
	await picture(page, "shut");
});

test("watch", async ({ page }) => {
	test.setTimeout(240_000);
	await playSample(page, desk);
	await page.mouse.move(5, 5);
	await page.waitForTimeout(3_000);
	await picture(page, "watch-begun");
	await page.waitForTimeout(70_000);
	await picture(page, "watch");
	await page.mouse.move(760, 300);
	await picture(page, "watch-tip");
	await page.mouse.move(5, 5);
	await page.keyboard.press("1");
	await picture(page, "watch-5m");
	await page.keyboard.press("3");
	await page.waitForTimeout(600);
	await picture(page, "watch-24h");
	await page.keyboard.press("2");
	await page.keyboard.press("p");
	await page.getByRole("log").getByRole("button").filter({ hasText: "first attempt" }).nth(1).click();
	await page.waitForTimeout(2_000);
	await picture(page, "watch-paused-panel");
	await page.keyboard.press("Escape");
	await page.keyboard.press("p");
	await page.getByRole("button", { name: "Show as a table" }).click();
	await picture(page, "watch-table");
	await page.getByRole("button", { name: "Show the chart" }).click();
	await page.getByRole("button", { name: "Trouble" }).click();
	await picture(page, "watch-none-of-kind");
	await page.getByRole("button", { name: /^Host Sample/ }).click();
	await page.waitForTimeout(300);
	await picture(page, "hosts");
	await page.keyboard.press("Escape");
	await page.keyboard.press("?");
	await page.waitForTimeout(300);
	await picture(page, "help");
});

test("triplets", async ({ page }) => {
	test.setTimeout(240_000);
	await playSample(page, desk);
	await page.waitForTimeout(40_000);
	await page.getByRole("link", { name: "Triplets" }).click();
	await page.mouse.move(5, 5);
	await page.waitForTimeout(800);
	await picture(page, "triplets");
	await query(page).focus();
	await picture(page, "triplets-examples");
	await query(page).fill("state:waiting colour:red");
	await picture(page, "triplets-wrong-query");
	await search(page, "sender:nobody@nowhere.invalid");
	await picture(page, "triplets-none");
	await search(page, "state:passed");
	await row(page, 2).click();
	await page.waitForTimeout(800);
	await picture(page, "triplets-passed");
	await search(page, "state:waiting");
	await row(page, 1).click();
	await page.waitForTimeout(800);
	await picture(page, "triplets-waiting");
	// Time runs sixty times as fast: that mail has long come again. A fresh one is approved.
	await page.keyboard.press("r");
	await page.waitForTimeout(600);
	await row(page, 0).click();
	await page.getByRole("complementary").getByRole("button", { name: "Approve" }).click();
	await page.waitForTimeout(800);
	await picture(page, "triplets-approved");
	await page.getByRole("button", { name: "Undo" }).click();
	await page.waitForTimeout(500);
	await picture(page, "triplets-undone");
	await page.keyboard.press("Escape");
	for (const key of ["j", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown"]) await page.keyboard.press(key);
	await picture(page, "triplets-marked");
	await page.keyboard.press("x");
	await page.waitForTimeout(300);
	await picture(page, "triplets-purge");
	await page.keyboard.press("Escape");
	await page.waitForTimeout(300);
	await page.keyboard.press("Escape");
	await page.keyboard.press("n");
	await page.waitForTimeout(300);
	await picture(page, "triplets-expect");
});

test("hosts that are gone, roles, refusals", async ({ page }) => {
	await playSample(page, desk);
	const daemon = await startDaemon(desk);
	await connect(page, daemon.socket);
	await page.waitForTimeout(1_500);
	await daemon.stop();
	await expect(page.getByRole("button", { name: /^Host .*, gone since/ })).toBeVisible({ timeout: 20_000 });
	await picture(page, "watch-gone");
	await page.getByRole("link", { name: "Triplets" }).click();
	await page.waitForTimeout(1_500);
	await picture(page, "triplets-gone");
	await page.getByRole("button", { name: /^Host / }).click();
	await page.waitForTimeout(300);
	await picture(page, "hosts-gone");
	await page.keyboard.press("Escape");
	await connect(page, `${desk.folder}-sample/viewer.sock`);
	await page.getByRole("link", { name: "Triplets" }).click();
	await row(page, 0).click();
	await page.waitForTimeout(500);
	await page.keyboard.press("a");
	await page.waitForTimeout(300);
	await picture(page, "triplets-viewer");
	await page.keyboard.press("Escape");
	await page.keyboard.press("g");
	await page.keyboard.press("w");
	desk.kill();
	await page.waitForTimeout(2_000);
	await picture(page, "watch-desk-lost");
});

test("activity", async ({ page }) => {
	test.setTimeout(240_000);
	await playSample(page, desk);
	await page.waitForTimeout(8_000);
	await page.getByRole("link", { name: "Triplets" }).click();
	await row(page, 1).click();
	await page.keyboard.press("a");
	await page.waitForTimeout(500);
	await row(page, 3).click();
	await page.keyboard.press("x");
	await page.getByRole("dialog").getByRole("textbox").fill("asked to by phone");
	await page.keyboard.press("Enter");
	await page.waitForTimeout(500);
	await page.keyboard.press("Control+z");
	await page.waitForTimeout(13_000);
	await page.getByRole("link", { name: "Activity" }).click();
	await page.waitForTimeout(600);
	await picture(page, "activity");
	await page.getByRole("grid", { name: "Activity" }).locator("[role=row][aria-selected]").nth(1).click();
	await picture(page, "activity-open");
	await page.getByRole("textbox", { name: "Who" }).fill("nobody");
	await page.waitForTimeout(600);
	await picture(page, "activity-none");
});

test("whitelists", async ({ page }) => {
	test.setTimeout(240_000);
	await playSample(page, desk);
	await page.getByRole("link", { name: "Whitelists" }).click();
	await page.waitForTimeout(500);
	await picture(page, "whitelists-empty");
	const entries = [
		["Sender", "News@Example.NET", "Newsletter of the choir"],
		["Network", "192.0.2.0/24", "Partner's relays, ticket 4711"],
		["Name", "*.partner.example", ""],
	] as const;
	for (const [kind, pattern, reason] of entries) {
		await page.keyboard.press("n");
		const dialog = page.getByRole("dialog");
		await dialog.getByText(kind, { exact: true }).click();
		await dialog.getByRole("textbox").first().fill(pattern);
		await dialog.getByLabel("Why").fill(reason);
		await page.waitForTimeout(700);
		if (kind === "Sender") await picture(page, "whitelists-add");
		await dialog.getByRole("button", { name: "Add it" }).click();
		await expect(dialog).toBeHidden();
	}
	await page.keyboard.press("p");
	await expect(page.getByRole("region", { name: "The pack of large senders" })).toBeVisible();
	await picture(page, "whitelists-pack");
	await page.keyboard.press("Escape");
	await page.keyboard.press("i");
	const list =
		"# slow pools\nexample.com # never retries\n192.0.2.0/24\n/^mail[0-9]+\\.example\\.org$/\n198.51.100\nmail+(\n";
	const files = [{ name: "whitelist_clients.local", mimeType: "text/plain", buffer: Buffer.from(list) }];
	await page.locator("input[type=file]").setInputFiles(files);
	await expect(page.getByRole("region", { name: "What would be taken over" })).toBeVisible();
	await picture(page, "whitelists-import");
	await page.keyboard.press("Escape");
	await page.waitForTimeout(12_500);
	await page.keyboard.press("ArrowDown");
	await picture(page, "whitelists");
});

test("settings", async ({ page }) => {
	test.setTimeout(240_000);
	await playSample(page, desk);
	await page.getByRole("link", { name: "Settings" }).click();
	await page.waitForTimeout(600);
	await picture(page, "settings");
	await page.getByLabel("How long new mail waits", { exact: true }).focus();
	await page
		.getByRole("region", { name: /^Settings of/ })
		.getByRole("textbox")
		.last()
		.scrollIntoViewIfNeeded();
	await picture(page, "settings-end");
	await page.getByLabel("How long new mail waits", { exact: true }).fill("2h");
	await page.getByLabel("Waiting mail is forgotten after", { exact: true }).fill("1h");
	await page.waitForTimeout(900);
	await picture(page, "settings-changes");
	await page.getByLabel("How long new mail waits", { exact: true }).fill("soon");
	await page.waitForTimeout(300);
	await picture(page, "settings-fault");
	await page.getByRole("button", { name: "Discard" }).click();
	await page.getByRole("switch", { name: "Let everything pass" }).focus();
	await page.keyboard.press("Space");
	await page.waitForTimeout(1_500);
	await picture(page, "settings-pass-all");
	await page.keyboard.press("Control+k");
	await page.waitForTimeout(300);
	await picture(page, "palette");
	await page.keyboard.type("state wait");
	await picture(page, "palette-typed");
});
