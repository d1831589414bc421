/** Messages in passing: they are read beside a dialog, and never lie over it. */
import { expect, test } from "@playwright/test";
import { type Desk, openDesk } from "./desk.ts";

let desk: Desk;
test.beforeEach(async () => {
	desk = await openDesk();
});
test.afterEach(() => desk.close());

test("a message that stands where a dialog opens lies under the dialog, and over what is dimmed", async ({ page }) => {
	// So narrow that both want the same place.
	await page.setViewportSize({ width: 640, height: 480 });
	await page.goto(desk.url);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	await page.keyboard.press("Control+z");
	const message = page.getByRole("alert").filter({ hasText: "Nothing to undo" });
	await expect(message).toBeVisible();
	await page.keyboard.press(",");
	const dialog = page.getByRole("dialog", { name: "Preferences" });
	await expect(dialog).toBeVisible();
	const onTop = await page.evaluate(() => {
		const boxOf = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
		const [one, two] = [boxOf("[role=dialog]"), boxOf("[role=alert]")];
		if (one === undefined || two === undefined) return null;
		const middle = (from: number, to: number) => (from + to) / 2;
		const [left, right] = [Math.max(one.left, two.left), Math.min(one.right, two.right)];
		const [top, bottom] = [Math.max(one.top, two.top), Math.min(one.bottom, two.bottom)];
		const at = (x: number, y: number) => {
			const hit = document.elementFromPoint(x, y);
			return hit?.closest("[role=dialog]") ? "dialog" : hit?.closest("[role=alert]") ? "message" : "neither";
		};
		const shared = left < right && top < bottom ? at(middle(left, right), middle(top, bottom)) : "apart";
		return { shared, beside: one.left > two.left ? at(middle(two.left, one.left), middle(two.top, two.bottom)) : null };
	});
	expect(onTop).toEqual({ shared: "dialog", beside: "message" });
});
