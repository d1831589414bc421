import { defineConfig } from "@playwright/test";
import app from "./playwright.config.ts";

export default defineConfig(app, { testMatch: "**/*.shots.ts", timeout: 300_000 });
