/** A host on which the large senders of an earlier pack are on, now with a build that carries another: told, asked, taken. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { expect, test } from "@playwright/test";
import { type AppDaemon, connect, type Desk, openDesk, startDaemon } from "./desk.ts";

const program = join(import.meta.dirname, "..", "..", "out", "greydesk.mjs");

let desk: Desk;
let daemon: AppDaemon;
const greydesk = (...words: readonly string[]) =>
	execFileSync(process.execPath, [program, ...words, "--host", `unix:${daemon.socket}`], { encoding: "utf8" });

/** As a journal that an earlier build wrote: only the pack may have that owner. */
function asOfEarlierPack(journal: string): void {
	const lines = readFileSync(journal, "utf8").trimEnd().split("\n");
	const old = lines.map((line) => {
		const json = line.slice(9).replace('"owner":"somebody"', '"owner":"pack 2020-01-01"');
		return `${crc32(json).toString(16).padStart(8, "0")} ${json}\n`;
	});
	writeFileSync(journal, old.join(""));
}

test.beforeEach(async ({ page }) => {
	desk = await openDesk();
	daemon = await startDaemon(desk);
	for (const name of ["*.google.com", "*.gone.example"])
		greydesk("whitelist", "add", "name", name, "--owner", "somebody");
	await daemon.stop();
	asOfEarlierPack(join(desk.folder, "..", "host", "audit.ndjson"));
	daemon = await startDaemon(desk);
	await page.goto(desk.url);
	await connect(page, daemon.socket);
	await page.keyboard.press("g");
	await page.keyboard.press("l");
});
test.afterEach(async () => {
	await daemon.stop();
	await desk.close();
});

test("a newer pack is told in the page and the command, changes nothing by itself, and is taken as one action", async ({
	page,
}) => {
	await expect(page.getByText(/^The pack of large senders has changed: .* 39 more and 1 less/)).toBeVisible();
	expect(greydesk("status")).toMatch(
		/Large senders +on, of the pack of 2020-01-01; that of \S+ has 39 more and 1 less/,
	);
	expect(greydesk("whitelist", "pack", "diff")).toMatch(/^\+ \*\.me\.com {2}Apple iCloud$[\s\S]*^- \*\.gone\.example/m);
	await expect(page.getByText("2 entries")).toBeVisible();
	await page.getByRole("button", { name: "Look at it" }).click();
	const dialog = page.getByRole("dialog", { name: "Large senders" });
	await expect(dialog.getByRole("list", { name: "Differences" })).toContainText("*.gone.example");
	await page.keyboard.press("Enter");
	await expect(page.getByText("Large senders are on")).toBeVisible();
	await expect(page.getByText("40 entries")).toBeVisible();
	await expect(page.getByText(/^The pack of large senders has changed/)).toBeHidden();
	await page.keyboard.press("Control+z");
	await expect(page.getByText("2 entries")).toBeVisible();
	await expect(page.getByText(/^The pack of large senders has changed/)).toBeVisible();
});
