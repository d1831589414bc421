/**
 * Without a mouse: Tab goes through every view and comes out again, what it is on can always be seen, dialogs give
 * the keys back to where they came from, and each key of the sheet does what the sheet says.
 */
import { expect, type Page } from "@playwright/test";
import { type Stage, test } from "./stage.ts";

test.use({ trace: "off" });

const views = ["watch", "triplets", "activity", "whitelists", "settings", "hosts"] as const;
const MOST_STOPS = 150;

let page: Page;
test.beforeAll(async ({ stage, browser }) => {
	page = await stage.open(browser, { reducedMotion: "reduce" });
});
test.afterAll(() => page.context().close());

async function look(stage: Stage, view: string): Promise<void> {
	await page.goto(`/#/${view}?host=${stage.host.full}`);
	await page.reload();
	const main = page.getByRole("main").first();
	await expect(main).toContainText(/\w/);
	await expect(main).not.toContainText(/Reading|Asking/);
}

/** Where the keys are: a name, and whether it can be seen that they are there. */
function focused(): Promise<{ readonly name: string; readonly seen: boolean } | null> {
	return page.evaluate(() => {
		const at = document.activeElement;
		if (!(at instanceof HTMLElement) || at === document.body) return null;
		const name = `${at.tagName} ${at.getAttribute("aria-label") ?? at.textContent ?? at.id}`.slice(0, 60);
		// A hidden box is drawn by its neighbour or by what holds it.
		const drawn = [at, at.nextElementSibling, at.parentElement].filter((node) => node !== null);
		const ring = drawn.some((node) => {
			const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(node);
			const accent = getComputedStyle(document.documentElement).getPropertyValue("--mantine-primary-color-filled");
			return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none" || borderColor === accent;
		});
		const row = at.getAttribute("aria-activedescendant");
		const text = at.matches("input:not([type=radio], [type=checkbox]), textarea, select");
		return { name, seen: ring || row !== null || text };
	});
}

for (const view of views)
	test(`Tab goes through ${view} and comes out of it; where it is can be seen`, async ({ stage }) => {
		await look(stage, view);
		const unseen: string[] = [];
		let stops = 0;
		for (; stops < MOST_STOPS; stops++) {
			await page.keyboard.press("Tab");
			const at = await focused();
			if (at === null && stops > 0) break;
			if (at?.seen === false) unseen.push(at.name);
		}
		expect(unseen).toEqual([]);
		expect(stops).toBeGreaterThan(8);
		expect(stops, "a trap: Tab never comes out").toBeLessThan(MOST_STOPS);
	});

for (const [key, view] of [
	["?", "triplets"],
	["c", "watch"],
	["n", "triplets"],
	["n", "whitelists"],
	["i", "whitelists"],
	["p", "whitelists"],
	[",", "activity"],
	["Control+k", "settings"],
] as const)
	test(`the dialog of ${key} on ${view} keeps Tab inside, and gives the keys back when it is closed`, async ({
		stage,
	}) => {
		await look(stage, view);
		await page.getByRole("link", { name: /^Watch/ }).focus();
		await page.keyboard.press(key);
		const dialog = page.getByRole("dialog");
		await expect(dialog).toBeVisible();
		for (let times = 0; times < 12; times++) await page.keyboard.press("Tab");
		await expect(dialog.locator(":focus")).toHaveCount(1);
		await page.keyboard.press("Escape");
		await expect(dialog).toBeHidden();
		await expect(page.getByRole("link", { name: /^Watch/ })).toBeFocused();
	});

test("a button that Tab led to is pressed by Enter, and not the row of the list", async ({ stage }) => {
	await look(stage, "triplets");
	const grid = page.getByRole("grid", { name: "Triplets" });
	await expect(grid.locator("[role=row][aria-selected]").first()).toBeVisible();
	await page.keyboard.press("j");
	await page.getByRole("button", { name: "Help" }).focus();
	await page.keyboard.press("Enter");
	await expect(page.getByRole("dialog", { name: "Keys and signs" })).toBeVisible();
	await expect(page.getByRole("complementary", { name: "Triplet" })).toBeHidden();
});

test("after a row has gone the keys are where it was: the next one is a key away, and Tab goes on from there", async ({
	stage,
}) => {
	await look(stage, "triplets");
	const grid = page.getByRole("grid", { name: "Triplets" });
	await expect(grid.locator("[role=row][aria-selected]").first()).toBeVisible();
	const under = async () => (await grid.getAttribute("aria-activedescendant")) ?? "";
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	const going = await under();
	await page.keyboard.press("j");
	const next = await under();
	await page.keyboard.press("k");
	expect(await under()).toBe(going);
	await page.keyboard.press("x");
	await expect(page.getByRole("dialog", { name: "Purge 1 triplet?" })).toBeVisible();
	await page.keyboard.press("Enter");
	await expect(page.locator(`[id="${going}"]`)).toHaveCount(0);
	await expect(grid).toBeFocused();
	await page.keyboard.press("j");
	expect(await under()).toBe(next);
	await expect(page.getByText("Purged 1 mail")).toBeVisible();
	await page.keyboard.press("Control+z");
	await expect(page.locator(`[id="${going}"]`)).toHaveCount(1);
});

test("an entry removed by its button leaves the keys in the list", async ({ stage }) => {
	await look(stage, "whitelists");
	const grid = page.getByRole("grid", { name: "Whitelists" });
	const row = grid.locator("[role=row][aria-selected]").nth(1);
	const id = (await row.getAttribute("id")) ?? "";
	await row.getByRole("button", { name: /^Remove/ }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
	await expect(page.locator(`[id="${id}"]`)).toHaveCount(0);
	await expect(grid).toBeFocused();
	await page.keyboard.press("Control+z");
	await expect(page.locator(`[id="${id}"]`)).toBeVisible();
});

test("every key for a view on the sheet leads where the sheet says", async ({ stage }) => {
	await look(stage, "triplets");
	await page.keyboard.press("?");
	const sheet = page.getByRole("dialog", { name: "Keys and signs" });
	const lines = await sheet.locator("dl > div").evaluateAll((all) =>
		all.map((line) => ({
			words: line.querySelector("dt")?.textContent ?? "",
			keys: [...line.querySelectorAll("kbd")].map((key) => key.textContent ?? ""),
		})),
	);
	await page.keyboard.press("Escape");
	await expect(sheet).toBeHidden();
	const chords = lines.filter(({ words, keys }) => keys[0] === "g" && /^\w+$/.test(words));
	expect(chords.length).toBeGreaterThanOrEqual(5);
	for (const { words, keys } of chords) {
		for (const key of keys) await page.keyboard.press(key);
		await expect(page).toHaveURL(new RegExp(`#/${words.toLowerCase()}`));
	}
});
