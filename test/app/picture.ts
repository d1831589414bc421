/** A picture of one state of the page in both schemes and both sizes, into out/screenshots/, for people to look at. */
import { join } from "node:path";
import type { Page } from "@playwright/test";

const folder = join(import.meta.dirname, "..", "..", "out", "screenshots");
const sizes = [
	{ width: 1280, height: 800 },
	{ width: 1920, height: 1080 },
] as const;
const schemes = ["light", "dark"] as const;

/** Leaves the page large and dark. */
export async function picture(page: Page, name: string): Promise<void> {
	for (const size of sizes)
		for (const colorScheme of schemes) {
			await page.setViewportSize(size);
			await page.emulateMedia({ colorScheme });
			await page.waitForTimeout(350);
			await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
		}
}
