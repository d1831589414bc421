/** Starting the app while it runs: its window comes forward, links lead where their grammar allows, mails are opened. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { isReal, type Opened, openApp } from "./app.ts";

const text = () => opened.page.getByRole("region", { name: "Text of the mail" });
let opened: Opened;
test.beforeAll(async () => {
	opened = await openApp({ words: ["greydesk:triplets?q=state%3Awaiting"] });
});
test.afterAll(() => opened.close());

const hash = () => new URL(opened.page.url()).hash;

async function openedFile(): Promise<{ readonly name: string; readonly text: string; readonly cut: boolean } | null> {
	return opened.page.evaluate(async () => {
		const answer = await fetch("/desk/opened-file");
		return ((await answer.json()) as { file: { name: string; text: string; cut: boolean } | null }).file;
	});
}

test("the link of the first start is followed", async () => {
	await expect(opened.page.getByRole("textbox", { name: "Query" })).toHaveValue("state:waiting");
});

test("a second start ends at once and brings the first window forward", async () => {
	const focusedBefore = await focused();
	const second = await opened.again();
	expect(second).toMatchObject({ code: 0, words: expect.stringContaining("Greydesk runs already") });
	expect(opened.app.windows()).toHaveLength(1);
	if (!isReal) await expect.poll(focused).toBeGreaterThan(focusedBefore);
	expect(hash()).toBe("#/triplets?q=state%3Awaiting");
});

function focused(): Promise<number> {
	return opened.app.evaluate(({ BrowserWindow }) =>
		BrowserWindow.getAllWindows().reduce((sum, window) => sum + Number(Reflect.get(window, "focused") ?? 0), 0),
	);
}

test("its link is followed", async () => {
	await opened.again("greydesk://watch?range=5m");
	await expect.poll(hash).toBe("#/watch?range=5m");
	await opened.again("greydesk:triplets?q=sender%3A*%40example.com&open=abc-1");
	await expect(opened.page.getByRole("textbox", { name: "Query" })).toHaveValue("sender:*@example.com");
});

const hostile: readonly (readonly [string, readonly string[]])[] = [
	["a switch of Chromium", ["--remote-debugging-port=9222"]],
	["a switch of ours", ["--data=/tmp/elsewhere"]],
	["a switch inside of a link", ["greydesk:watch --data=/tmp/elsewhere"]],
	["a switch as a pair of a link", ["greydesk:watch?--no-sandbox=1"]],
	["a path", ["/etc/passwd"]],
	["a path as a link", ["greydesk:///etc/passwd"]],
	["a file of another scheme", ["file:///etc/passwd"]],
	["a script", ["javascript:alert(1)"]],
	["an address of the net", ["https://example.com/"]],
	["an address of the page itself", ["greydesk-app://desk/#/watch?range=1h"]],
	["an action", ["greydesk:approve?id=1"]],
	["markup", ["greydesk:triplets?open=%3Cimg%20src%3Dx%3E"]],
	["a hundred kilobytes", [`greydesk:triplets?q=${"a".repeat(100_000)}`]],
];

for (const [what, words] of hostile) {
	test(`${what} changes nothing`, async () => {
		const before = hash();
		const second = await opened.again(...words);
		expect(second.code).toBe(0);
		await opened.page.waitForTimeout(150);
		expect(hash()).toBe(before);
		expect(opened.app.windows()).toHaveLength(1);
		expect(await openedFile()).toBe(null);
		await expect(opened.page).toHaveTitle(/Greydesk/);
	});
}

test("a refused link is told, where the app was started, in one sentence", () => {
	expect(opened.said()).toMatch(/^greydesk: a link was refused: A link has 2048 characters at most$/m);
});

test("a mail is opened, as far as it fits", async () => {
	const path = join(opened.home, "Undelivered.EML");
	writeFileSync(path, "Subject: Undelivered Mail Returned to Sender\n\n450 4.2.0 Greylisted\n");
	await opened.again(path);
	await expect.poll(openedFile).toMatchObject({ name: "Undelivered.EML", cut: false });
	expect((await openedFile())?.text).toContain("450 4.2.0 Greylisted");
	await expect(text()).toContainText("450 4.2.0 Greylisted");
	const long = join(opened.home, "long.eml");
	writeFileSync(long, `Subject: long\n\n${"x".repeat(400_000)}`);
	await opened.again(long);
	await expect.poll(openedFile).toMatchObject({ name: "long.eml", cut: true });
	expect((await openedFile())?.text.length).toBe(256 * 1024);
	await expect(opened.page.getByText("Only the first 256 KiB are shown")).toBeVisible();
});

test("a mail is opened as a desktop's file manager names it, and from the folder a start is made in", async () => {
	const path = join(opened.home, "a mail.eml");
	writeFileSync(path, "Subject: by its address\n");
	await opened.again(pathToFileURL(path).href);
	await expect(text()).toContainText("by its address");
	writeFileSync(join(opened.home, "near.eml"), "Subject: near by\n");
	await opened.again("near.eml");
	await expect(text()).toContainText("near by");
});

test("a mail that was closed is kept nowhere, and is not there again after a reload", async () => {
	await opened.page.keyboard.press("Escape");
	await expect(text()).toBeHidden();
	await expect.poll(openedFile).toBe(null);
	await opened.page.reload();
	await expect(opened.page.getByRole("button", { name: /^Host / })).toBeVisible();
	await expect(text()).toBeHidden();
});

test("a folder, a pipe or another file that is called a mail is not read", async () => {
	mkdirSync(join(opened.home, "folder.eml"));
	execFileSync("mkfifo", [join(opened.home, "pipe.eml")]);
	const before = await openedFile();
	for (const name of ["folder.eml", "pipe.eml", "missing.eml"]) await opened.again(join(opened.home, name));
	await expect.poll(() => opened.said().match(/^greydesk: .*(?:folder|pipe|missing)\.eml/gm)?.length).toBe(3);
	expect(await openedFile()).toEqual(before);
});

test("a mail that the app is started with is there when its page is", async () => {
	const home = opened.home;
	const path = join(home, "first.eml");
	writeFileSync(path, "Subject: the first thing seen\n");
	const app = opened.app.process();
	const gone = new Promise((resolve) => app.once("exit", resolve));
	app.kill("SIGTERM");
	await gone;
	opened = await openApp({ home, words: [path] });
	await expect(text()).toContainText("the first thing seen");
});
