/**
 * Every view when things are not well: a process that was stopped, a daemon that refuses all or speaks nonsense, one
 * that only watches, a caller who may only look. Always words, always the next step, and nothing of a stranger runs.
 */
import { expect, type Page } from "@playwright/test";
import { type HostName, test } from "./stage.ts";

test.use({ trace: "off" });

const views = ["watch", "triplets", "activity", "whitelists", "settings"] as const;

let page: Page;
test.beforeAll(async ({ stage, browser }) => {
	page = await stage.open(browser, { reducedMotion: "reduce" });
});
test.afterAll(() => page.context().close());

async function look(host: string, view: string): Promise<void> {
	await page.goto(`/#/${view}?host=${host}`);
	await page.reload();
	await expect(page.getByRole("button", { name: /^Host / })).toBeVisible();
}

const main = () => page.getByRole("main");

test("a stopped daemon leaves each view in words, and what it says comes when it goes on", async ({ stage }) => {
	stage.freeze(true);
	for (const view of ["triplets", "activity", "whitelists", "settings"]) {
		await look(stage.host.frozen, view);
		// Which of them depends on whether the silence has lasted long enough to be called a lost link.
		await expect(main()).toContainText(/Reading|Asking|Waiting for|Connecting|silent|Nothing of this was read/);
	}
	stage.freeze(false);
	await expect(main().getByRole("textbox").first()).toBeVisible({ timeout: 30_000 });
});

for (const broken of ["refusing", "babbling"] as const satisfies readonly HostName[])
	test(`a daemon that is ${broken} is told as trouble in every view, with a way to try again`, async ({ stage }) => {
		for (const view of views) {
			await look(stage.host[broken], view);
			await expect(page.getByRole("alert").or(page.getByRole("status")).first()).toContainText(/\w+ \w+/, {
				timeout: 15_000,
			});
			await expect(page.getByRole("navigation", { name: "Views" })).toBeVisible();
			expect(await page.evaluate(() => "trapped" in window)).toBe(false);
		}
	});

test("shadow mode is said in every view", async ({ stage }) => {
	for (const view of views) {
		await look(stage.host.empty, view);
		await expect(page.getByRole("status").filter({ hasText: "Shadow mode" })).toBeVisible();
	}
});

test("a viewer sees all, and what it may not do says why", async ({ stage }) => {
	await look(stage.host.viewer, "whitelists");
	// Who one is there is told by the host's greeting; before it came, that it has not said so.
	await expect(page.getByRole("button", { name: "Add", exact: true })).toHaveAttribute("title", /You are viewer there/);
	await page.keyboard.press("n");
	await expect(page.getByText(/You are viewer there/).first()).toBeVisible();
	await expect(page.getByRole("dialog")).toBeHidden();
	await look(stage.host.viewer, "settings");
	const field = page
		.getByRole("region", { name: /^Settings of/ })
		.getByRole("textbox")
		.first();
	await expect(field).toBeDisabled();
	await expect(page.getByText(/You are viewer there/).first()).toBeVisible();
});
