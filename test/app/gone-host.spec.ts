/** A host that goes away: each view keeps what it read last, says since when it is old, and what to do. */
import { expect, type Page, test } from "@playwright/test";
import { askOnce } from "../fixtures/policy-client.ts";
import { type AppDaemon, connect, type Desk, openDesk, startDaemon } from "./desk.ts";

let desk: Desk;
let daemon: AppDaemon;
test.beforeEach(async ({ page }) => {
	desk = await openDesk();
	daemon = await startDaemon(desk, "mx1");
	await page.goto(desk.url);
	await connect(page, daemon.socket);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	await askOnce(daemon.policy, { sender: "anna@example.com", recipient: "ben@example.org" });
});
test.afterEach(async () => {
	await daemon.stop();
	await desk.close();
});

const views = ["Watch", "Triplets", "Whitelists", "Activity", "Settings"] as const;
type View = (typeof views)[number];

/** What each view had read, and must still show. */
function read(page: Page, view: View) {
	switch (view) {
		case "Watch":
			return page.getByRole("region", { name: /^Figures/ }).getByText("1 of 1 attempt");
		case "Triplets":
			return page.getByRole("grid", { name: "Triplets" }).getByText("anna@example.com");
		case "Whitelists":
			return page.getByText("Nothing is whitelisted");
		case "Activity":
			return page.getByRole("heading", { name: /^Activity at/ });
		case "Settings":
			return page.getByRole("region", { name: /^Settings of/ });
	}
}

test("each view shows what it read last, says since when it is old, and mends itself", async ({ page }) => {
	for (const view of views) {
		await page.getByRole("link", { name: view }).click();
		await expect(read(page, view)).toBeAttached();
	}
	await daemon.stop();
	const banner = page.getByRole("status").filter({ hasText: "cannot be reached since" });
	await expect(banner).toBeVisible({ timeout: 20_000 });
	for (const view of views) {
		await page.getByRole("link", { name: view }).click();
		await expect(read(page, view)).toBeAttached();
		await expect(page.locator("main")).toHaveAttribute("data-stale", "true");
		await expect(banner).toContainText(
			/cannot be reached since \d\d:\d\d:\d\d.*what you see is as it was at \d\d:\d\d/,
		);
		await expect(banner.getByRole("button", { name: "Try now" })).toBeVisible();
		// The link tells it once; no view adds an error of its own.
		await expect(page.locator("main").getByRole("alert")).toHaveCount(0);
	}
	daemon = await startDaemon(desk, "mx1");
	await banner.getByRole("button", { name: "Try now" }).click();
	await expect(page.locator("main")).toHaveAttribute("data-stale", "false", { timeout: 20_000 });
	await expect(banner).toBeHidden();
});

test("nothing can be done at a host that is gone, and it is said why", async ({ page }) => {
	await page.getByRole("link", { name: "Triplets" }).click();
	await page.getByRole("grid", { name: "Triplets" }).getByText("anna@example.com").first().click();
	const panel = page.getByRole("complementary", { name: "Triplet" });
	await expect(panel.getByRole("button", { name: "Approve" })).toBeEnabled();
	await expect(panel).toHaveAttribute("data-stale", "false");
	await daemon.stop();
	await expect(page.getByRole("button", { name: /^Host .*, gone since/ })).toBeVisible({ timeout: 20_000 });
	await expect(panel.getByRole("button", { name: "Approve" })).toBeDisabled();
	// What was read of the mail stays, as grey as the list beside it.
	await expect(panel).toContainText("anna@example.com");
	await expect(panel).toHaveAttribute("data-stale", "true");
	await expect(panel).toHaveCSS("filter", /grayscale/);
	await page.keyboard.press("a");
	await expect(page.getByText(/cannot be reached now: nothing can be done there/).first()).toBeVisible();
});

test("Watch of a host that went keeps the last that the desk heard, and what was never read is not known, not 0", async ({
	page,
}) => {
	const figures = page.getByRole("region", { name: /^Figures/ });
	await expect(figures).toContainText("1 of 1 attempt");
	await daemon.stop();
	await expect(page.getByRole("button", { name: /^Host .*, gone since/ })).toBeVisible({ timeout: 20_000 });
	await page.reload();
	await expect(figures).toContainText(/Waiting.*as it was.*1/);
	await expect(figures).toContainText(/Deferral rate.*–.*not known/);
	await expect(figures).not.toContainText("0 of 0");
	await expect(page.locator("main")).toHaveAttribute("data-stale", "true");
	daemon = await startDaemon(desk, "mx1");
	await expect(figures).toContainText("1 of 1 attempt", { timeout: 20_000 });
	await expect(page.locator("main")).toHaveAttribute("data-stale", "false");
});

// What the desk heard last of Watch, it tells a page that comes later: see above.
for (const view of views.filter((one) => one !== "Watch"))
	test(`${view} of a host that went before it was read says so, and reads it when the host is back`, async ({
		page,
	}) => {
		await daemon.stop();
		await expect(page.getByRole("button", { name: /^Host .*, gone since/ })).toBeVisible({ timeout: 20_000 });
		const hash = new URL(page.url()).hash.replace("watch", view.toLowerCase());
		await page.goto(`${desk.url.replace(/#.*/, "")}${hash}`);
		await page.reload();
		await expect(page.getByText(/^Nothing of this was read before/)).toBeVisible({ timeout: 20_000 });
		await expect(page.getByRole("status").filter({ hasText: "cannot be reached since" })).toBeVisible();
		daemon = await startDaemon(desk, "mx1");
		await expect(page.locator("main")).toHaveAttribute("data-stale", "false", { timeout: 20_000 });
		await expect(page.getByText(/^Nothing of this was read before/)).toBeHidden({ timeout: 20_000 });
	});

test("a frozen daemon is told as silent, what is seen as it was, and live again when it goes on", async ({ page }) => {
	test.setTimeout(120_000);
	daemon.freeze(true);
	await expect(page.getByRole("status").filter({ hasText: /is silent since \d\d:\d\d/ })).toBeVisible({
		timeout: 60_000,
	});
	await expect(page.getByRole("button", { name: /^Host .*, stale since/ })).toBeVisible();
	await page.keyboard.press("g");
	await page.keyboard.press("h");
	await expect(page.getByRole("listitem").filter({ hasText: daemon.socket })).toContainText("frozen: silent");
	daemon.freeze(false);
	await expect(page.getByRole("listitem").filter({ hasText: daemon.socket })).toContainText(/live.*since/, {
		timeout: 30_000,
	});
});
