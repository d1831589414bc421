/** Fills a folder with waiting triplets, through the ledger itself. `seed.mjs FOLDER COUNT [snapshot]` */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { openLedger } from "../../electron/daemon/ledger/ledger.ts";
import { silentLog } from "../../shared/base/log.ts";
import { deferral } from "../fixtures/ledger/drafts.ts";

const [, , folder = "", count = "0", ending] = process.argv;
const clock = { speed: 1, now: () => Date.now(), monotonic: () => performance.now() };
const ledger = await openLedger({ folder, clock, log: silentLog });
const TURN = 500;

await new Promise<void>((resolve) => {
	let n = 0;
	let written = 0;
	const turn = () => {
		for (let mail = 0; mail < TURN && n < Number(count); mail++) {
			ledger.record(deferral(n++, clock.now()), () => {
				if (++written === Number(count)) resolve();
			});
		}
		if (n < Number(count)) setImmediate(turn);
	};
	turn();
});
await ledger.close();
if (ending !== "snapshot") rmSync(join(folder, "snapshot.ndjson"), { force: true });
