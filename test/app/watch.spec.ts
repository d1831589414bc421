/** Watch, in a real browser, with sample traffic over its real policy port. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { askHost, type Desk, openDesk, playSample } from "./desk.ts";

let desk: Desk;
test.beforeEach(async () => {
	desk = await openDesk();
});
test.afterEach(async () => {
	await desk.close();
});

test("one click after the first screen the chart moves, and no word of it comes from the console", async ({ page }) => {
	const said: string[] = [];
	page.on("console", (message) => said.push(message.text()));
	page.on("pageerror", (error) => said.push(error.message));
	await page.goto(desk.url);
	await expect(page.getByRole("heading", { name: "No mail has come yet" })).toBeVisible();
	await page.getByRole("button", { name: "Play sample traffic" }).click();
	const bands = page.getByRole("img", { name: /Attempts per minute/ }).locator("path.recharts-area-area");
	await expect(bands.first()).toBeAttached({ timeout: 20_000 });
	const before = await bands.first().getAttribute("d");
	await expect.poll(() => bands.first().getAttribute("d"), { timeout: 15_000 }).not.toBe(before);
	await expect(page.getByText("sample", { exact: true }).first()).toBeVisible();
	expect(said.filter((words) => /refused|violates|Content Security|Uncaught|TypeError/i.test(words))).toEqual([]);
});

test("the figures of the page are those of the daemon", async ({ page }) => {
	await playSample(page, desk);
	await page.keyboard.press("3");
	await expect(page).toHaveURL(/range=24h/);
	const deferred = page.getByRole("listitem").filter({ hasText: "Deferred, new" }).locator("b");
	await expect
		.poll(
			async () => {
				const status = (await askHost(page, "/hosts/sample/v1/status")) as { counters: { deferredNew: number } };
				const shown = Number((await deferred.textContent())?.replace(/,/g, ""));
				// The page may be a second behind the daemon, never more; before its first figures it says nothing.
				return shown > 0 ? status.counters.deferredNew - shown : Number.POSITIVE_INFINITY;
			},
			{ timeout: 15_000 },
		)
		.toBeLessThanOrEqual(60);
	expect(Number((await deferred.textContent())?.replace(/,/g, ""))).toBeGreaterThan(0);
});

test("what is typed behind / from any view is a search, and none of its letters does anything", async ({ page }) => {
	await playSample(page, desk);
	for (const view of ["g w", "g s", "g h"]) {
		for (const key of view.split(" ")) await page.keyboard.press(key);
		await page.keyboard.type("/sender:axe");
		await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue("sender:axe");
		await expect(page.getByRole("dialog")).toHaveCount(0);
		await page.keyboard.press("Escape");
		await page.keyboard.press("Escape");
	}
});

test("a paused tail stands still, counts what comes, and goes on", async ({ page }) => {
	await playSample(page, desk);
	await page.keyboard.press("p");
	const first = page.getByRole("log").getByRole("button").first();
	const held = await first.textContent();
	await expect(page.getByRole("button", { name: /^[1-9][\d,]* new$/ })).toBeVisible({ timeout: 20_000 });
	expect(await first.textContent()).toBe(held);
	await page.keyboard.press("p");
	await expect(first).not.toHaveText(held ?? "");
});

test("a page reloaded a hundred times leaves no stream open behind it", async ({ page }) => {
	test.setTimeout(120_000);
	await playSample(page, desk);
	for (let times = 0; times < 100; times++) await page.reload({ waitUntil: "domcontentloaded" });
	await expect(page.getByRole("button", { name: /Host Sample, live/i })).toBeVisible({ timeout: 20_000 });
	const readers = async () => ((await askHost(page, "/hosts/sample/v1/status")) as { readers: number }).readers;
	// The desk reads each host once, however many pages look at it; and it serves 64 pages and no more, so that a
	// stream left open by each reload would have shut this one out.
	await expect.poll(readers, { timeout: 15_000 }).toBe(1);
});

test("axe finds nothing serious on Watch, light or dark", async ({ page }) => {
	await playSample(page, desk);
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(300);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	}
});
