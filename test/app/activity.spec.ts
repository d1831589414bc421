/** Activity, in a real browser: what was done appears by itself, is filtered in the address, and is taken back by keys. */
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

const lines = (page: Page) => page.getByRole("grid", { name: "Activity" }).locator("[role=row][aria-selected]");

async function expectMail(page: Page, sender: string): Promise<void> {
	await page.keyboard.press("g");
	await page.keyboard.press("t");
	await expect(page.getByRole("button", { name: "Expect a mail" })).toBeVisible();
	await page.keyboard.press("n");
	await page.getByLabel(/^From/).fill(sender);
	await page.getByLabel("To", { exact: true }).fill("anna@example.org");
	await page.getByRole("button", { name: "Approve it" }).click();
	await expect(page.getByText("Approved 1 mail").first()).toBeVisible();
	await expect(page.getByRole("dialog")).toBeHidden();
}

test("an approval stands in the trail with who and a claim, and is undone there by keys alone", async ({ page }) => {
	await expectMail(page, "boss@partner.example");
	await page.keyboard.press("g");
	await page.keyboard.press("a");
	await expect(page).toHaveURL(/#\/activity/);
	await expect(lines(page).first()).toContainText("Approved 1 mail");
	await expect(lines(page).first()).toContainText("claimed");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	const panel = page.getByRole("complementary", { name: "Action" });
	await expect(panel).toContainText("Approved 1 mail");
	await expect(page).toHaveURL(/open=/);
	await page.keyboard.press("u");
	await page.getByRole("textbox", { name: /^Why/ }).fill("the wrong boss");
	await page.keyboard.press("Enter");
	await expect(lines(page).first()).toContainText("Took an action back");
	await expect(lines(page).first()).toContainText("the wrong boss");
	await expect(lines(page).nth(1)).toContainText("Undone by");
	await expect(panel).toContainText("Undone by");
	await page.keyboard.press("u");
	await expect(page.getByText("It was undone already.")).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(panel).toBeHidden();
});

test("kind and name filter the trail from the address, and nothing found is said", async ({ page }) => {
	await expectMail(page, "boss@partner.example");
	await page.getByRole("link", { name: "Activity" }).click();
	await expect(lines(page).first()).toBeVisible();
	await page.getByRole("button", { name: "Purged" }).click();
	await expect(page).toHaveURL(/kind=purged/);
	await expect(page.getByText("No such action")).toBeVisible();
	await page.goto(page.url().replace("kind=purged", "kind=approved&find=nobody-of-that-name"));
	await expect(page.getByText("No such action")).toBeVisible();
	await page.getByRole("button", { name: "Show all" }).click();
	await expect(lines(page).first()).toContainText("Approved 1 mail");
});

test("axe finds nothing serious on Activity with an action open, light or dark", async ({ page }) => {
	await expectMail(page, "boss@partner.example");
	await page.getByRole("link", { name: "Activity" }).click();
	await lines(page).first().click();
	await expect(page.getByRole("complementary", { name: "Action" })).toContainText("claimed");
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(300);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	}
});
