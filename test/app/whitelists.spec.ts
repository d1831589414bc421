/** Whitelists, in a real browser: an entry is added, lets real mail through, is removed and comes back by undo. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Desk, openDesk, playSample } from "./desk.ts";

let desk: Desk;
test.beforeEach(async ({ page }) => {
	desk = await openDesk();
	await playSample(page, desk);
	await page.keyboard.press("g");
	await page.keyboard.press("l");
	await expect(page.getByText("Nothing is whitelisted")).toBeVisible();
});
test.afterEach(async () => {
	await desk.close();
});

const lines = (page: Page) => page.getByRole("grid", { name: "Whitelists" }).locator("[role=row][aria-selected]");

/** By keys alone, from the empty or full list. */
async function add(page: Page, kind: string, pattern: string): Promise<void> {
	await page.keyboard.press("n");
	const dialog = page.getByRole("dialog", { name: "Add to the whitelists" });
	await dialog.getByText(kind, { exact: true }).click();
	await dialog.getByRole("textbox").first().fill(pattern);
	await dialog.getByLabel("Why").fill("tried");
	await page.keyboard.press("Enter");
	await expect(dialog).toBeHidden();
}

test("an entry counts the mail it lets through, is removed by a key and comes back by undo", async ({ page }) => {
	await expect(page.getByText(/forgeable/)).toBeVisible();
	await add(page, "Recipient", "example.org");
	await expect(lines(page).first()).toContainText("example.org");
	// The sample's mail goes to this domain.
	await expect(lines(page).first().locator("[data-column=hits]")).toHaveText(/^[1-9]/, { timeout: 20_000 });
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("x");
	await expect(page.getByRole("dialog", { name: "Remove from the whitelists?" })).toBeVisible();
	await page.keyboard.press("Enter");
	await expect(page.getByText("Removed from the whitelists")).toBeVisible();
	await expect(page.getByText("Nothing is whitelisted")).toBeVisible();
	await page.keyboard.press("Control+z");
	await expect(page.getByText("Undone", { exact: true })).toBeVisible();
	await expect(lines(page).first()).toContainText("example.org");
});

test("what the host refuses or warns of is said before the entry is added", async ({ page }) => {
	await page.keyboard.press("n");
	const dialog = page.getByRole("dialog", { name: "Add to the whitelists" });
	const pattern = dialog.getByRole("textbox").first();
	await pattern.fill("192.0.2.1");
	await expect(dialog).toContainText("choose kind client or network");
	await expect(dialog.getByRole("button", { name: "Add it" })).toBeDisabled();
	await dialog.getByText("Network", { exact: true }).click();
	await pattern.fill("192.0.0.0/7");
	await expect(dialog).toContainText("very wide");
	await pattern.fill("192.0.2.77/24");
	await expect(dialog).toContainText("It will stand as network 192.0.2.0/24");
	await dialog.getByText("Client", { exact: true }).click();
	await pattern.fill("192.0.2.1");
	await page.keyboard.press("Enter");
	await expect(lines(page).first()).toContainText("192.0.2.1");
	await page.keyboard.press("n");
	await dialog.getByText("Client", { exact: true }).click();
	await pattern.fill("192.0.2.1");
	await expect(dialog).toContainText("is there already");
	await dialog.getByLabel("Take the place").check();
	await expect(dialog.getByRole("button", { name: "Add it" })).toBeEnabled();
});

test("axe finds nothing serious on Whitelists and its dialogs, light or dark", async ({ page }) => {
	await add(page, "Network", "192.0.2.0/24");
	await expect(lines(page).first()).toContainText("192.0.2.0/24");
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(300);
		for (const key of ["", "n", "i", "p"]) {
			if (key !== "") await page.keyboard.press(key);
			await page.waitForTimeout(300);
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
			await page.keyboard.press("Escape");
			await expect(page.getByRole("dialog")).toBeHidden();
		}
	}
});

test("lists of postgrey are dropped, looked at line by line, taken over with a reason and taken back", async ({
	page,
}) => {
	await page.keyboard.press("i");
	const dialog = page.getByRole("dialog", { name: "Import whitelists" });
	const clients =
		"# slow pools\nexample.net # never retries\n192.0.2\n/^mail[0-9]+\\.example\\.org$/\n198.51.100.0/33\n";
	await dialog
		.locator("input[type=file]")
		.setInputFiles([{ name: "some-list", mimeType: "text/plain", buffer: Buffer.from(clients) }]);
	await expect(dialog).toContainText("its name does not tell what it is");
	await expect(dialog.getByRole("button", { name: "Take over" })).toBeDisabled();
	await dialog.getByLabel("What they are").selectOption("postgrey-clients");
	const preview = dialog.getByRole("region", { name: "What would be taken over" });
	await expect(preview.getByRole("heading")).toHaveText([/lines? not understood/, "3 new entries"]);
	await expect(preview.locator("section").first()).toContainText("5198.51.100.0/33");
	await expect(preview).toContainText("2example.netName");
	await dialog.getByLabel("Why (optional").fill("moved from postgrey");
	await page.keyboard.press("Enter");
	await expect(dialog).toBeHidden();
	await expect(page.getByText("Took over 3 entries")).toBeVisible();
	await expect(lines(page)).toHaveCount(3);
	await expect(page.getByRole("grid", { name: "Whitelists" })).toContainText("moved from postgrey");
	await page.keyboard.press("Control+z");
	await expect(page.getByText("Nothing is whitelisted")).toBeVisible();
});

