/** With the system's own few colours in place of ours: where one is, what is chosen and how a link is can still be told. */
import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "./stage.ts";

test.use({ trace: "off" });

let page: Page;
test.beforeAll(async ({ stage, browser }) => {
	page = await stage.open(browser, { reducedMotion: "reduce", forcedColors: "active" });
});
test.afterAll(() => page.context().close());

/** What a person sees of an element beside its words. */
function lines(node: Locator): Promise<string> {
	return node.evaluate((element) => {
		const { borderBottomColor, outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
		return [borderBottomColor, outlineStyle, outlineWidth, outlineStyle === "none" ? "" : outlineColor].join(" ");
	});
}

test("the view one is in, the filter that is chosen, the row under the keys: a line tells each", async ({ stage }) => {
	await page.goto(`/#/triplets?host=${stage.host.full}&q=state%3Awaiting`);
	await page.reload();
	const rows = page.getByRole("grid", { name: "Triplets" }).locator("[role=row][aria-selected]");
	await expect(rows.first()).toBeVisible();
	const link = (name: string) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
	expect(await lines(link("Triplets"))).not.toBe(await lines(link("Watch")));
	expect(await lines(link("Activity"))).toBe(await lines(link("Watch")));
	const chip = (name: RegExp) => page.getByRole("group", { name: "State" }).getByRole("button", { name });
	await expect(chip(/^Waiting/)).toHaveAttribute("aria-pressed", "true");
	expect(await lines(chip(/^Waiting/))).not.toBe(await lines(chip(/^Passed/)));
	await page.keyboard.press("j");
	await expect.poll(async () => (await lines(rows.nth(0))) === (await lines(rows.nth(1)))).toBe(false);
});

test("the sign of a link stands out from its ground, and the bands of the chart from each other", async ({ stage }) => {
	await page.goto(`/#/watch?host=${stage.host.full}`);
	await page.reload();
	const host = page.getByRole("button", { name: /^Host / });
	const ground = (node: Locator) => node.evaluate((element) => getComputedStyle(element).backgroundColor);
	expect(await ground(host.locator("i").first())).not.toBe(await ground(host));
	const legend = page.getByRole("region", { name: /^Attempts/ }).getByRole("listitem");
	await expect(legend.first()).toBeVisible();
	const fills = await legend
		.locator("svg")
		.evaluateAll((all) => all.map((svg) => `${getComputedStyle(svg.children[0] ?? svg).fill} ${svg.children.length}`));
	expect(new Set(fills).size).toBe(fills.length);
});
