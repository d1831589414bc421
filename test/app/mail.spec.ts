/** A mail of the postmaster's own, looked at in the page: its text as it stands, however hostile, and nothing of it alive. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { type Desk, openDesk } from "./desk.ts";

let desk: Desk;
let page: Page;
test.beforeAll(async ({ browser }) => {
	desk = await openDesk();
	page = await (await browser.newContext()).newPage();
	await page.goto(desk.url);
	await expect(page.getByRole("button", { name: /^Host / })).toBeVisible();
});
test.afterAll(async () => {
	await page.context().close();
	await desk.close();
});

const dialog = () => page.getByRole("dialog", { name: "A mail" });
const text = () => dialog().getByRole("region", { name: "Text of the mail" });

async function open(): Promise<void> {
	await page.keyboard.press("g");
	await page.keyboard.press("m");
	await expect(dialog()).toBeVisible();
}

async function choose(name: string, content: string): Promise<void> {
	if (!(await dialog().isVisible())) await open();
	const chooser = page.waitForEvent("filechooser");
	await dialog()
		.getByRole("button", { name: /file…$/ })
		.click();
	// By its bytes: without a UTF-8 locale Chromium finds no file whose name is not ASCII.
	await (await chooser).setFiles({ name, mimeType: "message/rfc822", buffer: Buffer.from(content) });
}

/** As a hand does it, from a file manager. */
async function drop(...files: readonly { readonly name: string; readonly content: string }[]): Promise<void> {
	await page.evaluate((dropped) => {
		const carried = new DataTransfer();
		for (const { name, content } of dropped) carried.items.add(new File([content], name));
		for (const kind of ["dragover", "drop"])
			document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
	}, files);
}

test("without a mail the dialog says how to open one", async () => {
	await open();
	await expect(dialog().getByText("No mail is open")).toBeVisible();
	await expect(dialog().getByText(/Reading bounces .* comes next/)).toBeVisible();
});

test("a hostile mail is text: nothing of it is drawn, run, fetched or hidden", async () => {
	const asked: string[] = [];
	page.on("request", (request) => asked.push(request.url()));
	const evil =
		'<img src="https://example.com/x.png" onerror="document.title=\'evil\'"><script>document.title="evil"</script>';
	await choose(
		"pay\u202Elme.eml",
		`Subject: =?utf-8?q?hi?=\r\nX: \x1b[2J\u202Etxet\r\n\r\n${evil}\r\n\t😀 ${"w".repeat(300)}\r\n`,
	);
	await expect(text()).toContainText(evil);
	await expect(text()).toContainText("X: ␛[2J⟨U+202E⟩txet");
	await expect(text().locator("*")).toHaveCount(0);
	await expect(dialog().getByText("pay⟨U+202E⟩lme.eml")).toBeVisible();
	await expect(page).toHaveTitle(/Greydesk/);
	expect(asked.filter((url) => url.includes("example.com"))).toEqual([]);
	const overflow = await text().evaluate((box) => box.scrollWidth - box.clientWidth);
	expect(overflow).toBe(0);
});

test("its text is copied as it was sent", async () => {
	await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
	await choose("note.eml", "Subject: a\u202Eb\n\nhello\n");
	await dialog().getByRole("button", { name: "Copy the text" }).click();
	await expect(dialog().getByRole("button", { name: "Copied" })).toBeVisible();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("Subject: a\u202Eb\n\nhello\n");
});

test("of a long mail the beginning is shown, and that it is cut", async () => {
	await choose("long.eml", `Subject: long\n\n${"x".repeat(3_000_000)}`);
	await expect(dialog().getByText("Only the first 256 KiB are shown; the file is longer.")).toBeVisible();
	await expect(dialog().getByText("2.9 MiB")).toBeVisible();
	expect((await text().textContent())?.length).toBe(256 * 1024);
});

test("an empty one is called empty", async () => {
	await choose("empty.eml", "");
	await expect(dialog().getByText("The file is empty")).toBeVisible();
});

test("the dialog is closed by Esc, has no fault that axe knows, and keeps nothing", async () => {
	await choose("note.eml", "Subject: note\n\nhello\n");
	await expect(text()).toContainText("hello");
	const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
	expect(violations.map(({ id }) => id)).toEqual([]);
	await page.keyboard.press("Escape");
	await expect(dialog()).toBeHidden();
	await page.reload();
	await expect(page.getByRole("button", { name: /^Host / })).toBeVisible();
	await expect(dialog()).toBeHidden();
});

test("a mail dropped on the window is shown, whatever view is open", async () => {
	await drop({ name: "bounce.eml", content: "Subject: Undelivered\n\n450 4.2.0 Greylisted\n" });
	await expect(text()).toContainText("450 4.2.0 Greylisted");
	await page.keyboard.press("Escape");
});

test("other files, and several at once, are refused with the mend; the page stays", async () => {
	await drop({ name: "photo.png", content: "x" });
	await expect(dialog().getByRole("alert")).toContainText(/Only mails saved as \.eml files/);
	await drop({ name: "a.eml", content: "a" }, { name: "b.eml", content: "b" });
	await expect(dialog().getByRole("alert")).toContainText("2 files were dropped: one mail at a time");
	await page.keyboard.press("Escape");
	await expect(page).toHaveTitle(/Greydesk/);
});
