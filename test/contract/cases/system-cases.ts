/** hello, status, healthz, statistics, delays: with mail, without, refused, and with the history gone. */
import { expect, test } from "vitest";
import { routes } from "../../../shared/protocol/routes.ts";
import { type Greylist, openGreylist } from "../../fixtures/greylist.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

const HOUR = 3_600_000;

export function systemCases(caller: Caller, greylist: () => Greylist): void {
	const { ask } = caller;

	test("hello tells the product, what it can do, its time and the role of the socket", async () => {
		const said = goodOf(await ask(greylist().api("viewer"), routes.hello));
		expect(said).toMatchObject({
			product: "greydesk",
			contract: 1,
			role: "viewer",
			now: greylist().clock.now(),
			speed: 1,
		});
		expect(said.capabilities).toContain("list");
		expect(said.epoch).toBe(greylist().ledger.head().epoch);
	});

	test("status counts the mail and names the last event", async () => {
		await greylist().attempt();
		await greylist().attempt({ sender: "carol@example.com" });
		const said = goodOf(await ask(greylist().api(), routes.status));
		const head = greylist().ledger.head();
		expect(said.lastId).toBe(`${head.epoch}:${head.seq}`);
		expect(said.triplets).toEqual({ waiting: 2, watched: 0, passed: 0, approved: 0, expired: 0 });
		expect(said.counters.deferredNew).toBe(2);
		expect(said.journal).toMatchObject({ open: false, why: null });
		expect(said.readers).toBe(0);
	});

	test("an alert that was seen stays, with who has seen it first; a viewer may not say so, nor of one that is over", async () => {
		greylist().alerts.raise("overflow", "There is no room. Make some.");
		const params = { id: "overflow" };
		expect(goodOf(await ask(greylist().api(), routes.acknowledgeAlert, { params })).acknowledged).toMatchObject({
			at: greylist().clock.now(),
		});
		const said = goodOf(await ask(greylist().api("viewer"), routes.status));
		expect(said.alerts).toMatchObject([{ id: "overflow", acknowledged: { by: expect.any(String) } }]);
		expect(refusalOf(await ask(greylist().api("viewer"), routes.acknowledgeAlert, { params })).status).toBe(403);
		greylist().alerts.clear("overflow");
		expect(refusalOf(await ask(greylist().api(), routes.acknowledgeAlert, { params })).status).toBe(404);
		greylist().alerts.raise("overflow", "There is no room. Make some.");
		expect(goodOf(await ask(greylist().api(), routes.status)).alerts).toMatchObject([{ acknowledged: null }]);
	});

	test("alerts are told by themselves, oldest first, to whoever may look, and none where none is raised", async () => {
		const told = async () => goodOf(await ask(greylist().api("viewer"), routes.alerts)).alerts;
		expect(await told()).toEqual([]);
		const { alerts, clock } = greylist();
		alerts.raise("overflow", "There is no room. Make some.");
		const raisedAt = clock.now();
		clock.pass(60);
		alerts.raise("engine-open", "Mail passes undelayed. Free the disk.");
		expect(await told()).toEqual([
			{ id: "overflow", words: "There is no room. Make some.", raisedAt, acknowledged: null },
			{ id: "engine-open", words: "Mail passes undelayed. Free the disk.", raisedAt: clock.now(), acknowledged: null },
		]);
		expect(goodOf(await ask(greylist().api(), routes.status)).alerts).toEqual(await told());
		alerts.clear("overflow");
		expect(await told()).toHaveLength(1);
	});

	test("healthz says ok while mail is recorded", async () => {
		expect(goodOf(await ask(greylist().api("viewer"), routes.healthz))).toEqual({ status: "ok" });
	});

	test("statistics of the last minutes are whole, from memory, and have zeros where nothing came", async () => {
		const began = greylist().clock.now();
		await greylist().attempt();
		greylist().clock.pass(61);
		await greylist().attempt({ instance: "again" });
		const query = { from: began, to: greylist().clock.now() + 1000, step: 1 };
		const said = goodOf(await ask(greylist().api(), routes.statistics, { query }));
		expect(said.points).toHaveLength(62);
		expect(said.points[0]).toMatchObject({ at: began, deferredNew: 1, gap: false });
		expect(said.points[30]).toMatchObject({ deferredNew: 0, passedAfterDelay: 0 });
		expect(said.points[61]).toMatchObject({ passedAfterDelay: 1 });
	});

	test("statistics of a day come from the history, and agree with the counts", async () => {
		await greylist().attempt();
		greylist().clock.pass(90);
		await greylist().attempt({ instance: "again" });
		const now = greylist().clock.now();
		const said = goodOf(
			await ask(greylist().api(), routes.statistics, { query: { from: now - 24 * HOUR, to: now + 1000, step: 60 } }),
		);
		const sum = (name: "deferredNew" | "passedAfterDelay") =>
			said.points.reduce((total, point) => total + (point[name] ?? 0), 0);
		expect([sum("deferredNew"), sum("passedAfterDelay")]).toEqual([1, 1]);
	});

	test.each([
		["that end before they begin", { from: 2000, to: 1000 }, /before `to`/],
		["with too many points", { from: 0, to: 2001e3, step: 1 }, /step of 2 s/],
		["with a step of nothing", { step: 0 }, /"step"/],
	])("statistics %s are refused with words", async (_, query, words) => {
		const refusal = refusalOf(await ask(greylist().api(), routes.statistics, { query }));
		expect(refusal).toMatchObject({ status: 400, detail: expect.stringMatching(words) });
	});

	test("delays tell ours and theirs apart, and know nothing of no mail", async () => {
		const before = goodOf(await ask(greylist().api(), routes.delays));
		expect(before.ours).toMatchObject({ count: 0, median: null, p95: null });
		await greylist().attempt();
		greylist().clock.pass(360);
		await greylist().attempt({ instance: "again" });
		const query = { to: greylist().clock.now() + 1000 };
		const said = goodOf(await ask(greylist().api(), routes.delays, { query }));
		expect([said.ours.count, said.theirs.count]).toEqual([1, 1]);
		expect([said.ours.median, said.theirs.median]).toEqual([60, 300]);
	});

	test("what happened last is told newest first, as the stream told it, mail and what operators did", async () => {
		await greylist().attempt();
		const between = greylist().clock.now() + 1;
		greylist().clock.pass(90);
		await greylist().attempt({ instance: "again" });
		goodOf(await ask(greylist().api(), routes.passAll, { body: { seconds: 60, reason: "a test" } }));
		const said = goodOf(await ask(greylist().api(), routes.recent, { query: { limit: 3 } }));
		expect(said.events.map(({ kind }) => kind)).toEqual(["settings-changed", "passed", "deferred"]);
		const { epoch, seq } = greylist().ledger.head();
		expect(said.events[0]?.id).toBe(`${epoch}:${seq}`);
		const early = goodOf(await ask(greylist().api(), routes.recent, { query: { to: between } }));
		expect(early.events.map(({ kind }) => kind)).toContain("deferred");
		expect(early.events.map(({ kind }) => kind)).not.toContain("passed");
		expect(early.more).toBe(false);
	});

	test("what happened in a time that ends before it begins is refused with words", async () => {
		const query = { from: 2000, to: 1000 };
		expect(refusalOf(await ask(greylist().api(), routes.recent, { query })).detail).toMatch(/before `to`/);
	});

	test("without a history, lists and long statistics are refused with words and everything else works", async () => {
		const poor = await openGreylist({ history: false });
		try {
			const api = poor.api();
			await poor.attempt();
			expect(goodOf(await ask(api, routes.hello)).capabilities).not.toContain("list");
			expect(goodOf(await ask(api, routes.status)).history.problem).toMatch(/history/);
			const day = { query: { from: poor.clock.now() - 24 * HOUR } };
			for (const refused of [
				await ask(api, routes.listTriplets),
				await ask(api, routes.statistics, day),
				await ask(api, routes.delays),
			]) {
				expect(refusalOf(refused)).toMatchObject({ status: 503, detail: expect.stringMatching(/history/) });
			}
			const [row] = [...poor.ledger.state.triplets.values()];
			const shown = goodOf(await ask(api, routes.showTriplet, { params: { id: row?.id ?? "" } }));
			expect(shown).toMatchObject({ triplet: { id: row?.id }, attempts: [], attemptsComplete: false });
			const query = { from: poor.clock.now(), to: poor.clock.now() + 1000 };
			expect(goodOf(await ask(api, routes.statistics, { query })).points).toHaveLength(1);
		} finally {
			await poor.close();
		}
	});

	test("a history that has died refuses what needs it, and an approval still works", async () => {
		await greylist().attempt();
		await greylist().history?.close();
		const api = greylist().api();
		for (const refused of [
			await ask(api, routes.listTriplets),
			await ask(api, routes.delays),
			await ask(api, routes.purge, { body: { q: "state:waiting", expect: 1 } }),
		]) {
			expect(refusalOf(refused)).toMatchObject({ status: 503, detail: expect.stringMatching(/history/) });
		}
		const mail = { sender: "alice@example.com", recipient: "bob@example.org" };
		expect(goodOf(await ask(api, routes.approve, { body: { mail } }))).toMatchObject({ count: 1 });
		expect((await greylist().attempt({ client: "198.51.100.9" })).action).toBe("pass");
	});
}
