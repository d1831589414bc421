/** Two hosts in one chart: both drawn, both told in figures, and clocks that cannot be compared. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { askOnce } from "../fixtures/policy-client.ts";
import { type AppDaemon, connect, type Desk, openDesk, startDaemon } from "./desk.ts";

let desk: Desk;
let daemons: AppDaemon[];
test.beforeEach(async ({ page }) => {
	desk = await openDesk();
	daemons = [await startDaemon(desk, "mx1"), await startDaemon(desk, "mx2")];
	await page.goto(desk.url);
	for (const [index, daemon] of daemons.entries()) {
		await connect(page, daemon.socket);
		await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
		await page.keyboard.press("g");
		await page.keyboard.press("h");
		await page.getByRole("listitem").filter({ hasText: daemon.socket }).getByRole("button", { name: /^Edit/ }).click();
		await page
			.getByRole("dialog")
			.getByLabel("Name")
			.fill(`mx${index + 1}`);
		await page.getByRole("dialog").getByRole("button", { name: "Keep" }).click();
		await page.getByRole("button", { name: `Watch mx${index + 1}` }).click();
	}
});
test.afterEach(async () => {
	for (const daemon of daemons) await daemon.stop();
	await desk.close();
});

test("both hosts stand in one chart with their own figures; the address says so, and one is enough again", async ({
	page,
}) => {
	const [mx1, mx2] = daemons;
	for (let mail = 0; mail < 3; mail++)
		await askOnce(mx1?.policy ?? "", { sender: `anna${mail}@example.com`, recipient: "ben@example.org" });
	await askOnce(mx2?.policy ?? "", { sender: "carl@example.com", recipient: "ben@example.org" });
	await page.getByRole("button", { name: "Compare with another host" }).click();
	await page.getByRole("menuitem", { name: "mx1" }).click();
	await expect(page).toHaveURL(/with=/);
	const chart = page.getByRole("img", { name: /at mx2, upwards, and at mx1, downwards/ });
	await expect(chart).toBeVisible();
	const figures = page.getByRole("table", { name: "Figures of both hosts" });
	await expect(figures.getByRole("row", { name: /mx2/ })).toContainText("of 1 attempt");
	await expect(figures.getByRole("row", { name: /mx1/ })).toContainText("of 3 attempts");
	await expect(page.getByRole("region", { name: "Attempts at mx1" }).getByRole("table")).toContainText("3");
	await page.reload();
	await expect(chart).toBeVisible();
	await page.getByRole("button", { name: "Show as tables" }).click();
	await expect(page.getByRole("heading", { name: "mx1", exact: true })).toBeVisible();
	await page.getByLabel("Compare with").selectOption({ label: "One host alone" });
	await expect(page).not.toHaveURL(/with=/);
	await expect(page.getByRole("region", { name: /^Figures of|^Figures/ })).toContainText("1 of 1 attempt");
});

test("the other host's going is told in its line, and its figures stay as they were", async ({ page }) => {
	const [mx1] = daemons;
	await askOnce(mx1?.policy ?? "", { sender: "anna@example.com", recipient: "ben@example.org" });
	await page.keyboard.press("Control+k");
	await page.keyboard.type("Compare with host mx1");
	await page.keyboard.press("Enter");
	const row = page.getByRole("table", { name: "Figures of both hosts" }).getByRole("row", { name: /mx1/ });
	await expect(row).toContainText("of 1 attempt");
	await mx1?.stop();
	await expect(row).toContainText(/gone since \d\d:\d\d:\d\d: as it was/, { timeout: 20_000 });
	await expect(row).toContainText("of 1 attempt");
});

test("sample traffic on its fast clock is not compared with a real host, and it is said why", async ({ page }) => {
	await page.goto(`${desk.url.replace(/#.*/, "")}#/watch`);
	await page.getByRole("button", { name: "Play sample traffic" }).click();
	await expect(page.getByRole("button", { name: /Host Sample, live/i })).toBeVisible({ timeout: 20_000 });
	await page.getByRole("button", { name: "Compare with another host" }).click();
	await page.getByRole("menuitem", { name: "mx1" }).click();
	await expect(page.getByText(/The clock of Sample runs 60 times as fast as that of mx1/)).toBeVisible();
});

test("a host to compare with that is not known here is said to be so", async ({ page }) => {
	await page.goto(`${desk.url.replace(/#.*/, "")}#/watch?host=local&with=elsewhere`);
	await expect(page.getByText("The host to compare with is not known here")).toBeVisible();
	await page.getByLabel("Compare with").selectOption({ label: "mx2" });
	await expect(page.getByRole("img", { name: /at This computer, upwards, and at mx2/ })).toBeVisible();
});

test("axe finds nothing serious on the chart of two hosts and on its tables, light or dark", async ({ page }) => {
	test.setTimeout(150_000);
	await page.keyboard.press("Control+k");
	await page.keyboard.type("Compare with host mx1");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("img", { name: /at mx2, upwards, and at mx1/ })).toBeVisible();
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	}
	await page.getByRole("button", { name: "Show as tables" }).click();
	await expect(page.getByRole("heading", { name: "mx1", exact: true })).toBeVisible();
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
});

test("two daemons that are called alike are told apart by their folders", async ({ page }) => {
	await page.keyboard.press("g");
	await page.keyboard.press("h");
	await page.getByRole("button", { name: "Edit mx2" }).click();
	await page.getByRole("dialog").getByLabel("Name").fill("mx1");
	await page.getByRole("dialog").getByRole("button", { name: "Keep" }).click();
	await page.getByRole("link", { name: "Watch", exact: true }).click();
	await page.getByRole("button", { name: "Compare with another host" }).click();
	await page.getByRole("menuitem", { name: "mx1 (mx1)" }).click();
	await expect(page.getByRole("img", { name: /at mx1 \(mx2\), upwards, and at mx1 \(mx1\), downwards/ })).toBeVisible();
	const figures = page.getByRole("table", { name: "Figures of both hosts" });
	await expect(figures.getByRole("row", { name: /mx1 \(mx1\)/ })).toBeVisible();
	await expect(figures.getByRole("row", { name: /mx1 \(mx2\)/ })).toBeVisible();
});
