import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { openLedger } from "../../electron/daemon/ledger/ledger.ts";
import { silentLog } from "../../shared/base/log.ts";
import { deferral } from "../fixtures/ledger/drafts.ts";
import { openDesk } from "./desk.ts";

const DAY = 86_400_000;

test("a year of mail is seen by the day, a month by hours, each with as many mails as came", async ({ page }) => {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-year-"));
	const clock = { speed: 1, now: () => Date.now(), monotonic: () => performance.now() };
	const ledger = await openLedger({ folder, clock, log: silentLog });
	const began = Date.now() - 300 * DAY;
	for (let n = 0; n < 600; n++) ledger.record(deferral(n, began + n * (DAY / 2) + 1000), () => undefined);
	await ledger.close();
	const desk = await openDesk(folder);
	try {
		await page.goto(desk.url);
		const all = page.getByRole("region", { name: "Figures, last 1 y" });
		await expect(page.getByRole("radiogroup", { name: "Range" }).getByText("1 y")).toBeVisible();
		await page.keyboard.press("6");
		await expect(page).toHaveURL(/range=1y/);
		await expect(all.getByText("600 of 600 attempts")).toBeVisible({ timeout: 20_000 });
		await expect(page.getByRole("heading", { name: "Attempts per hour" })).toBeVisible();
		await page.keyboard.press("5");
		const month = page.getByRole("region", { name: "Figures, last 30 d" });
		await expect(month.getByText(/^(59|60|61) of (59|60|61) attempts$/)).toBeVisible();
		await page.keyboard.press("-");
		await expect(page).toHaveURL(/range=1y/);
	} finally {
		await desk.close();
		rmSync(folder, { recursive: true, force: true });
	}
});
