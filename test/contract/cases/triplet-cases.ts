/** Triplets: list, show, approve, purge, dry runs, and sending the same request twice. */
import { expect, test } from "vitest";
import { routes } from "../../../shared/protocol/routes.ts";
import type { Greylist } from "../../fixtures/greylist.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

export function tripletCases(caller: Caller, greylist: () => Greylist): void {
	const { ask } = caller;
	const list = async (query: Readonly<Record<string, string | number>> = {}) =>
		goodOf(await ask(greylist().api("viewer"), routes.listTriplets, { query }));
	const firstId = async () => (await list()).rows[0]?.id ?? "";

	test("a list of nothing is empty, exact, and says as of when", async () => {
		const head = greylist().ledger.head();
		expect(await list()).toMatchObject({ rows: [], total: { value: 0, exact: true }, next: null });
		expect((await list()).asOf).toBe(`${head.epoch}:${head.seq}`);
	});

	test("a mail that was just deferred is in the list that is asked for next", async () => {
		for (let mail = 1; mail <= 5; mail++) {
			await greylist().attempt({ sender: `s${mail}@example.com` });
			expect((await list()).total.value).toBe(mail);
		}
		const row = (await list({ q: "sender:s3@example.com" })).rows[0];
		expect(row).toMatchObject({
			state: "waiting",
			sender: "s3@example.com",
			recipients: ["bob@example.org"],
			attempts: 1,
		});
		expect(row).toMatchObject({ passedAt: null, ourDelaySeconds: null, theirDelaySeconds: null, clientName: null });
		expect(row?.mayPassAt).toBe((row?.firstSeenAt ?? 0) + 60_000);
	});

	test("pages follow one another without a hole or a double", async () => {
		for (let mail = 0; mail < 25; mail++) await greylist().attempt({ sender: `s${mail}@example.com` });
		const seen: string[] = [];
		let cursor: string | null = "";
		while (cursor !== null) {
			const page: Awaited<ReturnType<typeof list>> = await list({ limit: 10, sort: "sender", cursor });
			seen.push(...page.rows.map((row) => row.sender));
			cursor = page.next;
		}
		expect(seen).toHaveLength(25);
		expect(seen).toEqual([...new Set(seen)].sort());
	});

	test("a query that does not parse is refused with its column", async () => {
		const answer = await ask(greylist().api(), routes.listTriplets, { query: { q: "state:waiting age:" } });
		expect(answer).toMatchObject({ ok: false, problem: { status: 400, column: expect.any(Number) } });
	});

	test.each([
		["an unknown order", { sort: "colour" }],
		["pages too long", { limit: 501 }],
		["a query too long", { q: "x".repeat(2001) }],
		["a cursor that was never given", { cursor: "nonsense" }],
	])("a list with %s is refused", async (_, query) => {
		expect(refusalOf(await ask(greylist().api(), routes.listTriplets, { query })).status).toBe(400);
	});

	test("one triplet shows every attempt with why, in words, and what the sender does next", async () => {
		await greylist().attempt();
		greylist().clock.pass(30);
		await greylist().attempt();
		const early = goodOf(await ask(greylist().api(), routes.showTriplet, { params: { id: await firstId() } }));
		expect(early.attempts.map((attempt) => [attempt.kind, attempt.reason])).toEqual([
			["deferred", "new"],
			["deferred", "early"],
		]);
		expect(early.attemptsComplete).toBe(true);
		expect(early.words).toMatch(/may pass .*in 30 s/);
		greylist().clock.pass(60);
		await greylist().attempt();
		const passed = goodOf(await ask(greylist().api(), routes.showTriplet, { params: { id: await firstId() } }));
		expect(passed.triplet).toMatchObject({
			state: "passed",
			ourDelaySeconds: 60,
			theirDelaySeconds: 30,
			nextTry: null,
		});
	});

	test("a triplet that is not known is refused with what to do", async () => {
		const answer = await ask(greylist().api(), routes.showTriplet, { params: { id: "nosuchtriplet" } });
		expect(refusalOf(answer)).toMatchObject({ status: 404, detail: expect.stringMatching(/search again/) });
	});

	test("an approved mail passes at its next attempt, from another network too", async () => {
		await greylist().attempt();
		const body = { ids: [await firstId()], reason: "a caller waits" };
		const acted = goodOf(await ask(greylist().api("helpdesk"), routes.approve, { body }));
		expect(acted).toMatchObject({ count: 1, failed: [] });
		expect((await greylist().attempt({ client: "198.51.100.7" })).action).toBe("pass");
	});

	test("a mail that never came can be approved before", async () => {
		const mail = { sender: "dora@example.net", recipient: "bob@example.org" };
		expect(goodOf(await ask(greylist().api(), routes.approve, { body: { mail } }))).toMatchObject({ count: 1 });
		expect((await greylist().attempt({ sender: mail.sender })).action).toBe("pass");
	});

	test("a purged triplet is new again", async () => {
		await greylist().attempt();
		greylist().clock.pass(90);
		const body = { ids: [await firstId()] };
		expect(goodOf(await ask(greylist().api(), routes.purge, { body }))).toMatchObject({ count: 1 });
		expect((await greylist().attempt()).action).toBe("defer");
	});

	test("a purge says when an auto-whitelist lets the mail through all the same, and takes it away where asked", async () => {
		const { settings } = goodOf(await ask(greylist().api(), routes.getPolicy));
		const autoWhitelist = { ...settings.autoWhitelist, passes: 1, apart: 0, distinct: 1 };
		goodOf(await ask(greylist().api(), routes.putPolicy, { body: { settings: { ...settings, autoWhitelist } } }));
		await greylist().attempt();
		const api = greylist().api();
		const nobody = { count: 0, entries: 0, keys: [], removed: false };
		const trusted = { count: 1, entries: 1, keys: ["client:192.0.2.25"], removed: false };
		const dry = (alsoAutoWhitelist: boolean) =>
			ask(api, routes.purge, { body: { q: "", dryRun: true, alsoAutoWhitelist } }).then(goodOf);
		expect(await dry(true)).toMatchObject({ dryRun: true, autoWhitelisted: nobody });
		greylist().clock.pass(61);
		await greylist().attempt();
		expect(await dry(false)).toMatchObject({ count: 1, autoWhitelisted: trusted });
		expect(await dry(true)).toMatchObject({ count: 1, autoWhitelisted: { ...trusted, removed: true } });
		const ids = [await firstId()];
		expect(goodOf(await ask(api, routes.purge, { body: { ids } }))).toMatchObject({ autoWhitelisted: trusted });
		expect((await greylist().attempt()).action).toBe("pass");
		await greylist().attempt({ client: "192.0.2.77", sender: "new@example.com" });
		const body = { q: "state:waiting", expect: 1, alsoAutoWhitelist: true };
		expect(goodOf(await ask(api, routes.purge, { body }))).toMatchObject({ count: 1, autoWhitelisted: nobody });
	});

	test("an auto-whitelist that went with a purge comes back with its undo", async () => {
		const { settings } = goodOf(await ask(greylist().api(), routes.getPolicy));
		const autoWhitelist = { ...settings.autoWhitelist, passes: 1, apart: 0, distinct: 1 };
		goodOf(await ask(greylist().api(), routes.putPolicy, { body: { settings: { ...settings, autoWhitelist } } }));
		await greylist().attempt();
		greylist().clock.pass(61);
		await greylist().attempt();
		const body = { ids: [await firstId()], alsoAutoWhitelist: true };
		const acted = goodOf(await ask(greylist().api(), routes.purge, { body }));
		if (!("actionId" in acted)) throw new Error("not acted");
		expect(acted.autoWhitelisted).toMatchObject({ keys: ["client:192.0.2.25"], removed: true });
		const [row] = goodOf(await ask(greylist().api(), routes.listActions)).rows;
		expect(row?.words).toBe("Purged 1 triplet and 1 auto-whitelist");
		expect((await greylist().attempt({ sender: "other@example.com" })).action).toBe("defer");
		goodOf(await ask(greylist().api(), routes.undo, { params: { id: acted.actionId }, body: {} }));
		expect((await greylist().attempt({ sender: "third@example.com" })).action).toBe("pass");
	});

	test("a dry run changes nothing, and its selection is what the real call acts on", async () => {
		await greylist().attempt({ sender: "one@example.com" });
		await greylist().attempt({ sender: "two@example.com" });
		const api = greylist().api();
		const before = greylist().ledger.head().seq;
		const dry = goodOf(await ask(api, routes.approve, { body: { q: "state:waiting", dryRun: true } }));
		if (!("dryRun" in dry)) throw new Error("acted instead");
		expect([dry.count, dry.sample.length, greylist().ledger.head().seq]).toEqual([2, 2, before]);
		await greylist().attempt({ sender: "three@example.com" });
		expect(goodOf(await ask(api, routes.approve, { body: { selection: dry.selection } }))).toMatchObject({ count: 2 });
		expect((await list({ q: "state:waiting" })).rows.map((row) => row.sender)).toEqual(["three@example.com"]);
		greylist().clock.pass(601);
		const late = await ask(api, routes.approve, { body: { selection: dry.selection } });
		expect(refusalOf(late)).toMatchObject({ status: 409, detail: expect.stringMatching(/look again/) });
	});

	test("a query acts only on as many as were expected", async () => {
		await greylist().attempt({ sender: "one@example.com" });
		const api = greylist().api();
		const wrong = await ask(api, routes.purge, { body: { q: "state:waiting", expect: 2 } });
		expect(refusalOf(wrong)).toMatchObject({ status: 409, detail: expect.stringMatching(/1 match, not 2/) });
		expect(goodOf(await ask(api, routes.purge, { body: { q: "state:waiting", expect: 1 } }))).toMatchObject({
			count: 1,
		});
	});

	test("a query without the number that is expected acts on nothing", async () => {
		await greylist().attempt();
		const before = greylist().ledger.head().seq;
		const body = { q: "" };
		const refused = { status: 400, detail: expect.stringMatching(/expect/) };
		expect(refusalOf(await ask(greylist().api(), routes.approve, { body }))).toMatchObject(refused);
		expect(refusalOf(await ask(greylist().api(), routes.purge, { body }))).toMatchObject(refused);
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test.each([
		["nothing named", {}],
		["two ways at once", { ids: ["a"], q: "state:waiting" }],
		["no ids", { ids: [] }],
		["an until in the past", { ids: ["a"], until: 1 }],
		["a dry run of a mail", { mail: { sender: "a@b.example", recipient: "c@d.example" }, dryRun: true }],
		["a wrong query", { q: "age:" }],
		["a reason without end", { ids: ["a"], reason: "x".repeat(501) }],
	])("approving with %s is refused and changes nothing", async (_, body) => {
		const before = greylist().ledger.head().seq;
		expect(refusalOf(await ask(greylist().api(), routes.approve, { body })).status).toBe(400);
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test("the same key and body act once; another body under that key is refused", async () => {
		await greylist().attempt();
		const api = greylist().api();
		const body = { ids: [await firstId()], reason: "twice" };
		const headers = { "idempotency-key": "click-1" };
		const answers = await Promise.all([1, 2].map(() => ask(api, routes.approve, { body, headers })));
		expect(answers[0]).toEqual(answers[1]);
		const [first] = answers.map(goodOf);
		expect(goodOf(await ask(api, routes.approve, { body, headers }))).toEqual(first);
		const approvals = goodOf(await ask(api, routes.listActions)).rows.filter((row) => row.kind === "approved");
		expect(approvals).toHaveLength(1);
		const other = await ask(api, routes.approve, { body: { ...body, reason: "other" }, headers });
		expect(refusalOf(other)).toMatchObject({ status: 409, detail: expect.stringMatching(/Idempotency-Key/) });
	});

	test("a viewer may not approve, nor the helpdesk purge, and each is told whose socket to use", async () => {
		const body = { ids: ["a"] };
		expect(refusalOf(await ask(greylist().api("viewer"), routes.approve, { body }))).toMatchObject({
			status: 403,
			detail: expect.stringMatching(/role helpdesk/),
		});
		expect(refusalOf(await ask(greylist().api("helpdesk"), routes.purge, { body }))).toMatchObject({
			status: 403,
			detail: expect.stringMatching(/role operator/),
		});
	});
}
