import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { ownTempOnce } from "./own-temp.ts";

const root = join(import.meta.dirname, "..");

// What was built is what is tried; daemons of tests beside the app are the same.
process.env.GREYDESK_BUNDLES = join(root, "out");
ownTempOnce();

/** The desktop app: through the stand-in of test/electron-host, or the real binary where it is there. */
export default defineConfig({
	testDir: join(root, "test", "app-electron"),
	testMatch: "**/*.spec.ts",
	outputDir: join(root, "out", "test-results-electron"),
	workers: 1,
	fullyParallel: false,
	forbidOnly: process.env.CI !== undefined,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: "list",
});
