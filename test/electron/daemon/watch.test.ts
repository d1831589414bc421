import { expect, it } from "vitest";
import { createAlerts } from "../../../electron/daemon/alerts.ts";
import { lookOut } from "../../../electron/daemon/watch.ts";
import { silentLog } from "../../../shared/base/log.ts";
import { type Greylist, openGreylist } from "./decider/support.ts";

function watched({ ledger, clock }: Greylist, dropped: () => number = () => 0) {
	const alerts = createAlerts({ ledger, clock, log: silentLog });
	const connections = { limit: 100, dropped };
	const evicted = () => 0;
	return { alerts, look: lookOut({ ledger, history: () => null, connections, evicted, alerts, log: silentLog }) };
}

it("an overflow is told while it lasts, and is over ten minutes after the last", async () => {
	const greylist = await openGreylist();
	const { alerts, look } = watched(greylist);
	await greylist.set({ maxTriplets: 10, maxShare: 1 });
	for (let host = 0; host < 11; host += 1) {
		const attempt = { client: `192.0.${host}.1`, sender: `u${host}@example.com` };
		await greylist.ask(attempt);
		await greylist.ask(attempt);
	}
	look();
	expect(alerts.list().map(({ id }) => id)).toEqual(["overflow"]);
	for (let second = 0; second < 599; second += 1) look();
	expect(alerts.list()).toHaveLength(1);
	look();
	expect(alerts.list()).toEqual([]);
	await new Promise(setImmediate);
	const told = greylist.events.filter(({ kind }) => kind.startsWith("alert-")).map(({ kind }) => kind);
	expect(told).toEqual(["alert-raised", "alert-cleared"]);
});

it("connections at their limit are told while any had to go, and for a minute after", async () => {
	let dropped = 0;
	const { alerts, look } = watched(await openGreylist(), () => dropped);
	look();
	expect(alerts.list()).toEqual([]);
	dropped = 7;
	look();
	expect(alerts.list().map(({ id }) => id)).toEqual(["connections-at-limit"]);
	expect(alerts.list()[0]?.words).toContain("All 100 connections");
	for (let second = 0; second < 60; second += 1) look();
	expect(alerts.list()).toEqual([]);
});

it("a disk that does not confirm what was written is told after ten seconds, until it has for a minute", async () => {
	const { ledger, clock } = await openGreylist();
	let syncSeconds = 9;
	const slow = { ...ledger, health: () => ({ ...ledger.health(), syncSeconds }) };
	const alerts = createAlerts({ ledger, clock, log: silentLog });
	const connections = { limit: 100, dropped: () => 0 };
	const parts = { history: () => null, connections, evicted: () => 0, alerts, log: silentLog };
	const look = lookOut({ ledger: slow, ...parts });
	look();
	expect(alerts.list()).toEqual([]);
	syncSeconds = 10;
	look();
	expect(alerts.list()).toMatchObject([{ id: "disk-slow", words: expect.stringContaining("10 s") }]);
	syncSeconds = 0;
	for (let second = 0; second < 59; second += 1) look();
	expect(alerts.list()).toHaveLength(1);
	look();
	expect(alerts.list()).toEqual([]);
});

it("a journal that can be written again and then not, again and again, is one alert until it could for a minute", async () => {
	const { ledger, clock, events } = await openGreylist();
	let open = true;
	const flapping = { ...ledger, health: () => ({ ...ledger.health(), open, why: open ? "no space left" : null }) };
	const alerts = createAlerts({ ledger, clock, log: silentLog });
	const parts = { history: () => null, connections: { limit: 1, dropped: () => 0 }, evicted: () => 0, alerts };
	const look = lookOut({ ledger: flapping, ...parts, log: silentLog });
	for (let times = 0; times < 5; times++) {
		open = true;
		look();
		expect(alerts.list()).toMatchObject([{ id: "engine-open", words: expect.stringContaining("no space left") }]);
		open = false;
		for (let second = 0; second < 59; second++) look();
		expect(alerts.list()).toMatchObject([{ words: expect.stringMatching(/passed .*no space left.*recorded again/) }]);
	}
	look();
	expect(alerts.list()).toEqual([]);
	await new Promise(setImmediate);
	const told = events.filter(({ kind }) => kind.startsWith("alert-")).map(({ kind }) => kind);
	expect(told).toEqual(["alert-raised", "alert-cleared"]);
});
