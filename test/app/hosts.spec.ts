/** Hosts and their links: connecting, roles, and what the page says when somebody goes away. */
import { expect, test } from "@playwright/test";
import { connect, type Desk, openDesk, playSample, startDaemon } from "./desk.ts";

let desk: Desk;
test.beforeEach(async () => {
	desk = await openDesk();
});
test.afterEach(() => desk.close());

test("a host that goes away is said to be gone, with the mend, and is live again when it is back", async ({ page }) => {
	const daemon = await startDaemon(desk);
	await page.goto(desk.url);
	await connect(page, daemon.socket);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	await expect(page).toHaveURL(/host=/);
	await daemon.stop();
	await expect(page.getByRole("button", { name: /^Host .*, gone since/ })).toBeVisible({ timeout: 20_000 });
	await expect(page.getByRole("status").filter({ hasText: "cannot be reached" })).toContainText("It is tried again");
	const again = await startDaemon(desk);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible({ timeout: 20_000 });
	await again.stop();
});

test("an address where nobody answers is refused in words", async ({ page }) => {
	await page.goto(desk.url);
	await page.getByLabel("Address of its management socket").fill("unix:/nowhere/management.sock");
	await page.getByRole("button", { name: "Connect", exact: true }).click();
	await expect(page.locator("main").getByRole("alert")).toContainText(/\w+ \w+/);
});

test("through a viewer's socket everything is seen and nothing can be approved", async ({ page }) => {
	await playSample(page, desk);
	await connect(page, `${desk.folder}-sample/viewer.sock`);
	await page.getByRole("link", { name: "Triplets" }).click();
	const row = page.getByRole("grid", { name: "Triplets" }).locator("[role=row][aria-selected]").first();
	await row.click();
	await expect(page.getByRole("complementary").getByRole("button", { name: "Approve" })).toBeDisabled();
	await page.keyboard.press("a");
	await expect(page.getByText(/You are viewer there; this needs helpdesk/).first()).toBeVisible();
});

test("of many actions each gets its answer, though the host closes the line as soon as it has read one", async ({
	page,
}) => {
	await page.goto(desk.url);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
	const statuses = await page.evaluate(async () => {
		const authorization = `Bearer ${sessionStorage.getItem("greydesk-session")}`;
		const headers = { authorization, "content-type": "application/json" };
		const seen = new Set<number>();
		for (let times = 0; times < 400; times++) {
			const asked = await fetch("/hosts/local/v1/actions/none/undo", { method: "POST", headers, body: "{}" });
			seen.add(asked.status);
		}
		return [...seen];
	});
	expect(statuses).toEqual([404]);
});

test("a desk that is gone is said to be gone, and what is on screen stays", async ({ page }) => {
	await playSample(page, desk);
	desk.kill();
	await expect(page.getByRole("status").filter({ hasText: "The desk does not answer" })).toBeVisible({
		timeout: 20_000,
	});
	await expect(page.getByRole("log").getByRole("button").first()).toBeVisible();
});

test("a page without a key is told how to get in", async ({ page }) => {
	await page.goto(desk.url.replace(/#.*/, ""));
	await expect(page.getByRole("heading", { name: "Greydesk is closed to this page" })).toBeVisible();
	// The page hears of the new code, and begins anew with it by itself.
	await page.goto(`${desk.url.replace(/#.*/, "")}#code=wrong`);
	await expect(page.getByText(/start `greydesk open` \(or `npm start`\) again/)).toBeVisible();
});
