/**
 * Every place at every width, at twice its size, light and dark, full of hostile names: nothing runs, nothing is cut
 * without a way to the whole, nothing lies on anything, and axe finds nothing by WCAG 2.2 AA.
 */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { layoutFaults } from "./layout.ts";
import { type Place, places } from "./places.ts";
import { type Stage, test } from "./stage.ts";

/** The last two are windows of 1280 and 1920 pixels at 200 %. */
const sizes = [
	{ width: 1280, height: 800 },
	{ width: 1024, height: 700 },
	{ width: 1920, height: 1080 },
	{ width: 640, height: 400 },
	{ width: 960, height: 540 },
];

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// Pages are shared by tests, and so would their traces be.
test.use({ trace: "off" });

let page: Page;
test.beforeAll(async ({ stage, browser }) => {
	page = await stage.open(browser, { reducedMotion: "reduce" });
});
test.afterAll(() => page.context().close());

for (const place of places)
	test(`${place.name}: all is in sight, at every size, and axe is content, light and dark`, async ({ stage }) => {
		await go(stage, place);
		const faults: string[] = [];
		for (const size of sizes) {
			await page.setViewportSize(size);
			await settled();
			for (const fault of await layoutFaults(page)) faults.push(`${size.width}x${size.height}: ${fault}`);
		}
		expect.soft(faults).toEqual([]);
		await page.setViewportSize(sizes[0] ?? { width: 1280, height: 800 });
		for (const colorScheme of ["light", "dark"] as const) {
			await page.emulateMedia({ colorScheme });
			await settled();
			// Only the colours differ the second time.
			const rules = colorScheme === "dark" ? { type: "rule" as const, values: ["color-contrast"] } : standards;
			expect.soft(await violations(rules), colorScheme).toEqual([]);
		}
		expect(await page.evaluate(() => "trapped" in window), "a name of strangers ran as HTML").toBe(false);
	});

async function go(stage: Stage, { view, host = "full", onward }: Place): Promise<void> {
	await page.setViewportSize({ width: 1280, height: 800 });
	const named = host === "local" ? "" : `${view.includes("?") ? "&" : "?"}host=${stage.host[host]}`;
	await page.goto(`/#/${view}${named}`);
	await page.reload();
	await onward?.(page);
}

/** Two frames: what a change of size or scheme began has been drawn. */
function settled(): Promise<unknown> {
	return page.evaluate(
		() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
	);
}

async function violations(runOnly: typeof standards | { type: "rule"; values: string[] }): Promise<readonly string[]> {
	const builder = new AxeBuilder({ page }).options({
		runOnly,
		rules: { "target-size": { enabled: true } },
		resultTypes: ["violations"],
	});
	// One frame, and no second page: it would cost more than the look itself.
	const found = await builder.setLegacyMode().analyze();
	// Mantine's menu holds its first stop of the keys as a child without a role that a menu knows.
	const ours = found.violations.filter(
		({ id, nodes }) =>
			id !== "aria-required-children" || nodes.some(({ target }) => !String(target).endsWith("-dropdown")),
	);
	return ours.flatMap(({ id, nodes }) =>
		nodes.slice(0, 3).map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
	);
}
