/** Ten thousand triplets, in a real browser on a real daemon: all marked, purged as one, taken back, and exported. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { connectPolicy, policyRequest } from "../fixtures/policy-client.ts";
import { connect, type Desk, openDesk, startDaemon } from "./desk.ts";

const MANY = 10_000;
const IN_FLIGHT = 200;

let desk: Desk;
let daemon: Awaited<ReturnType<typeof startDaemon>>;
test.beforeEach(async ({ page }) => {
	test.setTimeout(120_000);
	desk = await openDesk();
	daemon = await startDaemon(desk);
	await askMany(`unix:${join(desk.folder, "..", "host", "policy.sock")}`);
	await page.goto(desk.url);
	await connect(page, daemon.socket);
	await page.keyboard.press("g");
	await page.keyboard.press("t");
	await expect(page.getByText("10,000 triplets")).toBeVisible({ timeout: 20_000 });
});
test.afterEach(async () => {
	await daemon.stop();
	await desk.close();
});

async function askMany(address: string): Promise<void> {
	const client = await connectPolicy(address);
	for (let from = 0; from < MANY; from += IN_FLIGHT) {
		const asked = Array.from({ length: IN_FLIGHT }, (_, at) => {
			const number = from + at;
			return policyRequest({ client: `203.0.${number >> 8}.${number & 255}`, sender: `s${number}@example.com` });
		});
		client.send(asked.join(""));
		for (const _ of asked) await client.answer();
	}
	client.close();
}

const rows = (page: Page) => page.getByRole("grid", { name: "Triplets" }).locator("[role=row][aria-selected]");

test("all ten thousand are marked, purged as one after their number was confirmed, and come back by undo", async ({
	page,
}) => {
	await expect(rows(page).first()).toBeVisible();
	await page.keyboard.press("Control+a");
	await expect(page.getByText("All 10,000 that match")).toBeVisible();
	await page.keyboard.press("x");
	const dialog = page.getByRole("dialog", { name: "Purge 10,000 triplets?" });
	await dialog.getByRole("button", { name: "Purge 10,000" }).click();
	await expect(page.getByText("Purged 10,000 mails")).toBeVisible({ timeout: 30_000 });
	await expect(page.getByText("No triplets yet")).toBeVisible({ timeout: 30_000 });
	await page.keyboard.press("Control+z");
	await expect(page.getByText("Undone for 10,000 mails")).toBeVisible({ timeout: 30_000 });
	await page.keyboard.press("r");
	await expect(page.getByText("10,000 triplets")).toBeVisible({ timeout: 30_000 });
});

test("the list scrolls to its end by keys with few rows drawn, and all of it goes into a file", async ({ page }) => {
	await expect(rows(page).first()).toBeVisible();
	const grid = page.getByRole("grid", { name: "Triplets" });
	await expect(grid).toHaveAttribute("aria-rowcount", "10001");
	await expect(async () => {
		await page.keyboard.press("End");
		expect(await grid.locator("[aria-rowindex='2001']").count()).toBe(1);
	}).toPass({ timeout: 30_000 });
	expect(await rows(page).count()).toBeLessThan(120);
	await page.keyboard.press("e");
	const dialog = page.getByRole("dialog", { name: "Export what is shown" });
	await expect(dialog).toContainText("10,000 rows that match");
	const [download] = await Promise.all([
		page.waitForEvent("download", { timeout: 60_000 }),
		dialog.getByRole("button", { name: "Write the file" }).click(),
	]);
	const lines = readFileSync(await download.path(), "utf8")
		.trim()
		.split("\r\n");
	expect(lines).toHaveLength(MANY + 1);
	expect(new Set(lines).size).toBe(MANY + 1);
});
