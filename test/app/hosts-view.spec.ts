/** Hosts: the list of all that are known, what is changed of them, and what read-only keeps from happening. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { askOnce } from "../fixtures/policy-client.ts";
import { type AppDaemon, connect, type Desk, openDesk, startDaemon } from "./desk.ts";

let desk: Desk;
let daemon: AppDaemon;
test.beforeEach(async ({ page }) => {
	desk = await openDesk();
	daemon = await startDaemon(desk, "mx1");
	await page.goto(desk.url);
	await connect(page, daemon.socket);
	await expect(page.getByRole("button", { name: /^Host .*, live/ })).toBeVisible();
});
test.afterEach(async () => {
	await daemon.stop();
	await desk.close();
});

/** The line of the daemon beside the desk's own. */
function mx1(page: Page) {
	return page.getByRole("listitem").filter({ hasText: daemon.socket });
}

async function openHosts(page: Page): Promise<void> {
	await page.keyboard.press("g");
	await page.keyboard.press("h");
	await expect(page.getByRole("heading", { name: /^Hosts/ })).toBeVisible();
}

test("every host is listed with address, link, engine and role; by keys, by the menu and by the palette", async ({
	page,
}) => {
	await openHosts(page);
	await expect(page).toHaveURL(/#\/hosts/);
	await expect(mx1(page)).toContainText(/live.*since .*greydesk \d+\.\d+\.\d+.*unix socket · you are operator/);
	await expect(page.getByRole("listitem").filter({ hasText: "This computer" })).toContainText("engine of this desk");
	await page.goto(`${desk.url.replace(/#.*/, "")}#/watch`);
	await page.getByRole("button", { name: /^Host / }).click();
	await page.getByRole("menuitem", { name: /All hosts/ }).click();
	await expect(page.getByRole("heading", { name: /^Hosts/ })).toBeVisible();
	await page.goto(`${desk.url.replace(/#.*/, "")}#/watch`);
	await page.keyboard.press("Control+k");
	await page.keyboard.type("Go to Hosts");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("heading", { name: /^Hosts/ })).toBeVisible();
});

test("a name, a colour and read-only are kept, told in the frame, and there again after a reload", async ({ page }) => {
	await openHosts(page);
	await mx1(page).getByRole("button", { name: /^Edit/ }).click();
	const dialog = page.getByRole("dialog");
	await dialog.getByLabel("Name").fill("mx1 <b>Berlin</b>");
	await dialog.getByRole("radio", { name: "teal" }).focus();
	await page.keyboard.press("Space");
	await dialog.getByRole("switch", { name: "Read-only" }).focus();
	await page.keyboard.press("Space");
	await dialog.getByRole("button", { name: "Keep" }).click();
	await expect(mx1(page)).toContainText("read-only");
	await page.reload();
	await expect(mx1(page)).toContainText("mx1 <b>Berlin</b>");
	await mx1(page)
		.getByRole("button", { name: /^Watch/ })
		.click();
	const choice = page.getByRole("button", { name: /^Host mx1 <b>Berlin<\/b>, live/ });
	await expect(choice).toContainText("read-only");
	await expect(page.locator("[data-host-colour=teal]")).toBeVisible();
});

