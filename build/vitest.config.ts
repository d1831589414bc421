import { defineConfig } from "vitest/config";

const elsewhere = ["test/build/**", "test/contract/**", "test/system/**", "test/app/**"];

/** One project a suite of `npm test`; a path behind `vitest run` picks files in any of them. */
export default defineConfig({
	test: {
		root: ".",
		pool: "forks",
		maxWorkers: 2,
		globalSetup: "./test/fixtures/bundle-once.ts",
		projects: [
			{ test: { name: "unit", include: ["test/**/*.test.ts"], exclude: elsewhere, testTimeout: 20_000 } },
			{ test: { name: "house", include: ["test/build/**/*.test.ts"], testTimeout: 60_000 } },
			{
				test: {
					name: "contract",
					include: ["test/contract/**/*.test.ts"],
					testTimeout: 30_000,
					hookTimeout: 30_000,
				},
			},
			{
				test: {
					name: "system",
					include: ["test/system/**/*.test.ts"],
					// Real mail servers and kill -9 under load: one at a time, with room for a slow machine.
					fileParallelism: false,
					testTimeout: 120_000,
					hookTimeout: 60_000,
				},
			},
		],
	},
});