test("a list that is dropped on the window goes to the import that is open, and is not taken for a mail", async ({
	page,
}) => {
	await page.keyboard.press("i");
	const dialog = page.getByRole("dialog", { name: "Import whitelists" });
	await expect(dialog.getByRole("button", { name: "Choose files…" })).toBeFocused();
	const dropped = await page.evaluateHandle(() => {
		const held = new DataTransfer();
		held.items.add(new File(["192.0.2.0/24\nnonsense\n"], "partners.cidr"));
		return held;
	});
	await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
	await expect(dialog).toContainText("partners.cidr");
	await expect(dialog.getByRole("heading")).toHaveText(["Import whitelists", "1 line not understood", "1 new entry"]);
	await expect(page.getByRole("dialog", { name: "A mail" })).toBeHidden();
	await page.keyboard.press("Escape");
	await expect(dialog).toBeHidden();
});

test("a file that is no text is left out and named; the list beside it is taken over all the same", async ({
	page,
}) => {
	await page.keyboard.press("i");
	const dialog = page.getByRole("dialog", { name: "Import whitelists" });
	await dialog.locator("input[type=file]").setInputFiles([
		{ name: "partners.cidr", mimeType: "text/plain", buffer: Buffer.from("192.0.2.0/24\n") },
		{ name: "postgrey.db", mimeType: "application/octet-stream", buffer: Buffer.from([0, 1, 2, 0]) },
	]);
	await expect(dialog).toContainText("postgrey.db is no text: choose the list that a person edits");
	await expect(dialog.getByRole("button", { name: "Take over 1 entry" })).toBeEnabled();
	await dialog.getByRole("button", { name: "Take over 1 entry" }).click();
	await expect(lines(page)).toHaveCount(1);
	await expect(lines(page).first()).toContainText("192.0.2.0/24");
});

test("while addresses are hidden an import shows none of them, and takes over what the file says", async ({ page }) => {
	await page.keyboard.press("h");
	await page.keyboard.press("i");
	const dialog = page.getByRole("dialog", { name: "Import whitelists" });
	const buffer = Buffer.from("anna@example.org\nbad anna@example.org line\n");
	await dialog
		.locator("input[type=file]")
		.setInputFiles([{ name: "whitelist_recipients", mimeType: "text/plain", buffer }]);
	await expect(dialog).toContainText("1 new entry");
	await expect(dialog).toContainText(/•••\d+@example\.org/);
	await expect(dialog).not.toContainText("anna");
	await dialog.getByRole("button", { name: "Take over 1 entry" }).click();
	await expect(lines(page).first()).toContainText(/•••\d+@example\.org/);
	await page.keyboard.press("h");
	await expect(lines(page).first()).toContainText("anna@example.org");
});

test("the large senders are looked at, switched on by one key more, stand as entries, and are switched off", async ({
	page,
}) => {
	await page.keyboard.press("p");
	const dialog = page.getByRole("dialog", { name: "Large senders" });
	await expect(dialog.getByRole("status")).toHaveText(/^Off\. The pack is of \d{4}-\d\d-\d\d\.$/);
	await expect(dialog.getByRole("region", { name: "The pack of large senders" })).toContainText("*.google.com");
	await expect(dialog.getByRole("button", { name: /^Switch on \d+ names$/ })).toBeFocused();
	await page.keyboard.press("Enter");
	await expect(dialog).toBeHidden();
	await expect(page.getByText("Large senders are on")).toBeVisible();
	await page.getByRole("textbox", { name: "Find" }).fill("Google");
	await expect(lines(page)).toHaveCount(1);
	await expect(lines(page).first()).toContainText("*.google.com");
	await expect(lines(page).first()).toContainText(/pack \d{4}-\d\d-\d\d/);
	await page.keyboard.press("Escape");
	await page.getByRole("button", { name: "Large senders…" }).click();
	await expect(dialog.getByRole("status")).toHaveText(/^On: \d+ names, as in the pack of/);
	await dialog.getByLabel("Why (optional").fill("not here");
	await dialog.getByRole("button", { name: "Switch off" }).click();
	await expect(page.getByText("Large senders are off")).toBeVisible();
	await expect(page.getByText("Nothing matches")).toBeVisible();
	await page.keyboard.press("Control+z");
	await expect(lines(page)).toHaveCount(1);
});
