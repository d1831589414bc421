/** Masking, time zone and density in a real browser, with real traffic behind the page. */
import { expect, type Page, test } from "@playwright/test";
import { type Desk, openDesk, playSample } from "./desk.ts";

let desk: Desk;
test.beforeEach(async () => {
	desk = await openDesk();
});
test.afterEach(() => desk.close());

/** Every local part that the page holds: in its text, in attributes, in fields, in its address. Roles may stay. */
function localParts(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const copy = document.documentElement.cloneNode(true) as HTMLElement;
		for (const style of copy.querySelectorAll("style, script, link")) style.remove();
		const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map((field) => field.value);
		const words = [copy.outerHTML, document.title, location.href, ...fields].join("\n").replaceAll("%40", "@");
		const found = [...words.matchAll(/([^\s"'<>(),;:&?/=]*)@(?!media)/g)].map((match) => match[1] ?? "");
		return found.filter((local) => !/^(|\*|postmaster|abuse|(•••|(%E2%80%A2){3})\d*)$/i.test(local));
	});
}

async function preferences(page: Page) {
	await page.getByRole("button", { name: "Preferences" }).click();
	return page.getByRole("dialog", { name: "Preferences" });
}

test("masked, no view holds a local part: not in its text, titles, links, fields, panels or toasts", async ({
	page,
}) => {
	await playSample(page, desk);
	expect((await localParts(page)).length).toBeGreaterThan(5);
	await page.keyboard.press("h");
	await expect(page.getByRole("button", { name: "Masked" })).toBeVisible();
	await expect(page.getByRole("log").getByText("•••").first()).toBeVisible();
	expect(await localParts(page)).toEqual([]);

	await page.getByRole("log").getByRole("button").first().click();
	await expect(page.getByText("Counted as sender")).toBeVisible();
	expect(await localParts(page)).toEqual([]);

	await page.getByRole("link", { name: "Triplets" }).click();
	const rows = page.getByRole("grid", { name: "Triplets" }).locator("[role=row][aria-selected]");
	await expect(rows.first()).toContainText("•••");
	await rows.first().click();
	await expect(page.getByText("Counted as sender")).toBeVisible();
	expect(await localParts(page)).toEqual([]);
	await page.keyboard.press("Escape");
	await page.keyboard.press("n");
	await expect(page.getByRole("dialog")).toBeVisible();
	expect(await localParts(page)).toEqual([]);
	await page.keyboard.press("Escape");

	const views = [
		["Whitelists", page.getByRole("button", { name: "Expired" })],
		["Activity", page.getByText("Began with these settings")],
		["Settings", page.getByText("Recipients that never wait")],
	] as const;
	for (const [view, shown] of views) {
		await page.getByRole("link", { name: view }).click();
		await expect(shown).toBeVisible();
		expect(await localParts(page), view).toEqual([]);
	}
	await page.keyboard.press("Control+k");
	await expect(page.getByRole("combobox", { name: "Command" })).toBeVisible();
	expect(await localParts(page)).toEqual([]);
});

test("masked, a mail is still found and released: its sign stands for the address on the way out", async ({ page }) => {
	await playSample(page, desk);
	await page.getByRole("link", { name: "Triplets" }).click();
	await page.keyboard.press("h");
	const grid = page.getByRole("grid", { name: "Triplets" });
	const rows = grid.locator("[role=row][aria-selected]");
	await expect(rows.first()).toContainText("•••");
	const sender = /•••\d+@[\w.-]+/.exec((await rows.first().textContent()) ?? "")?.[0] ?? "";
	await page.getByRole("textbox", { name: "Query" }).fill(`sender:${sender}`);
	await expect(rows.first()).toContainText(sender);
	await expect(page).toHaveURL(/q=sender/);
	await page.keyboard.press("Escape");
	// The address itself, typed, finds the same; and what is typed is not touched.
	await page.keyboard.press("h");
	await expect(page.getByRole("textbox", { name: "Query" })).not.toHaveValue(/•••/);
	await expect(rows.first()).toBeVisible();
	await page.keyboard.press("h");
	await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue(`sender:${sender}`);
	await expect(rows.first()).toContainText(sender);
});

test("masking outlives a reload and holds in every window", async ({ page, context }) => {
	await playSample(page, desk);
	await page.keyboard.press("h");
	await expect(page.getByRole("button", { name: "Masked" })).toBeVisible();
	await page.reload();
	await expect(page.getByRole("log").getByText("•••").first()).toBeVisible();
	expect(await localParts(page)).toEqual([]);
	const token = await page.evaluate(() => sessionStorage.getItem("greydesk-session") ?? "");
	const other = await context.newPage();
	await other.addInitScript((kept) => sessionStorage.setItem("greydesk-session", kept), token);
	await other.goto(page.url());
	await expect(other.getByRole("button", { name: "Masked" })).toBeVisible();
	await other.getByRole("button", { name: "Masked" }).click();
	await expect(page.getByRole("button", { name: "Masked" })).toBeHidden();
	expect((await localParts(page)).length).toBeGreaterThan(0);
});

test("every time of the page is told in the zone that is chosen", async ({ page }) => {
	await playSample(page, desk);
	const dialog = await preferences(page);
	await dialog.getByRole("combobox", { name: "Time zone" }).click();
	await page.getByRole("combobox", { name: "Time zone" }).fill("Kathmandu");
	await page.getByRole("option", { name: /Kathmandu/ }).click();
	await expect(dialog.getByText(/GMT\+5:45/)).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(page.getByTitle(/^Time at the host:.*GMT\+5:45/)).toBeVisible();
	await expect(page.getByRole("log").locator("time").first()).toHaveAttribute("title", /GMT\+5:45$/);
	await page.getByRole("log").getByRole("button").first().click();
	await expect(page.getByText("Counted as sender")).toBeVisible();
	await expect(page.locator("main, body").getByText(/\d\d:\d\d(:\d\d)? UTC/)).toHaveCount(0);
});

test("rows grow and shrink with the density, in every list", async ({ page }) => {
	await playSample(page, desk);
	await page.getByRole("link", { name: "Triplets" }).click();
	const row = page.getByRole("grid", { name: "Triplets" }).locator("[role=row][aria-selected]").first();
	await expect(row).toBeVisible();
	const heights: number[] = [];
	for (const density of ["Compact", "Normal", "Roomy"]) {
		const dialog = await preferences(page);
		await dialog.getByText(density, { exact: true }).click();
		await expect(page.locator("html")).toHaveAttribute("data-density", density.toLowerCase());
		await page.keyboard.press("Escape");
		heights.push((await row.boundingBox())?.height ?? 0);
	}
	expect(heights).toEqual([...heights].sort((one, other) => one - other));
	expect(new Set(heights).size).toBe(3);
});

test("a filter is saved by name, found in the menu and the palette, renamed, deleted and had back", async ({
	page,
}) => {
	await playSample(page, desk);
	await page.getByRole("link", { name: "Triplets" }).click();
	const query = page.getByRole("textbox", { name: "Query" });
	await query.fill("attempts:>=2 age:>1m");
	await query.press("Enter");
	await page.getByRole("button", { name: "Filters" }).click();
	await page.getByRole("menuitem", { name: "Save this filter…" }).click();
	await page.getByRole("textbox", { name: "Name" }).fill("came twice");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("button", { name: "Filters: came twice" })).toBeVisible();

	await page.getByRole("button", { name: "Filters: came twice" }).click();
	await page.getByRole("menuitem", { name: "Waiting now" }).click();
	await expect(query).toHaveValue("state:waiting");
	await page.keyboard.press("Control+k");
	await page.getByRole("combobox", { name: "Command" }).fill("came twice");
	await page.keyboard.press("Enter");
	await expect(query).toHaveValue("attempts:>=2 age:>1m");

	await page.getByRole("button", { name: "Filters: came twice" }).click();
	await page.getByRole("menuitem", { name: /Rename/ }).click();
	const dialog = page.getByRole("dialog", { name: "Saved filters" });
	await dialog.getByRole("textbox", { name: "Name of came twice" }).fill("twice or more");
	await page.keyboard.press("Enter");
	await dialog.getByRole("button", { name: "Delete twice or more" }).click();
	await expect(dialog.getByText("None is left.")).toBeVisible();
	await dialog.getByRole("button", { name: "Done" }).click();
	await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
	await page.reload();
	await expect(page.getByRole("button", { name: "Filters: twice or more" })).toBeVisible();
});

test("everything passes: the banner ends it, and the reason stands in Activity", async ({ page }) => {
	await playSample(page, desk);
	await page.getByRole("link", { name: "Settings" }).click();
	await page.getByPlaceholder("Why (optional, for the audit trail)").fill("storm of newsletters");
	await page.getByRole("switch", { name: "Let everything pass" }).click({ force: true });
	await page.getByRole("button", { name: "End it now" }).click();
	await expect(page.getByRole("button", { name: "End it now" })).toBeHidden();
	await page.getByRole("link", { name: "Activity" }).click();
	await expect(page.getByText("storm of newsletters")).toBeVisible();
	await expect(page.getByText("Ended letting everything pass")).toBeVisible();
});

test("keys of one letter can be switched off: by chance nothing is done, and the palette does it all the same", async ({
	page,
}) => {
	await playSample(page, desk);
	const dialog = await preferences(page);
	const letters = dialog.getByRole("switch", { name: "Keys of one letter" });
	await letters.focus();
	await page.keyboard.press("Space");
	await expect(letters).not.toBeChecked();
	await page.keyboard.press("Escape");
	await expect(dialog).toBeHidden();
	await page.keyboard.press("g");
	await page.keyboard.press("t");
	await page.keyboard.press("h");
	await expect(page.getByRole("button", { name: "Masked" })).toBeHidden();
	await expect(page.getByRole("heading", { name: "Live tail" })).toBeVisible();
	await page.keyboard.press("Control+k");
	await page.getByRole("combobox", { name: "Command" }).fill("masking");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("button", { name: "Masked" })).toBeVisible();
});

