/** Triplets, in a real browser: search, approve, undo, purge, all by keys or clicks, on real sample traffic. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Desk, openDesk, playSample } from "./desk.ts";

let desk: Desk;
test.beforeEach(async ({ page }) => {
	desk = await openDesk();
	await playSample(page, desk);
});
test.afterEach(async () => {
	await desk.close();
});

const rows = (page: Page) => page.getByRole("grid", { name: "Triplets" }).locator("[role=row][aria-selected]");

/** Senders that never come back: time runs sixty times as fast, and no other mail still waits when it is acted on. */
const BOTS = "state:waiting sender:*@win-big.test,*@pharma.test,*@loan.example";

/** The rows are those of the query, no longer those of the one before. */
async function listed(page: Page): Promise<void> {
	await expect(page).toHaveURL(/q=state/);
	await expect(page.getByRole("grid", { name: "Triplets" })).toHaveAttribute("data-dim", "false");
	await expect(rows(page).nth(2)).toContainText("Waiting");
}

async function listWaiting(page: Page): Promise<void> {
	await page.getByRole("link", { name: "Triplets" }).click();
	await page.getByRole("textbox", { name: "Query" }).fill(BOTS);
	await page.getByRole("textbox", { name: "Query" }).press("Enter");
	await listed(page);
}

test("a waiting mail is approved by a click, the row changes when the event comes, and the click can be undone", async ({
	page,
}) => {
	await listWaiting(page);
	await rows(page).first().click();
	const panel = page.getByRole("complementary", { name: "Triplet" });
	await expect(panel).toContainText(/May pass/);
	await panel.getByRole("button", { name: "Approve" }).click();
	await expect(panel).toContainText("Passes at the next attempt");
	await expect(page.getByText("Approved 1 mail")).toBeVisible();
	await page.getByRole("button", { name: "Undo" }).click();
	await expect(page.getByText("Undone for 1 mail")).toBeVisible();
});

test("a query that is wrong is told at its column, and the list stays", async ({ page }) => {
	await page.getByRole("link", { name: "Triplets" }).click();
	await expect(rows(page).first()).toBeVisible();
	await page.getByRole("textbox", { name: "Query" }).fill("state:waiting colour:red");
	const problem = page.getByRole("alert").filter({ hasText: "column 15" });
	await expect(problem).toBeVisible();
	await expect(rows(page).first()).toBeVisible();
	await page.getByRole("textbox", { name: "Query" }).fill("sender:nobody@nowhere.invalid");
	await expect(page.getByText("Nothing matches")).toBeVisible();
});

test("the whole way by keys: search, move, open, close, approve, undo", async ({ page }) => {
	await page.keyboard.press("g");
	await page.keyboard.press("t");
	await expect(rows(page).first()).toBeVisible();
	await page.keyboard.press("/");
	await page.keyboard.type(BOTS);
	await page.keyboard.press("Enter");
	await listed(page);
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	const panel = page.getByRole("complementary", { name: "Triplet" });
	await expect(panel).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(panel).toBeHidden();
	await page.keyboard.press("a");
	await expect(page.getByText("Approved 1 mail")).toBeVisible();
	await page.keyboard.press("Control+z");
	await expect(page.getByText("Undone for 1 mail")).toBeVisible();
	await page.keyboard.press("?");
	await expect(page.getByRole("dialog", { name: "Keys and signs" })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toBeHidden();
	await page.keyboard.press("g");
	await page.keyboard.press("w");
	await expect(page).toHaveURL(/#\/watch/);
});

test("a list read again under the keys leaves them on the same mail", async ({ page }) => {
	await page.getByRole("link", { name: "Triplets" }).click();
	// By the first attempt: a mail that comes again keeps its place, one that comes for the first time takes the top.
	await page.getByRole("button", { name: "First seen" }).click();
	await expect(page).toHaveURL(/sort=-firstSeenAt/);
	await expect(rows(page).first()).toBeVisible();
	await page.keyboard.press("r");
	await page.waitForTimeout(500);
	await page.keyboard.press("j");
	const grid = page.getByRole("grid", { name: "Triplets" });
	const mail = (await grid.getAttribute("aria-activedescendant")) ?? "";
	expect(mail).not.toBe("");
	await expect(page.locator(`#${mail}`)).toHaveAttribute("aria-rowindex", "2");
	await expect(page.getByRole("button", { name: /^[1-9]\d* new$/ })).toBeVisible({ timeout: 20_000 });
	await page.keyboard.press("r");
	await expect(grid.locator("[role=row][aria-rowindex='2']")).not.toHaveAttribute("id", mail);
	await expect(grid).toHaveAttribute("aria-activedescendant", mail);
	await page.keyboard.press("Enter");
	await expect(page.getByRole("complementary", { name: "Triplet" })).toContainText(mail.replace("row-", ""));
});

test("many are purged only after the number was confirmed", async ({ page }) => {
	await listWaiting(page);
	await page.keyboard.press("j");
	await page.keyboard.press("Shift+ArrowDown");
	await page.keyboard.press("Shift+ArrowDown");
	await expect(page.getByText("3 triplets marked")).toBeVisible();
	await page.keyboard.press("x");
	const dialog = page.getByRole("dialog");
	await expect(dialog).toContainText("Purge 3 triplets?");
	await dialog.getByRole("button", { name: "Purge 3" }).click();
	await expect(page.getByText("Purged 3 mails")).toBeVisible();
});

test("a mail that never came can be expected", async ({ page }) => {
	await page.getByRole("link", { name: "Triplets" }).click();
	await page.getByRole("button", { name: "Expect a mail" }).click();
	await page.getByLabel(/^From/).fill("boss@partner.example");
	await page.getByLabel("To", { exact: true }).fill("anna@example.org");
	await page.getByRole("button", { name: "Approve it" }).click();
	await expect(page.getByText("Approved 1 mail")).toBeVisible();
});

test("axe finds nothing serious on Triplets with a mail open, light or dark", async ({ page }) => {
	await listWaiting(page);
	await rows(page).first().click();
	await expect(page.getByRole("complementary", { name: "Triplet" })).toContainText("Known of it");
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(300);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	}
});

test("the panel of a triplet that was purged says so, and shows nothing of it any more until that is undone", async ({
	page,
}) => {
	await listWaiting(page);
	await rows(page).first().click();
	const panel = page.getByRole("complementary", { name: "Triplet" });
	await expect(panel.getByText("Counted as sender")).toBeVisible();
	await panel.getByRole("button", { name: "Purge" }).click();
	await expect(panel.getByText("There is no such triplet now")).toBeVisible();
	await expect(panel.getByText("Counted as sender")).toBeHidden();
	await page.keyboard.press("Control+z");
	await expect(panel.getByText("Counted as sender")).toBeVisible();
});
