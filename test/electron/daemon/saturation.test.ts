/** A botnet against small bounds: what it may hold, who is not disturbed by it, and what the postmaster is told. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Alerts, createAlerts } from "../../../electron/daemon/alerts.ts";
import { lookOut } from "../../../electron/daemon/watch.ts";
import { silentLog } from "../../../shared/base/log.ts";
import { type Greylist, openGreylist } from "../../fixtures/greylist.ts";
import { dice } from "../../fixtures/history/random-mail.ts";

const MOST = 2000;
/** Of one network: a twentieth. */
const SHARE = 100;
const BOTS = 6000;
const who = { name: "ann", verified: false, role: "operator" } as const;

let greylist: Greylist;
beforeEach(async () => {
	greylist = await openGreylist({ history: false });
	const settings = { ...greylist.ledger.state.policy.settings, maxTriplets: MOST, maxShare: SHARE / MOST };
	await greylist.parts.decider.changeSettings({ settings, revision: null, who, why: "small" });
});
afterEach(() => greylist.close());

const friend = (n: number) => ({
	client: `203.0.113.${n}`,
	sender: `friend${n}@example.net`,
	recipient: "bob@example.org",
});
const FRIENDS = 50;

async function makeFriends(): Promise<void> {
	for (let n = 1; n <= FRIENDS; n++) await greylist.attempt(friend(n));
	greylist.clock.pass(61);
	expect(await deferredFriends()).toBe(0);
}

async function deferredFriends(): Promise<number> {
	let deferred = 0;
	for (let n = 1; n <= FRIENDS; n++) if ((await greylist.attempt(friend(n))).action === "defer") deferred++;
	return deferred;
}

/** Each bot is another sender; `times` attempts each. Gives how many were deferred at first. */
async function flood(client: (roll: () => number) => string, times = 1): Promise<number> {
	const roll = dice(7);
	let deferred = 0;
	for (let n = 0; n < BOTS; n++) {
		const bot = { client: client(roll), sender: `${Math.floor(roll() * 1e9).toString(36)}x${n}@bot.example` };
		if ((await greylist.attempt(bot)).action === "defer") deferred++;
		for (let again = 1; again < times; again++) await greylist.attempt(bot);
		if (n % 500 === 0) expect(greylist.ledger.state.triplets.size).toBeLessThanOrEqual(MOST);
	}
	return deferred;
}

const some = (roll: () => number, most: number) => Math.floor(roll() * most);
const places = {
	"one /24": (roll: () => number) => `198.51.100.${some(roll, 256)}`,
	"one /48": (roll: () => number) => `2001:db8:7:${some(roll, 65_536).toString(16)}::${some(roll, 9) + 1}`,
	everywhere: (roll: () => number) => `${1 + some(roll, 200)}.${some(roll, 256)}.${some(roll, 256)}.${some(roll, 256)}`,
};

test.each(["one /24", "one /48"] as const)(
	"thousands of senders from %s hold their share and no more",
	async (place) => {
		await makeFriends();
		const stranger = { client: "192.0.2.99", sender: "new@example.com", recipient: "bob@example.org" };
		expect((await greylist.attempt(stranger)).action).toBe("defer");
		expect(await flood(places[place])).toBe(BOTS);
		const network = place === "one /24" ? "198.51.100.0/24" : "2001:db8:7::/48";
		expect(greylist.ledger.state.triplets.waitingIn(network)).toBe(SHARE);
		expect(greylist.ledger.state.triplets.size).toBe(FRIENDS + 1 + SHARE);
		greylist.clock.pass(61);
		expect(await deferredFriends()).toBe(0);
		expect((await greylist.attempt(stranger)).action).toBe("pass");
	},
);

test("thousands of senders from everywhere fill the table, and no more; known senders are not disturbed", async () => {
	await makeFriends();
	expect(await flood(places.everywhere)).toBe(BOTS);
	const before = process.memoryUsage().arrayBuffers;
	expect(await flood(places.everywhere)).toBe(BOTS);
	expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20);
	expect(greylist.ledger.state.triplets.size).toBe(MOST);
	expect(await deferredFriends()).toBe(0);
});

test("where bots come again and nothing can be forgotten, new mail passes, and it is said until ten minutes are calm", async () => {
	const { ledger, clock } = greylist;
	const alerts: Alerts = createAlerts({ ledger, clock, log: silentLog });
	const connections = { limit: 10, dropped: () => 0 };
	const { evicted } = greylist.parts;
	const look = lookOut({ ledger, history: () => null, connections, evicted, alerts, log: silentLog });
	await makeFriends();
	look();
	expect(alerts.list()).toEqual([]);
	const deferred = await flood(places.everywhere, 2);
	expect(deferred).toBe(MOST - FRIENDS);
	expect(ledger.counters().passedOverflow).toBeGreaterThan(BOTS);
	look();
	expect(alerts.list().map(({ id }) => id)).toEqual(["overflow"]);
	expect(await deferredFriends()).toBe(0);
	for (let second = 0; second < 599; second++) look();
	expect(alerts.list().map(({ id }) => id)).toEqual(["overflow"]);
	look();
	expect(alerts.list()).toEqual([]);
});

test.each([
	["one /24", `a network holds its share of ${SHARE}`, BOTS - SHARE],
	["everywhere", `all ${MOST} places`, BOTS - (MOST - FRIENDS)],
] as const)(
	"waiting mail that a flood from %s pushes out is told with its number, and is over after ten calm minutes",
	async (place, bound, pushedOut) => {
		const { ledger, alerts, parts } = greylist;
		const { evicted } = parts;
		const connections = { limit: 10, dropped: () => 0 };
		const look = lookOut({ ledger, history: () => null, connections, evicted, alerts, log: silentLog });
		await makeFriends();
		look();
		expect(alerts.list()).toEqual([]);
		await flood(places[place]);
		look();
		const [alert, ...more] = alerts.list();
		expect([alert?.id, more]).toEqual(["waiting-forgotten", []]);
		expect(alert?.words).toContain(`${pushedOut} waiting mails were forgotten`);
		expect(alert?.words).toContain(bound);
		const api = greylist.api("viewer");
		const status = await (await api(new Request("http://greydesk/v1/status"))).json();
		expect(status).toMatchObject({ evicted: pushedOut, alerts: [{ id: "waiting-forgotten" }] });
		const metrics = await (await api(new Request("http://greydesk/metrics"))).text();
		expect(metrics).toContain(`greydesk_evicted_triplets_total ${pushedOut}\n`);
		expect(metrics).toContain('greydesk_alert{id="waiting-forgotten"} 1\n');
		for (let second = 0; second < 599; second++) look();
		expect(alerts.list()).toHaveLength(1);
		look();
		expect(alerts.list()).toEqual([]);
	},
);

test("a network at its share that trades a few mails for others raises nothing", async () => {
	const { ledger, alerts, parts } = greylist;
	const { evicted } = parts;
	const connections = { limit: 10, dropped: () => 0 };
	const look = lookOut({ ledger, history: () => null, connections, evicted, alerts, log: silentLog });
	for (let n = 0; n < SHARE + 19; n++)
		await greylist.attempt({ client: "198.51.100.7", sender: `${n}x@bulk.example`, recipient: `user${n}@example.org` });
	look();
	expect([evicted(), alerts.list()]).toEqual([19, []]);
});