test("on a read-only host nothing is done, whichever way it is asked, and it is said where to change that", async ({
	page,
}) => {
	await askOnce(daemon.policy, { sender: "anna@example.com", recipient: "ben@example.org" });
	await openHosts(page);
	await mx1(page).getByRole("button", { name: /^Edit/ }).click();
	await page.getByRole("dialog").getByRole("switch", { name: "Read-only" }).focus();
	await page.keyboard.press("Space");
	await page.getByRole("dialog").getByRole("button", { name: "Keep" }).click();
	await expect(mx1(page)).toContainText("read-only");
	await mx1(page)
		.getByRole("button", { name: /^Watch/ })
		.click();
	await page.getByRole("link", { name: "Triplets" }).click();
	const why = /Read-only here: change it in Hosts/;
	await page.getByRole("grid", { name: "Triplets" }).getByText("anna@example.com").first().click();
	await expect(page.getByRole("complementary").getByRole("button", { name: "Approve" })).toBeDisabled();
	await expect(page.getByRole("complementary").getByRole("button", { name: "Purge" })).toBeDisabled();
	await page.keyboard.press("a");
	await expect(page.getByText(why).first()).toBeVisible();
	await page.getByRole("link", { name: "Whitelists" }).click();
	await expect(page.getByRole("button", { name: "Add", exact: true })).toBeDisabled();
	await page.getByRole("link", { name: "Settings" }).click();
	await expect(page.getByText(why).first()).toBeVisible();
	await expect(page.getByRole("switch", { name: "Let everything pass" })).toBeDisabled();
	await page.keyboard.press("Control+k");
	await page.keyboard.type("everything pass");
	await expect(page.getByRole("option", { name: /Let everything pass/ })).toHaveCount(0);
});

test("a removed host is back with one key press for as long as the toast stands", async ({ page }) => {
	await openHosts(page);
	await mx1(page)
		.getByRole("button", { name: /^Remove/ })
		.click();
	await expect(mx1(page)).toHaveCount(0);
	await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
	await expect(mx1(page)).toContainText("live");
	await mx1(page)
		.getByRole("button", { name: /^Remove/ })
		.click();
	await page.getByRole("button", { name: "Close this message" }).last().click();
	await page.reload();
	await expect(page.getByRole("listitem").filter({ hasText: "This computer" })).toBeVisible();
	await expect(mx1(page)).toHaveCount(0);
});

test("a host that went is told with its mend, tried again when asked, and live when it is back", async ({ page }) => {
	await openHosts(page);
	await daemon.stop();
	await expect(mx1(page)).toContainText("gone", { timeout: 20_000 });
	await expect(mx1(page).getByRole("alert")).toContainText(/\w+ \w+/);
	daemon = await startDaemon(desk, "mx1");
	// It may have been tried again by itself in the meantime; then there is nothing left to ask.
	const now = mx1(page).getByRole("button", { name: /now$/ });
	await expect(now.or(mx1(page).getByText("live", { exact: true })).first()).toBeVisible();
	if (await now.isVisible()) await now.click({ timeout: 2_000 }).catch(() => undefined);
	await expect(mx1(page)).toContainText("live", { timeout: 20_000 });
});

test("an address that is no address is refused under its field, with how it is written", async ({ page }) => {
	await openHosts(page);
	await page.keyboard.press("n");
	await expect(page.getByLabel("Address of its management socket")).toBeFocused();
	await page.keyboard.type("ssh://-oProxyCommand=x");
	await page.keyboard.press("Enter");
	await expect(page.locator(".mantine-TextInput-error")).toContainText(/\w+ \w+/);
	await page.getByText("How it is written").click();
	await expect(page.getByText("ssh://mx1.example.net", { exact: true })).toBeVisible();
});

test("an address that names a host unknown here lists the ones that are known, in the same view", async ({ page }) => {
	await page.goto(`${desk.url.replace(/#.*/, "")}#/triplets?host=elsewhere&q=state%3Awaiting`);
	await expect(page.getByRole("heading", { name: "No host “elsewhere” is known here" })).toBeVisible();
	await page
		.getByRole("list", { name: "Hosts known here" })
		.getByRole("link", { name: /This computer/ })
		.click();
	await expect(page).toHaveURL(/#\/triplets\?host=local&q=state%3Awaiting/);
});

test("axe finds nothing serious on Hosts and its dialog, with a host gone, light or dark", async ({ page }) => {
	await openHosts(page);
	await daemon.stop();
	await expect(mx1(page).getByRole("alert")).toBeVisible({ timeout: 20_000 });
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
	}
	await mx1(page).getByRole("button", { name: /^Edit/ }).click();
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
});
