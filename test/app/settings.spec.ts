/** Settings, in a real browser: what a change does is told first, it is applied, undone, and never done over another's. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { askHost, type Desk, openDesk, playSample } from "./desk.ts";

let desk: Desk;
test.beforeEach(async ({ page }) => {
	desk = await openDesk();
	await playSample(page, desk);
	await page.keyboard.press("g");
	await page.keyboard.press("s");
	await expect(delay(page)).toBeVisible();
});
test.afterEach(async () => {
	await desk.close();
});

const delay = (page: Page) => page.getByLabel("How long new mail waits", { exact: true });
const changes = (page: Page) => page.getByRole("region", { name: "What changes" });

interface Policy {
	readonly revision: number;
	readonly settings: Record<string, unknown>;
}
const policy = async (page: Page) => (await askHost(page, "/hosts/sample/v1/policy")) as Policy;

/** A colleague's change, made by another way than this form. */
async function putElsewhere(page: Page, change: Record<string, unknown>): Promise<void> {
	const { settings } = await policy(page);
	const status = await page.evaluate(
		async (body) => {
			const token = sessionStorage.getItem("greydesk-session") ?? "";
			const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
			const response = await fetch("/hosts/sample/v1/policy", { method: "PUT", headers, body });
			return response.status;
		},
		JSON.stringify({ settings: { ...settings, ...change }, reason: "a colleague" }),
	);
	expect(status).toBe(200);
}

test("a change is told before it is made, applied with a reason, and undone by keys", async ({ page }) => {
	const before = (await policy(page)).settings.delay;
	await delay(page).fill("2h");
	await expect(changes(page)).toContainText("becomes 2 h");
	await expect(changes(page)).toContainText("A delay over an hour loses mail");
	await changes(page).getByLabel("Why").fill("trying");
	await page.keyboard.press("Enter");
	await expect(page.getByText("Settings applied")).toBeVisible();
	await expect.poll(async () => (await policy(page)).settings.delay).toBe(7_200);
	await expect(changes(page)).toContainText("Nothing yet");
	await page.getByRole("region", { name: /^Settings of/ }).focus();
	await page.keyboard.press("Control+z");
	await expect(page.getByText("Undone", { exact: true })).toBeVisible();
	await expect.poll(async () => (await policy(page)).settings.delay).toBe(before);
	await expect(delay(page)).not.toHaveValue("2h");
});

test("a line that cannot be read is named by the field's title and its number, and the field is marked", async ({
	page,
}) => {
	const field = page.getByLabel("Otherwise for some recipients", { exact: true });
	await field.fill("example.net delay=5m\nexample.org delay=oops");
	await expect(changes(page)).toContainText(/Otherwise for some recipients, line 2: delay: "oops" is not a duration/);
	await expect(changes(page)).not.toContainText("settings.overrides");
	await expect(field).toHaveAttribute("aria-invalid", "true");
	await expect(field).toHaveAccessibleDescription(/^Line 2: delay: "oops" is not a duration/);
	await expect(changes(page).getByRole("button", { name: "Apply" })).toBeDisabled();
	await field.fill("example.net delay=5m\nexample.org delay=10m");
	await expect(field).not.toHaveAttribute("aria-invalid", "true");
	await expect(changes(page).getByRole("button", { name: "Apply" })).toBeEnabled();
});

test("before keys change, it is told which senders and clients that are known would become one, or part", async ({
	page,
}) => {
	await page.getByText("address", { exact: true }).click();
	const told = changes(page).getByRole("region", { name: "What becomes of known senders" });
	await expect(told).toContainText(/\d+ clients become \d+:/);
	await expect(told).toContainText(/one becomes \d+: \S+/);
	await expect(told).toContainText(/By [\d,]+ triplets in memory/);
	await expect(told).toContainText(/Of \d+ senders none becomes another/);
	await changes(page).getByRole("button", { name: "Discard" }).click();
	await expect(told).toHaveCount(0);
});

test("what cannot be read is said at the field, and a colleague's change is never overwritten unseen", async ({
	page,
}) => {
	await delay(page).fill("soon");
	await expect(page.getByText(/is not a duration/)).toBeVisible();
	await expect(changes(page).getByRole("button", { name: "Apply" })).toBeDisabled();
	await delay(page).fill("4m");
	await expect(changes(page)).toContainText("becomes 4 min");
	await putElsewhere(page, { retryWindow: 86_400 });
	await expect(changes(page)).toContainText("Somebody changed the settings");
	await expect(changes(page).getByRole("button", { name: "Apply" })).toBeDisabled();
	await changes(page)
		.getByRole("button", { name: /keep mine/ })
		.click();
	await expect(changes(page)).toContainText("becomes 4 min");
	await changes(page).getByRole("button", { name: "Apply" }).click();
	await expect(page.getByText("Settings applied")).toBeVisible();
	const { settings } = await policy(page);
	expect([settings.delay, settings.retryWindow]).toEqual([240, 86_400]);
});

test("everything passes for a while by the switch, which tells the time left, and it is ended there", async ({
	page,
}) => {
	const pass = page.getByRole("switch", { name: "Let everything pass" });
	await pass.focus();
	await page.keyboard.press("Space");
	await expect(page.getByText(/Nothing is deferred for/)).toBeVisible();
	await expect(pass).toBeChecked();
	await pass.focus();
	await page.keyboard.press("Space");
	await expect(pass).not.toBeChecked();
});

test("axe finds nothing serious on Settings with a change under way, light or dark", async ({ page }) => {
	await delay(page).fill("2h");
	await expect(changes(page)).toContainText("becomes 2 h");
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(300);
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	}
});
