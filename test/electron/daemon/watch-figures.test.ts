/** The figures as the daemon takes them: a real ledger and disk, and time told by hand. */
import { expect, it } from "vitest";
import { createAlerts } from "../../../electron/daemon/alerts.ts";
import { createFacts } from "../../../electron/daemon/facts/facts.ts";
import { createStuckMail } from "../../../electron/daemon/stuck-mail.ts";
import { lookAtFigures } from "../../../electron/daemon/watch-figures.ts";
import { silentLog } from "../../../shared/base/log.ts";
import { openGreylist } from "./decider/support.ts";

const MINUTE = 60;

it("mail servers that asked and ask no more are told, in the journal too, until one asks", async () => {
	const greylist = await openGreylist();
	const { ledger, clock } = greylist;
	const alerts = createAlerts({ ledger, clock, log: silentLog });
	const asked = { requests: 0, lastAskedAt: null as number | null };
	const { look, stop } = lookAtFigures({
		ledger,
		folder: "/",
		listeners: () => [asked],
		resolver: createFacts(() => performance.now()).status,
		alerts,
		clock,
		log: silentLog,
	});
	const raised = () => alerts.list().map(({ id }) => id);
	await look();
	clock.pass(5 * MINUTE);
	Object.assign(asked, { requests: 100, lastAskedAt: clock.now() });
	await look();
	clock.pass(31 * MINUTE);
	await look();
	expect(raised()).toEqual(["not-asked"]);
	Object.assign(asked, { requests: 101, lastAskedAt: clock.now() });
	await look();
	expect(raised()).toEqual([]);
	await new Promise(setImmediate);
	const told = greylist.events.filter(({ kind }) => kind.startsWith("alert-")).map(({ kind }) => kind);
	expect(told).toEqual(["alert-raised", "alert-cleared"]);
	stop();
});

it("a mail that comes from a new host every time is stuck after an hour, and no longer once it passed", async () => {
	const greylist = await openGreylist();
	const { clock } = greylist;
	const stuck = createStuckMail();
	greylist.ledger.subscribe(stuck.see);
	const mail = { sender: "alice@example.com", recipient: "bob@example.org" };
	for (let host = 1; host <= 5; host++) {
		await greylist.ask({ ...mail, client: `192.0.${host}.25`, clientName: null });
		clock.pass(16 * MINUTE);
		expect(stuck.count(clock.now())).toBe(host < 5 ? 0 : 1);
	}
	await greylist.ask({ ...mail, client: "192.0.5.25", clientName: null });
	expect(stuck.count(clock.now())).toBe(0);
});

it("who tried often and gave up six hours ago is not counted, nor a bot that hammers for a minute", async () => {
	const greylist = await openGreylist();
	const { clock } = greylist;
	const stuck = createStuckMail();
	greylist.ledger.subscribe(stuck.see);
	for (let host = 1; host <= 5; host++) {
		await greylist.ask({ client: `192.0.${host}.25`, clientName: null });
		clock.pass(16 * MINUTE);
	}
	clock.pass(7 * 60 * MINUTE);
	expect(stuck.count(clock.now())).toBe(0);
	for (let attempt = 0; attempt < 9; attempt++)
		await greylist.ask({ sender: "bot@example.com", client: "203.0.113.9" });
	expect(stuck.count(clock.now())).toBe(0);
});
