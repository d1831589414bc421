/** Whitelists: listed, added, refused with words, removed, taken back; hits counted; auto-whitelists beside them. */
import { expect, test } from "vitest";
import type { z } from "zod";
import { routes } from "../../../shared/protocol/routes.ts";
import type { Greylist } from "../../fixtures/greylist.ts";
import { limitFiles } from "../../fixtures/limit-files.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

type Wanted = z.input<typeof routes.addWhitelist.body>;

export function whitelistCases(caller: Caller, greylist: () => Greylist): void {
	const { ask } = caller;
	const list = async (query: Readonly<Record<string, string | number>> = {}) =>
		goodOf(await ask(greylist().api("viewer"), routes.listWhitelists, { query }));
	const as = (name: string) => ({ "greydesk-who": name });
	const add = async (body: Wanted) => {
		const reply = goodOf(await ask(greylist().api(), routes.addWhitelist, { body, headers: as("carol") }));
		if (!("actionId" in reply)) throw new Error("not added");
		return reply;
	};
	const undo = async (id: string) => goodOf(await ask(greylist().api(), routes.undo, { params: { id }, body: {} }));

	test("a list of nothing is empty, exact, and says as of when", async () => {
		const head = greylist().ledger.head();
		expect(await list()).toEqual({
			rows: [],
			total: { value: 0, exact: true },
			next: null,
			asOf: `${head.epoch}:${head.seq}`,
		});
	});

	test("entries are sorted as asked, page by page, what is unknown last; another order needs no old cursor", async () => {
		const until = greylist().clock.now() + 3_600_000;
		await add({ kind: "recipient", pattern: "zoe@example.org", owner: "bob" });
		await add({ kind: "recipient", pattern: "anna@example.org", owner: "ann", expiresAt: until });
		await add({ kind: "client", pattern: "198.51.100.7", owner: "cid" });
		const patterns = async (sort: string) => {
			const found: string[] = [];
			for (let cursor: string | null | undefined; cursor !== null; ) {
				const page = await list({ sort, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
				found.push(...page.rows.map((row) => row.pattern));
				cursor = page.next;
			}
			return found;
		};
		expect(await patterns("pattern")).toEqual(["198.51.100.7", "anna@example.org", "zoe@example.org"]);
		expect(await patterns("-owner")).toEqual(["198.51.100.7", "zoe@example.org", "anna@example.org"]);
		expect((await patterns("expiresAt"))[0]).toBe("anna@example.org");
		expect((await patterns("-expiresAt"))[0]).toBe("anna@example.org");
		const { next } = await list({ sort: "pattern", limit: 1 });
		for (const query of [{ sort: "colour" }, { sort: "-pattern", cursor: next ?? "" }]) {
			expect(refusalOf(await ask(greylist().api(), routes.listWhitelists, { query } as object)).status).toBe(400);
		}
	});

	test("an entry lets mail pass at once, counts its hits, and names itself when asked", async () => {
		expect((await greylist().attempt({ sender: "one@example.com" })).action).toBe("defer");
		const added = await add({ kind: "network", pattern: "192.0.2.0/24", reason: "our partner" });
		expect(added).toMatchObject({ count: 1, failed: [], warnings: [], entry: { owner: "carol", expiresAt: null } });
		greylist().clock.pass(5);
		expect((await greylist().attempt({ sender: "two@example.com" })).action).toBe("pass");
		greylist().clock.pass(5);
		expect((await greylist().attempt({ sender: "three@example.com" })).action).toBe("pass");
		const hit = { hits: 2, lastHitAt: greylist().clock.now() };
		const entry = { id: added.id, kind: "network", pattern: "192.0.2.0/24", reason: "our partner", owner: "carol" };
		expect((await list()).rows).toEqual([
			{ ...entry, addedAt: greylist().clock.now() - 10_000, expiresAt: null, expired: false, ...hit },
		]);
		const body = { client: "192.0.2.9", sender: "x@example.com", recipient: "bob@example.org" };
		const said = goodOf(await ask(greylist().api("viewer"), routes.explain, { body }));
		const { id, kind, pattern } = entry;
		expect(said).toMatchObject({ verdict: "pass", rule: "whitelist", entry: { id, kind, pattern } });
		expect(said.trace.at(-1)?.why).toBe("Whitelisted by the network entry 192.0.2.0/24: our partner");
		expect((await list()).rows[0]).toMatchObject(hit);
	});

	test("an entry that is removed means nothing; undo brings it back with its hits", async () => {
		const { id, actionId } = await add({ kind: "recipient", pattern: "Bob@Example.ORG" });
		await greylist().attempt();
		const params = { id };
		const gone = goodOf(await ask(greylist().api(), routes.removeWhitelist, { params, query: { reason: "left" } }));
		expect(gone).toMatchObject({ count: 1, failed: [] });
		expect((await list()).rows).toEqual([]);
		expect((await greylist().attempt()).action).toBe("defer");
		const [action] = goodOf(await ask(greylist().api(), routes.listActions)).rows;
		expect(action).toMatchObject({ why: "left", words: "Took recipient bob@example.org off the whitelists" });
		await undo(gone.actionId);
		expect((await list()).rows).toMatchObject([{ id, pattern: "bob@example.org", hits: 1 }]);
		expect((await greylist().attempt({ sender: "other@example.com" })).action).toBe("pass");
		await undo(actionId);
		expect((await list()).rows).toEqual([]);
	});

	test("an entry that is not there cannot be removed", async () => {
		const answer = await ask(greylist().api(), routes.removeWhitelist, { params: { id: "nosuchentry" } });
		expect(refusalOf(answer)).toMatchObject({ status: 404, detail: expect.stringMatching(/No such entry/) });
	});

	test("an entry ends when its time is over, and is found among the ended ones", async () => {
		await add({ kind: "client", pattern: "192.0.2.25", expiresAt: greylist().clock.now() + 60_000 });
		expect((await greylist().attempt()).action).toBe("pass");
		expect((await list({ expired: "true" })).rows).toEqual([]);
		greylist().clock.pass(60);
		expect((await greylist().attempt({ sender: "late@example.com" })).action).toBe("defer");
		expect((await list({ expired: "true" })).rows).toMatchObject([{ pattern: "192.0.2.25", expired: true, hits: 1 }]);
		expect((await list({ expired: "false" })).rows).toEqual([]);
		// Its place is free.
		await add({ kind: "client", pattern: "192.0.2.25" });
		expect((await list()).rows).toMatchObject([{ pattern: "192.0.2.25", expired: false, hits: 0 }]);
	});

	test("the same pattern twice is refused, and replaced where asked", async () => {
		const first = await add({ kind: "name", pattern: "*.example.net", reason: "first" });
		const again = { kind: "name", pattern: "*.Example.NET.", reason: "second" } as const;
		const refused = await ask(greylist().api(), routes.addWhitelist, { body: again });
		expect(refusalOf(refused)).toMatchObject({ status: 409, detail: expect.stringMatching(/already by carol/) });
		const second = await add({ ...again, replace: true });
		expect((await list()).rows).toMatchObject([{ id: second.id, reason: "second" }]);
		await undo(second.actionId);
		expect((await list()).rows).toMatchObject([{ id: first.id, reason: "first" }]);
	});

	test("the very same entry again changes nothing, is no refusal, and says which stands", async () => {
		const { id } = await add({ kind: "name", pattern: "*.example.net", reason: "first" });
		const before = greylist().ledger.head().seq;
		const again = [{}, { reason: "first" }, { owner: "carol" }, { replace: true }, { dryRun: true }];
		for (const more of again) {
			const body = { kind: "name", pattern: "*.Example.NET.", ...more } as const;
			const reply = goodOf(await ask(greylist().api(), routes.addWhitelist, { body, headers: as("dave") }));
			expect(reply).toMatchObject({ changed: false, id, entry: { owner: "carol", reason: "first" } });
		}
		for (const more of [{ reason: "second" }, { owner: "dave" }, { expiresAt: greylist().clock.now() + 1000 }]) {
			const body = { kind: "name", pattern: "*.example.net", ...more } as const;
			expect(refusalOf(await ask(greylist().api(), routes.addWhitelist, { body })).status).toBe(409);
		}
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test("a dry run checks and warns, and changes nothing", async () => {
		await add({ kind: "client", pattern: "198.51.100.7" });
		const before = greylist().ledger.head().seq;
		const body = { kind: "network", pattern: "198.51.100.9/12", owner: "Dora\u202e", dryRun: true } as const;
		const reply = goodOf(await ask(greylist().api(), routes.addWhitelist, { body }));
		expect(reply).toMatchObject({ dryRun: true, entry: { pattern: "198.48.0.0/12", owner: "Dora" } });
		expect(reply.warnings).toEqual([
			"It is very wide: 1048576 addresses are let through",
			"The network of 198.51.100.9/12 is 198.48.0.0/12",
			"It covers what is listed already: 198.51.100.7 could go",
		]);
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test.each<readonly [string, Wanted, RegExp]>([
		["everything as a network", { kind: "network", pattern: "0.0.0.0/0" }, /cover everything/],
		["everything as a name", { kind: "name", pattern: "*" }, /cover everything/],
		["everything as a recipient", { kind: "recipient", pattern: "*@*" }, /cover everything/],
		["a network as a client", { kind: "client", pattern: "192.0.2.0/24" }, /choose kind network/],
		["a name as a client", { kind: "client", pattern: "mail.example.net" }, /with kind name/],
		["an address as a name", { kind: "name", pattern: "192.0.2.1" }, /choose kind client/],
		["a word as a recipient", { kind: "recipient", pattern: "bob" }, /write .*user@/],
		["the null sender", { kind: "sender", pattern: "<>" }, /nullSender/],
		["nothing", { kind: "client", pattern: " " }, /Give a pattern/],
		["a time that is over", { kind: "client", pattern: "192.0.2.1", expiresAt: 1 }, /past/],
		["a pattern without end", { kind: "name", pattern: "x".repeat(321) }, /"pattern"/],
		["a reason without end", { kind: "name", pattern: "a.example", reason: "x".repeat(501) }, /"reason"/],
	])("whitelisting %s is refused with words and changes nothing", async (_, body, words) => {
		const before = greylist().ledger.head().seq;
		const answer = await ask(greylist().api(), routes.addWhitelist, { body });
		expect(refusalOf(answer)).toMatchObject({ status: 400, detail: expect.stringMatching(words) });
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test("a list is searched by text, by kind and by an address that an entry covers, and paged", async () => {
		for (let host = 1; host <= 7; host += 1) {
			greylist().clock.pass(1);
			await add({ kind: "network", pattern: `198.51.${host}.0/24`, reason: host % 2 === 0 ? "even" : "odd" });
		}
		await add({ kind: "sender", pattern: "example.com" });
		expect((await list({ q: "EVEN" })).total.value).toBe(3);
		expect((await list({ q: "198.51.4.77" })).rows.map((row) => row.pattern)).toEqual(["198.51.4.0/24"]);
		expect((await list({ kind: "sender" })).rows.map((row) => row.pattern)).toEqual(["example.com"]);
		const seen: string[] = [];
		let next: string | null = null;
		do {
			const page: Awaited<ReturnType<typeof list>> = await list({
				kind: "network",
				limit: 3,
				...(next === null ? {} : { cursor: next }),
			});
			seen.push(...page.rows.map((row) => row.pattern));
			next = page.next;
		} while (next !== null);
		expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((host) => `198.51.${host}.0/24`));
		for (const query of [{ limit: 0 }, { kind: "colour" }, { cursor: "nonsense" }, { expired: "maybe" }])
			expect(refusalOf(await ask(greylist().api(), routes.listWhitelists, { query } as object)).status).toBe(400);
	});

	test.each([
		["192.0.2.25", "client:192.0.2.25"],
		["2001:db8::25", "client:2001:db8::/64"],
	])("what %s earned is listed with its hits, can be taken away, and comes back by undo", async (client, id) => {
		const { settings } = goodOf(await ask(greylist().api(), routes.getPolicy));
		const autoWhitelist = { ...settings.autoWhitelist, passes: 1, apart: 0, distinct: 1 };
		goodOf(await ask(greylist().api(), routes.putPolicy, { body: { settings: { ...settings, autoWhitelist } } }));
		await greylist().attempt({ client });
		greylist().clock.pass(61);
		await greylist().attempt({ client });
		const earnedAt = greylist().clock.now();
		const auto = { id, kind: "auto", pattern: id.slice(7), reason: "Passed 1 time after a delay", owner: null };
		expect((await list()).rows).toEqual([
			{ ...auto, addedAt: earnedAt, expiresAt: earnedAt + 35 * 86_400_000, expired: false, hits: 0, lastHitAt: null },
		]);
		greylist().clock.pass(9);
		await greylist().attempt({ client, sender: "second@example.com" });
		expect((await list({ kind: "auto", q: client })).rows).toMatchObject([{ hits: 1, lastHitAt: earnedAt + 9000 }]);
		expect((await list({ kind: "network" })).rows).toEqual([]);
		const gone = goodOf(await ask(greylist().api(), routes.removeWhitelist, { params: { id } }));
		expect((await list()).rows).toEqual([]);
		expect((await greylist().attempt({ client, sender: "third@example.com" })).action).toBe("defer");
		const [action] = goodOf(await ask(greylist().api(), routes.listActions)).rows;
		expect(action).toMatchObject({ words: `Took auto-whitelist ${id} off the whitelists`, count: 1 });
		expect(await undo(gone.actionId)).toMatchObject({ count: 1, failed: [] });
		const body = { client, sender: "fourth@example.com", recipient: "bob@example.org" };
		const said = goodOf(await ask(greylist().api("viewer"), routes.explain, { body }));
		expect(said.entry).toEqual({ id, kind: "auto", pattern: auto.pattern });
	});

	test("a viewer and the helpdesk may look, and change nothing", async () => {
		const body: Wanted = { kind: "client", pattern: "192.0.2.1" };
		for (const role of ["viewer", "helpdesk"] as const) {
			const api = greylist().api(role);
			expect((await ask(api, routes.listWhitelists)).ok).toBe(true);
			expect(refusalOf(await ask(api, routes.addWhitelist, { body })).status).toBe(403);
			expect(refusalOf(await ask(api, routes.removeWhitelist, { params: { id: "a" } })).status).toBe(403);
		}
	});

	test("the same key adds an entry once", async () => {
		const api = greylist().api();
		const input = { body: { kind: "client", pattern: "192.0.2.1" }, headers: { "idempotency-key": "click" } } as const;
		const answers = await Promise.all([1, 2, 3].map(() => ask(api, routes.addWhitelist, input)));
		expect(new Set(answers.map((answer) => JSON.stringify(goodOf(answer)))).size).toBe(1);
		expect((await list()).total.value).toBe(1);
	});

	test("whitelists of another greylister are taken over in one action, told line by line, and taken back at once", async () => {
		await add({ kind: "client", pattern: "192.0.2.9", reason: "ours" });
		const text =
			"192.0.2.9 # known\n198.51.100 # partners\n/smtp\\d+\\.example\\.net$/\nexample.org\nexample.org\n0.0.0.0/1\n";
		const files = [{ name: "/etc/postgrey/whitelist_clients", text }];
		const take = async (dryRun: boolean) =>
			goodOf(await ask(greylist().api(), routes.importWhitelists, { body: { files, reason: "moved", dryRun } }));
		const dry = await take(true);
		expect(dry).toMatchObject({ dryRun: true, acted: null, count: 4 });
		expect((await list()).total.value).toBe(1);
		const done = await take(false);
		expect(done).toMatchObject({
			acted: { count: 4, failed: [] },
			notUnderstood: [{ line: 3, text: "/smtp\\d+\\.example\\.net$/", why: expect.stringMatching(/example\.net/) }],
			known: [{ line: 1 }, { line: 5 }, { line: 5 }],
			notes: [{ line: 6, why: expect.stringMatching(/very wide/) }],
		});
		expect((await greylist().attempt({ client: "198.51.100.7" })).action).toBe("pass");
		const rows = (await list({ sort: "pattern" })).rows.map(({ pattern, reason }) => `${pattern}: ${reason}`);
		expect(rows).toContain("198.51.100.0/24: partners");
		expect(rows).toContain("*.example.org: moved");
		expect(await take(false)).toMatchObject({ acted: null, count: 0 });
		await undo(done.acted?.actionId ?? "");
		expect((await list()).rows).toMatchObject([{ pattern: "192.0.2.9" }]);
	});

	test("more entries than there can be are refused whole; a file of unknown kind is asked for its format", async () => {
		const text = Array.from({ length: 10_001 }, (_, at) => `10.${at >> 8}.${at & 255}.1`).join("\n");
		const body = { files: [{ name: "a.cidr", text }] };
		expect(refusalOf(await ask(greylist().api(), routes.importWhitelists, { body })).status).toBe(409);
		const fits = { files: [{ name: "a.cidr", text: text.slice(0, text.lastIndexOf("\n")) }] };
		const done = goodOf(await ask(greylist().api(), routes.importWhitelists, { body: fits }));
		expect([done.acted?.count, (await list()).total.value]).toEqual([10_000, 10_000]);
		await undo(done.acted?.actionId ?? "");
		expect((await list()).total.value).toBe(0);
		const unknown = { files: [{ name: "hosts.txt", text: "192.0.2.1" }] };
		expect(refusalOf(await ask(greylist().api(), routes.importWhitelists, { body: unknown })).detail).toMatch(/format/);
	});

	test("while the journal cannot be written nothing is added or removed, and the answer says so", async () => {
		const { id } = await add({ kind: "client", pattern: "192.0.2.1" });
		limitFiles(0);
		try {
			const body: Wanted = { kind: "client", pattern: "192.0.2.2" };
			const added = await ask(greylist().api(), routes.addWhitelist, { body });
			expect(refusalOf(added)).toMatchObject({ status: 503, detail: expect.stringMatching(/Nothing was changed/) });
			const removed = await ask(greylist().api(), routes.removeWhitelist, { params: { id } });
			expect(refusalOf(removed).status).toBe(503);
		} finally {
			limitFiles("unlimited");
		}
		expect((await list()).rows).toMatchObject([{ id }]);
	});
}
