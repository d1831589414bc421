/** Alerts that somebody has seen: over a restart, in the journal, and when they come again. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createAlerts } from "../../../electron/daemon/alerts.ts";
import { readSeen, seenKeeper } from "../../../electron/daemon/alerts-file.ts";
import { silentLog } from "../../../shared/base/log.ts";
import { openGreylist } from "./decider/support.ts";

const who = { name: "ann@mx1", verified: false, role: "helpdesk" } as const;

/** The alerts of a daemon that starts on `folder`, with what the last one kept. */
async function started(folder: string) {
	const greylist = await openGreylist();
	const keeper = seenKeeper(folder, silentLog);
	const seen = { before: await readSeen(folder), keep: keeper.keep };
	const alerts = createAlerts({ ledger: greylist.ledger, clock: greylist.clock, log: silentLog, seen });
	const told = async () => {
		await new Promise(setImmediate);
		return greylist.events.filter(({ kind }) => kind.startsWith("alert-")).map(({ kind }) => kind);
	};
	return { alerts, settled: keeper.settled, clock: greylist.clock, events: greylist.events, told };
}

const newFolder = () => mkdtempSync(join(tmpdir(), "greydesk-alerts-"));

async function seenAndEnded(folder: string): Promise<void> {
	const { alerts, settled, told, events, clock } = await started(folder);
	alerts.raise("disk-low", "Only 900 MiB are free");
	alerts.raise("surge", "Many");
	alerts.acknowledge("disk-low", who);
	expect(alerts.acknowledge("disk-low", { ...who, name: "bob" })?.acknowledged?.by).toBe("ann@mx1");
	expect(await told()).toEqual(["alert-raised", "alert-raised", "alert-acknowledged"]);
	expect(events.at(-1)).toMatchObject({ alert: "disk-low", who, at: clock.now() });
	await settled();
}

test("what was seen is seen still after a restart, with who and when, and is not told anew; what was not is new", async () => {
	const folder = newFolder();
	await seenAndEnded(folder);
	const { alerts, told } = await started(folder);
	expect(alerts.list()).toEqual([]);
	alerts.raise("surge", "Many");
	alerts.raise("disk-low", "Only 800 MiB are free");
	expect(alerts.list()).toMatchObject([
		{ id: "surge", acknowledged: null },
		{ id: "disk-low", words: "Only 800 MiB are free", acknowledged: { by: "ann@mx1", at: expect.any(Number) } },
	]);
	expect(await told()).toEqual(["alert-raised"]);
});

test("an alert that was over, or comes back hours after the start, is a new one that nobody has seen", async () => {
	const folder = newFolder();
	await seenAndEnded(folder);
	const late = await started(folder);
	late.alerts.forgetBefore();
	await late.settled();
	expect(await readSeen(folder)).toEqual([]);
	late.alerts.raise("disk-low", "Little");
	expect(late.alerts.list()).toMatchObject([{ id: "disk-low", acknowledged: null }]);
	await seenAndEnded(folder);
	const soon = await started(folder);
	soon.alerts.raise("disk-low", "Little");
	soon.alerts.clear("disk-low");
	await soon.settled();
	const next = await started(folder);
	next.alerts.raise("disk-low", "Little");
	expect(next.alerts.list()).toMatchObject([{ id: "disk-low", acknowledged: null }]);
});

test.each(["", "[", '[{"id":1}]', "{}"])("a file that holds %j is none, and all alerts are new", async (text) => {
	const folder = newFolder();
	await seenAndEnded(folder);
	expect(JSON.parse(readFileSync(join(folder, "alerts.json"), "utf8"))).toHaveLength(1);
	writeFileSync(join(folder, "alerts.json"), text);
	const { alerts } = await started(folder);
	alerts.raise("disk-low", "Little");
	expect(alerts.list()).toMatchObject([{ id: "disk-low", acknowledged: null }]);
});
