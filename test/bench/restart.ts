/**
 * How long a start takes and what its triplets weigh: opens the ledger of a folder in a fresh process.
 * `node --expose-gc restart.mjs FOLDER`; one JSON object out.
 */
import { PerformanceObserver } from "node:perf_hooks";
import { openLedger } from "../../electron/daemon/ledger/ledger.ts";
import { silentLog } from "../../shared/base/log.ts";

const clock = { speed: 1, now: () => Date.now(), monotonic: () => performance.now() };
let events = 0;
const log = {
	...silentLog,
	info: (_: string, fields?: Readonly<Record<string, unknown>>) => {
		if (typeof fields?.events === "number") events = fields.events;
	},
};
let longestCollection = 0;
new PerformanceObserver((list) => {
	for (const entry of list.getEntries()) longestCollection = Math.max(longestCollection, entry.duration);
}).observe({ entryTypes: ["gc"] });

globalThis.gc?.();
const before = process.memoryUsage();
const startedAt = performance.now();
const ledger = await openLedger({ folder: process.argv[2] ?? "", clock, log });
const milliseconds = performance.now() - startedAt;
globalThis.gc?.();
const after = process.memoryUsage();
const triplets = ledger.state.triplets.size;
const bytes = after.heapUsed + after.external - before.heapUsed - before.external;
const bytesEach = bytes / Math.max(1, triplets);
await new Promise(setImmediate);
process.stdout.write(`${JSON.stringify({ milliseconds, events, triplets, bytesEach, longestCollection })}\n`);
process.exit(0);
