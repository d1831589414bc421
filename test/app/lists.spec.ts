/** The lists, in a real browser: columns chosen and kept, what is shown as a file, what is copied, and by which keys. */
import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Desk, openDesk, playSample } from "./desk.ts";

let desk: Desk;
test.beforeEach(async ({ page, context }) => {
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	desk = await openDesk();
	await playSample(page, desk);
	await page.keyboard.press("g");
	await page.keyboard.press("t");
	await expect(rows(page).nth(3)).toBeVisible({ timeout: 20_000 });
});
test.afterEach(async () => {
	await desk.close();
});

const grid = (page: Page) => page.getByRole("grid", { name: "Triplets" });
const rows = (page: Page) => grid(page).locator("[role=row][aria-selected]");
const heads = async (page: Page) =>
	(await grid(page).getByRole("columnheader").allInnerTexts()).filter((text) => text !== "");
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("columns are chosen, moved and widened by keys, kept over a reload, and given back", async ({ page }) => {
	await page.keyboard.press("v");
	const dialog = page.getByRole("dialog", { name: "Columns" });
	await dialog.getByRole("checkbox", { name: "HELO" }).press("Space");
	await dialog.getByRole("checkbox", { name: "Tries" }).press("Space");
	await dialog.getByRole("checkbox", { name: "HELO" }).press("Alt+ArrowUp");
	await expect(dialog.getByRole("checkbox", { name: "HELO" })).toBeFocused();
	await dialog
		.getByRole("spinbutton", { name: "Width of Sender" })
		.or(dialog.getByLabel("Width of Sender"))
		.first()
		.fill("222");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Escape");
	await expect(dialog).toBeHidden();
	const chosen = await heads(page);
	expect(chosen).not.toContain("Tries");
	expect(chosen.indexOf("HELO")).toBe(chosen.length - 2);
	const sender = grid(page).getByRole("columnheader", { name: "Sender" });
	await expect.poll(async () => (await sender.boundingBox())?.width).toBe(222);
	await page.reload();
	await expect(rows(page).first()).toBeVisible();
	await expect.poll(() => heads(page)).toEqual(chosen);
	await expect.poll(async () => (await sender.boundingBox())?.width).toBe(222);
	await page.keyboard.press("v");
	await dialog.getByRole("button", { name: "As it came" }).click();
	await page.keyboard.press("Escape");
	await expect.poll(() => heads(page)).toContain("Tries");
	expect(await heads(page)).not.toContain("HELO");
});

test("the edge of a head is dragged, and a double click gives it back", async ({ page }) => {
	const sender = grid(page).getByRole("columnheader", { name: "Sender" });
	const width = async () => (await sender.boundingBox())?.width ?? 0;
	const before = await width();
	const box = await sender.boundingBox();
	if (box === null) throw new Error("no head");
	await page.mouse.move(box.x + box.width, box.y + box.height / 2);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width - 60, box.y + box.height / 2, { steps: 4 });
	await page.mouse.up();
	await expect.poll(async () => Math.abs(before - 60 - (await width()))).toBeLessThan(3);
	await page.mouse.dblclick(box.x + box.width - 60, box.y + box.height / 2);
	await expect.poll(async () => Math.abs(before - (await width()))).toBeLessThan(3);
});

test("what is shown goes into a file with the chosen columns, all rows that match, and the time in its zone", async ({
	page,
}) => {
	await page.getByRole("textbox", { name: "Query" }).fill("state:waiting");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/q=state/);
	await expect(grid(page)).toHaveAttribute("data-dim", "false");
	await page.keyboard.press("e");
	const dialog = page.getByRole("dialog", { name: "Export what is shown" });
	const read = async (format: string) => {
		await dialog.getByText(format, { exact: true }).click();
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			dialog.getByRole("button", { name: "Write the file" }).click(),
		]);
		expect(download.suggestedFilename()).toMatch(
			new RegExp(`^greydesk-Sample-triplets-\\d{8}T\\d{6}(Z|[+-]\\d{4})\\.${format.toLowerCase()}$`),
		);
		await expect(dialog.getByRole("status")).toContainText("written to");
		return readFileSync(await download.path(), "utf8");
	};
	const csv = await read("CSV");
	expect(csv.split("\r\n")[0]).toContain('"state","sender","recipient","client","clientName","attempts","firstSeenAt"');
	expect(csv).toMatch(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?(Z|[+-]\d\d:\d\d),/);
	const json = JSON.parse(await read("JSON")) as { query: string; count: number; rows: Record<string, unknown>[] };
	expect(json.query).toBe("state:waiting");
	expect(json.rows.length).toBe(json.count);
	expect(json.count).toBeGreaterThan(0);
	expect(json.rows.every((row) => row.state === "waiting")).toBe(true);
	expect(Date.parse(String(json.rows[0]?.firstSeenAtText))).toBe(json.rows[0]?.firstSeenAt);
	const lines = (await read("NDJSON")).trim().split("\n");
	expect(lines.map((line) => (JSON.parse(line) as { state: string }).state)).toEqual(lines.map(() => "waiting"));
});

test("a file has the chosen columns too where an open panel leaves no room for them", async ({ page }) => {
	const heads = () => grid(page).getByRole("columnheader").count();
	await page.setViewportSize({ width: 1900, height: 900 });
	await expect(grid(page).getByRole("columnheader", { name: /Last answer/ })).toBeVisible();
	const all = await heads();
	const firstLine = async () => {
		await page.keyboard.press("e");
		const dialog = page.getByRole("dialog", { name: "Export what is shown" });
		await dialog.getByText("CSV", { exact: true }).click();
		const [download] = await Promise.all([
			page.waitForEvent("download"),
			dialog.getByRole("button", { name: "Write the file" }).click(),
		]);
		await expect(dialog.getByRole("status")).toContainText("written to");
		await page.keyboard.press("Escape");
		await expect(dialog).toBeHidden();
		return readFileSync(await download.path(), "utf8").split("\r\n")[0];
	};
	const wide = await firstLine();
	await page.setViewportSize({ width: 1100, height: 900 });
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/open=/);
	await expect.poll(heads).toBeLessThan(all);
	expect(await firstLine()).toBe(wide);
});

