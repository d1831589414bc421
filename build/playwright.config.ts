import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { chromiumFlags, findChromium } from "./chromium.mjs";
import { ownTempOnce } from "./own-temp.ts";

const root = join(import.meta.dirname, "..");

// The page's tests run what was built; the daemons they start beside it are the same.
process.env.GREYDESK_BUNDLES = join(root, "out");
ownTempOnce();

export default defineConfig({
	testDir: join(root, "test", "app"),
	testMatch: "**/*.spec.ts",
	outputDir: join(root, "out", "test-results"),
	// Each test has daemons and a browser of its own; two at a time would only slow each other down.
	workers: 1,
	fullyParallel: false,
	forbidOnly: process.env.CI !== undefined,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: "list",
	use: {
		launchOptions: { executablePath: findChromium() ?? "chromium", args: chromiumFlags },
		viewport: { width: 1280, height: 800 },
		actionTimeout: 10_000,
		trace: "retain-on-failure",
	},
});
