import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		root: ".",
		include: ["test/**/*.test.ts"],
		exclude: ["test/contract/**", "test/system/**", "test/app/**"],
		pool: "forks",
		maxWorkers: 2,
		testTimeout: 20_000,
	},
});