test("a cell, rows, a command and links are copied by keys", async ({ page }) => {
	await page.keyboard.press("r");
	await page.keyboard.press("j");
	await page.keyboard.press("ArrowRight");
	await page.keyboard.press("ArrowRight");
	const id = ((await grid(page).getAttribute("aria-activedescendant")) ?? "").replace("cell-sender-", "");
	const cell = page.locator(`[id="cell-sender-${id}"]`);
	const sender = await cell.innerText();
	await page.keyboard.press("Control+c");
	await expect.poll(() => copied(page)).toBe(sender);
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("Control+c");
	await expect.poll(() => copied(page)).toContain(`${sender}\t`);
	await page.keyboard.press(".");
	await page.keyboard.press("s");
	await expect(page.getByText("Sample traffic has no address")).toBeVisible();
	await page.keyboard.press(".");
	await page.keyboard.press("k");
	await expect.poll(() => copied(page)).toBe(`greydesk:triplets?host=sample&open=${id}`);
	await page.keyboard.press(".");
	await page.keyboard.press("p");
	await expect
		.poll(() => copied(page))
		.toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/#/triplets\\?host=sample&open=${id}$`));
	await page.keyboard.press("Shift+ArrowDown");
	await page.keyboard.press(".");
	await page.keyboard.press(".");
	await expect.poll(async () => (await copied(page)).split("\n").length).toBe(2);
});

test("an entry is copied as the command that a shell would run, and whitelists are sorted by the host", async ({
	page,
}) => {
	await page.goto(`${desk.url.split("#")[0]}#/whitelists?host=local`);
	await expect(page.getByText("Nothing is whitelisted")).toBeVisible();
	for (const [kind, pattern] of [
		["Recipient", "zoe's@example.org"],
		["Recipient", "anna@example.org"],
		["Network", "192.0.2.0/24"],
	] as const) {
		await page.keyboard.press("n");
		const dialog = page.getByRole("dialog", { name: "Add to the whitelists" });
		await dialog.getByText(kind, { exact: true }).click();
		await dialog.getByRole("textbox").first().fill(pattern);
		await page.keyboard.press("Enter");
		await expect(dialog).toBeHidden();
	}
	const lines = page.getByRole("grid", { name: "Whitelists" }).locator("[role=row][aria-selected]");
	const patterns = () => lines.locator("[data-column=pattern]").allInnerTexts();
	await page.getByRole("grid").getByRole("button", { name: "Pattern" }).click();
	await expect.poll(patterns).toEqual(["192.0.2.0/24", "anna@example.org", "zoe's@example.org"]);
	await page.getByRole("grid").getByRole("button", { name: "Pattern" }).click();
	await expect.poll(patterns).toEqual(["zoe's@example.org", "anna@example.org", "192.0.2.0/24"]);
	await expect(page).toHaveURL(/sort=-pattern/);
	await page.keyboard.press("j");
	await page.keyboard.press(".");
	await page.keyboard.press("s");
	await expect.poll(() => copied(page)).toMatch(/^greydesk whitelist remove \S+$/);
	await lines.first().click({ button: "right" });
	await page.getByRole("menuitem", { name: /Copy as command: add it/ }).click();
	await expect.poll(() => copied(page)).toBe("greydesk whitelist add recipient 'zoe'\\''s@example.org'");
});

test("the menu of a row comes by the right button and by the keyboard, and axe finds nothing in it", async ({
	page,
}) => {
	await rows(page).nth(1).locator("[data-column=recipient]").click({ button: "right" });
	const menu = page.getByRole("menu");
	await expect(menu.getByRole("menuitem", { name: /Copy Recipient/ })).toBeVisible();
	await page.waitForTimeout(200);
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	await menu.getByRole("menuitem", { name: /Copy row/ }).click();
	await expect.poll(() => copied(page)).toContain("@");
	await expect(menu).toBeHidden();
	await page.keyboard.press("j");
	await page.keyboard.press("Shift+F10");
	await expect(menu.getByRole("menuitem", { name: /Copy row/ })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(menu).toBeHidden();
});

test("marks grow and shrink by shift and arrows, and Ctrl+A means all that match", async ({ page }) => {
	await page.keyboard.press("j");
	await page.keyboard.press("Shift+ArrowDown");
	await page.keyboard.press("Shift+ArrowDown");
	await expect(page.getByText("3 triplets marked")).toBeVisible();
	await page.keyboard.press("Shift+ArrowUp");
	await expect(page.getByText("2 triplets marked")).toBeVisible();
	await page.keyboard.press("Control+a");
	await expect(page.getByText(/^All [\d,]+ that match$/)).toBeVisible();
	await expect(rows(page).nth(3)).toHaveAttribute("aria-selected", "true");
	await page.keyboard.press("Escape");
	await expect(page.getByText("Nothing marked")).toBeVisible();
});

test("at 1024 pixels the columns that matter stay, and nothing runs out of the window", async ({ page }) => {
	await page.setViewportSize({ width: 1024, height: 700 });
	await expect.poll(() => heads(page)).not.toContain("Last answer");
	expect(await heads(page)).toContain("Ours + theirs");
	const fits = await grid(page).evaluate((element) => element.scrollWidth <= element.clientWidth);
	expect(fits).toBe(true);
});
