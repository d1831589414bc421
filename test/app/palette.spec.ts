/** The palette, in a real browser: every view and command by a few letters, from wherever the hands are. */
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

async function command(page: Page, typed: string): Promise<void> {
	await page.keyboard.press("Control+k");
	await expect(page.getByRole("combobox", { name: "Command" })).toBeFocused();
	await page.keyboard.type(typed);
	await page.keyboard.press("Enter");
	await expect(page.getByRole("combobox", { name: "Command" })).toBeHidden();
}

test("views, filters, commands of the view and the switch are reached by typing alone", async ({ page }) => {
	await command(page, "gosett");
	await expect(page).toHaveURL(/#\/settings/);
	await page.getByLabel("How long new mail waits", { exact: true }).focus();
	await command(page, "state wait");
	await expect(page).toHaveURL(/#\/triplets\?.*q=state%3Awaiting/);
	await command(page, "go to whitelists");
	await command(page, "add to");
	await expect(page.getByRole("dialog", { name: "Add to the whitelists" })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toBeHidden();
	await command(page, "let everything");
	await expect(page.getByText("Everything passes for 60 minutes")).toBeVisible();
	await command(page, "undo the last");
	await expect(page.getByText("Undone", { exact: true })).toBeVisible();
});

test("axe finds nothing serious on the palette, light or dark; what fits nothing is said", async ({ page }) => {
	await page.keyboard.press("Control+k");
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(300);
		const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
		expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	}
	await page.keyboard.type("zzzz");
	await expect(page.getByText("No command is called so.")).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toBeHidden();
});
