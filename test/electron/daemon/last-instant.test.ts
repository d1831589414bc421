import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { lastInstantOf } from "../../../electron/daemon/last-instant.ts";
import { openLedger } from "../../../electron/daemon/ledger/ledger.ts";
import { silentLog } from "../../../shared/base/log.ts";

const folder = mkdtempSync(join(tmpdir(), "greydesk-instant-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("the last instant of a folder is that of its last event, whatever foreign text or a torn line pretends", async () => {
	expect(await lastInstantOf(folder)).toBeNull();
	let time = Date.UTC(2026, 2, 1);
	const clock = { speed: 1, now: () => time, monotonic: () => time };
	const ledger = await openLedger({ folder, clock, log: silentLog });
	time += 60_000;
	const words = 'x,"at":9999999999999,';
	await new Promise((done) => ledger.record({ kind: "alert-raised", at: time, alert: "x", words }, done));
	expect(await lastInstantOf(folder)).toBe(time);
	await ledger.close();
	writeFileSync(join(folder, "traffic", "0000000000000009.ndjson"), '00000000 {"v":1,"seq":9,"at":99999999999');
	expect(await lastInstantOf(folder)).toBe(time);
});
