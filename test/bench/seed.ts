/**
 * Fills a folder with waiting triplets, through the ledger itself: now, or first seen over the last so many hours.
 *   seed.mjs FOLDER COUNT [journal | snapshot] [HOURS]
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { openLedger } from "../../electron/daemon/ledger/ledger.ts";
import { silentLog } from "../../shared/base/log.ts";
import { deferral } from "../fixtures/ledger/drafts.ts";

const [, , folder = "", count = "0", ending, hours = "0"] = process.argv;
const clock = { speed: 1, now: () => Date.now(), monotonic: () => performance.now() };
const ledger = await openLedger({ folder, clock, log: silentLog });
const TURN = 500;
const began = Date.now() - Number(hours) * 3_600_000;
const instantOf = (n: number) => (hours === "0" ? clock.now() : began + (n / Number(count)) * (Date.now() - began));

await new Promise<void>((resolve) => {
	let n = 0;
	let written = 0;
	const turn = () => {
		for (let mail = 0; mail < TURN && n < Number(count); mail++) {
			ledger.record(deferral(n, Math.floor(instantOf(n++))), () => {
				if (++written === Number(count)) resolve();
			});
		}
		if (n < Number(count)) setImmediate(turn);
	};
	turn();
});
await ledger.close();
if (ending !== "snapshot") rmSync(join(folder, "greylist.snapshot"), { force: true });
