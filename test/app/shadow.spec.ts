/** A host in shadow mode, in a real browser: what would be deferred is said as that, in tile, legend, chart and table. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { startDaemon } from "../fixtures/daemon.ts";
import { askOnce } from "../fixtures/policy-client.ts";
import { connect, type Desk, openDesk, startDaemon as startEnforcing } from "./desk.ts";

let desk: Desk;
test.beforeEach(async () => {
	desk = await openDesk();
});
test.afterEach(() => desk.close());

test("strangers that shadow mode let through are what it would defer, on Watch and beside a host that defers", async ({
	page,
}) => {
	const daemon = await startDaemon({ words: ["--shadow"] });
	await page.goto(desk.url);
	await connect(page, daemon.management);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	const figures = page.getByRole("region", { name: /^Figures/ });
	await expect(figures.getByRole("heading", { name: "Would defer" })).toBeVisible();
	for (let mail = 0; mail < 3; mail++)
		await askOnce(daemon.policy, { sender: `anna${mail}@example.com`, recipient: "ben@example.org" });
	await askOnce(daemon.policy, { sender: "anna@example.com", recipient: "postmaster@example.org" });
	await expect(figures).toContainText("75 %");
	await expect(figures).toContainText("up to 3 of 4 attempts");
	const legend = (band: string) => page.getByRole("listitem").filter({ hasText: band }).locator("b");
	await expect(legend("Would be deferred")).toHaveText("3");
	await expect(legend("Whitelisted, exempt")).toHaveText("1");
	const chart = page.getByRole("img", { name: /^Attempts per/ });
	await expect(chart.locator('path.recharts-area-area[fill="url(#hatch-shadow)"]')).toBeAttached();
	await page.getByRole("button", { name: "Show as a table" }).click();
	await expect(page.getByRole("columnheader", { name: "Would be deferred" })).toBeVisible();
	expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
	// A host that defers, beside it: no word of shadow mode in its own figures.
	const other = await startEnforcing(desk, "mx2");
	await connect(page, other.socket);
	await expect(figures.getByRole("heading", { name: "Deferral rate" })).toBeVisible();
	await expect(page.getByRole("listitem").filter({ hasText: "Would be deferred" })).toHaveCount(0);
	await page.getByRole("button", { name: "Compare with another host" }).click();
	await page
		.getByRole("menuitem")
		.filter({ hasNotText: /This computer|mx2/ })
		.click();
	const both = page.getByRole("table", { name: "Figures of both hosts" });
	await expect(both).toContainText(/75 %\s*would defer/);
	await other.stop();
	await daemon.stop();
});