test("after masking redrew the page, g a leads to Activity and approves nothing on the way", async ({ page }) => {
	await playSample(page, desk);
	await page.getByRole("link", { name: "Triplets" }).click();
	const rows = page.getByRole("grid", { name: "Triplets" }).locator("[role=row][aria-selected]");
	await expect(rows.first()).toBeVisible();
	await page.keyboard.press("h");
	await expect(rows.first()).toContainText("•••");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("g");
	await page.keyboard.press("a");
	await expect(page.getByText("Began with these settings")).toBeVisible();
	await expect(page.getByText(/^Approved 1 mail/)).toHaveCount(0);
});

test("masked, a step back does not bring the searched name with it", async ({ page }) => {
	await playSample(page, desk);
	await page.getByRole("link", { name: "Triplets" }).click();
	await page.getByRole("textbox", { name: "Query" }).fill("sender:anna.b@example.org");
	await expect(page).toHaveURL(/anna/);
	await page.getByRole("link", { name: "Activity" }).click();
	await page.getByRole("button", { name: "Preferences" }).focus();
	await page.keyboard.press("h");
	await expect(page.getByRole("button", { name: "Masked" })).toBeVisible();
	await page.goBack();
	await expect(page.getByRole("textbox", { name: "Query" })).toHaveValue(/•••\d+@example\.org/);
	expect(`${page.url()} ${await page.content()}`).not.toContain("anna.b");
});
