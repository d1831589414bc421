/** The ways in: a second window, an address pasted into a closed one, a code that was used; and what is asked first. */
import { expect, type Page, test } from "@playwright/test";
import { type Desk, openDesk, playSample } from "./desk.ts";

let desk: Desk;
test.beforeEach(async () => {
	desk = await openDesk();
});
test.afterEach(() => desk.close());

function inside(page: Page) {
	return page.getByRole("button", { name: /^Host .*, live/ });
}

test("another window is opened from the palette, by a code of its own that works once", async ({ page, context }) => {
	await page.goto(desk.url);
	await expect(inside(page)).toBeVisible();
	const opening = context.waitForEvent("page");
	await page.keyboard.press("Control+k");
	await page.keyboard.type("another window");
	await page.keyboard.press("Enter");
	const second = await opening;
	await expect(inside(second)).toBeVisible();
	await expect(second).toHaveURL(/#\/$|#\/watch/);
	await second.reload();
	await expect(inside(second)).toBeVisible();
});

test("an address of the desk opened in a new tab is let in by the window that is open", async ({ page, context }) => {
	await page.goto(desk.url);
	await expect(inside(page)).toBeVisible();
	const second = await context.newPage();
	await second.goto(`${desk.url.replace(/#.*/, "")}#/settings?host=local`);
	await expect(second.getByRole("heading", { name: /Settings of This computer/ })).toBeAttached();
});

test("nobody outside gets a code: it is given to who is in alone", async ({ page }) => {
	await page.goto(desk.url);
	await expect(inside(page)).toBeVisible();
	const statuses = await page.evaluate(async () => {
		const ask = async (headers: Record<string, string>) =>
			(await fetch("/desk/codes", { method: "POST", headers })).status;
		const token = sessionStorage.getItem("greydesk-session") ?? "";
		return [
			await ask({}),
			await ask({ authorization: "Bearer wrong" }),
			await ask({ authorization: `Bearer ${token}` }),
		];
	});
	expect(statuses).toEqual([401, 401, 200]);
});

test("a page without a key says at once what it does, and then how it may come in", async ({ browser }) => {
	const context = await browser.newContext();
	const page = await context.newPage();
	// What is seen from the first moment on, before the program of the page is there.
	await page.route("**/assets/*.js", () => undefined);
	await page.goto(desk.url.replace(/#.*/, ""), { waitUntil: "commit" });
	await expect(page.getByText("Opening Greydesk…")).toBeVisible();
	await page.unroute("**/assets/*.js");
	const asking = page.getByRole("heading", { name: "Asking to be let in…" }).waitFor();
	await page.reload({ waitUntil: "commit" });
	await asking;
	await expect(page.getByRole("heading", { name: "Greydesk is closed to this page" })).toBeVisible();
	await context.close();
});

test("a fresh address pasted into a closed tab opens it", async ({ browser }) => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(desk.url.replace(/#.*/, ""));
	await expect(page.getByRole("heading", { name: "Greydesk is closed to this page" })).toBeVisible();
	await page.evaluate((url) => location.assign(url), desk.url);
	await expect(inside(page)).toBeVisible();
	await context.close();
});

test("a used address says that it was used, after a reload too", async ({ page, browser }) => {
	await page.goto(desk.url);
	await expect(inside(page)).toBeVisible();
	const context = await browser.newContext();
	const other = await context.newPage();
	await other.goto(desk.url);
	const words = other.getByText(/This address was used already: start `greydesk open` \(or `npm start`\) again/);
	await expect(words).toBeVisible();
	await other.reload();
	await expect(words).toBeVisible();
	await context.close();
});

test("from the first page to the sample's live traffic nothing is asked that is refused", async ({ page }) => {
	const refused: string[] = [];
	page.on("response", (response) => {
		if (response.status() >= 400) refused.push(`${response.status()} ${response.url()}`);
	});
	await playSample(page, desk);
	await page.getByRole("link", { name: "Triplets" }).click();
	await expect(page.getByRole("grid", { name: "Triplets" })).toBeVisible();
	// The first try of the door, which asks who comes in, is answered before any host is spoken to.
	expect(refused).toEqual([]);
});
