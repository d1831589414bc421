/** Settings, the switch that lets everything pass, explanations, the audit trail and the way back. */
import { expect, test } from "vitest";
import { routes } from "../../../shared/protocol/routes.ts";
import type { Greylist } from "../../fixtures/greylist.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

export function policyCases(caller: Caller, greylist: () => Greylist): void {
	const { ask } = caller;
	const policy = async () => goodOf(await ask(greylist().api("viewer"), routes.getPolicy));
	const actions = async () => goodOf(await ask(greylist().api("viewer"), routes.listActions)).rows;
	const as = (name: string) => ({ "greydesk-who": encodeURIComponent(name) });

	test("a changed setting counts at once, and the trail says who and why", async () => {
		const { settings, revision } = await policy();
		const body = { settings: { ...settings, delay: 300 }, revision, reason: "too fast" };
		const acted = goodOf(await ask(greylist().api(), routes.putPolicy, { body, headers: as("Jürgen") }));
		expect(acted).toMatchObject({ count: 1, warnings: [] });
		expect(await policy()).toMatchObject({ revision: revision + 1, settings: { delay: 300 } });
		const [row] = await actions();
		expect(row).toMatchObject({
			kind: "settings-changed",
			why: "too fast",
			words: "Changed delay (How long new mail waits)",
		});
		expect(row?.who).toEqual({ name: "Jürgen", verified: false, role: "operator" });
	});

	test("settings that somebody changed meanwhile are refused", async () => {
		const { settings, revision } = await policy();
		const body = { settings: { ...settings, delay: 120 }, revision };
		goodOf(await ask(greylist().api(), routes.putPolicy, { body }));
		const late = await ask(greylist().api(), routes.putPolicy, { body: { ...body, settings } });
		expect(refusalOf(late)).toMatchObject({ status: 409, detail: expect.stringMatching(/read them again/) });
		expect((await policy()).settings.delay).toBe(120);
	});

	test("settings that are in force already change nothing and are no refusal, so that an import can be run again", async () => {
		const { settings, revision } = await policy();
		const before = greylist().ledger.head().seq;
		for (const more of [{}, { revision }, { revision: revision - 1 }]) {
			const reply = goodOf(await ask(greylist().api(), routes.putPolicy, { body: { settings, ...more } }));
			expect(reply).toEqual({ changed: false, revision, warnings: [] });
		}
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test("a window shorter than the delay is taken with a warning", async () => {
		const { settings } = await policy();
		const body = { settings: { ...settings, delay: 7200, retryWindow: 3600 } };
		const acted = goodOf(await ask(greylist().api(), routes.putPolicy, { body }));
		expect(acted.warnings.join(" ")).toMatch(/not longer than the delay/);
	});

	test("a setting out of bounds is refused by its name", async () => {
		const { settings } = await policy();
		const answer = await ask(greylist().api(), routes.putPolicy, { body: { settings: { ...settings, delay: -1 } } });
		expect(refusalOf(answer)).toMatchObject({ status: 400, detail: expect.stringMatching(/settings\.delay/) });
	});

	test.each([
		["a setting left out", { delay: undefined }, /settings\.delay/],
		["a part of one left out", { senderRules: { verp: false } }, /settings\.senderRules\.batv/],
		["a network that is none", { trustedNetworks: ["192.0.2.0/24", "10.0.0.0/33"] }, /trustedNetworks\.1.*10\.0\.0\.0/],
		["a network by name", { trustedNetworks: ["mail.example.com"] }, /trustedNetworks\.0/],
		["a line that names no setting", { overrides: ["example.org delay=5m", "example.org"] }, /overrides\.1/],
		["a recipient that covers everything", { exemptRecipients: ["*"] }, /exemptRecipients\.0.*everything/],
		["a recipient that is none", { exemptRecipients: ["postmaster@", "not a pattern"] }, /exemptRecipients\.1/],
	])("settings with %s are refused by name, and nothing changes", async (_, part, words) => {
		const { settings, revision } = await policy();
		const body = { settings: { ...settings, ...part } as typeof settings };
		const answer = await ask(greylist().api(), routes.putPolicy, { body });
		expect(refusalOf(answer)).toMatchObject({ status: 400, detail: expect.stringMatching(words) });
		expect((await policy()).revision).toBe(revision);
	});

	test("the pass-all switch lets a new sender in until its time is over, and can be ended", async () => {
		const api = greylist().api();
		const on = goodOf(await ask(api, routes.passAll, { body: { seconds: 600, reason: "migration" } }));
		expect(on.untilAt).toBe(greylist().clock.now() + 600_000);
		expect((await greylist().attempt()).action).toBe("pass");
		greylist().clock.pass(601);
		expect((await greylist().attempt({ sender: "later@example.com" })).action).toBe("defer");
		goodOf(await ask(api, routes.passAll, { body: { seconds: 600 } }));
		expect(goodOf(await ask(api, routes.passAll, { body: { seconds: 0 } })).untilAt).toBe(null);
		expect((await greylist().attempt({ sender: "last@example.com" })).action).toBe("defer");
		expect(refusalOf(await ask(api, routes.passAll, { body: { seconds: 1e9 } })).status).toBe(400);
		const before = greylist().ledger.head().seq;
		expect(goodOf(await ask(api, routes.passAll, { body: { seconds: 0 } }))).toEqual({ changed: false, untilAt: null });
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test("a switch whose time is over is told as off", async () => {
		goodOf(await ask(greylist().api(), routes.passAll, { body: { seconds: 60 } }));
		greylist().clock.pass(61);
		expect((await policy()).passAllUntilAt).toBe(null);
		expect(goodOf(await ask(greylist().api("viewer"), routes.status)).passAllUntilAt).toBe(null);
	});

	test("an explanation names every rule that was asked, the deciding one last, and changes nothing", async () => {
		const before = greylist().ledger.head().seq;
		const body = { client: "192.0.2.9", sender: "x@example.com", recipient: "bob@example.org" };
		const said = goodOf(await ask(greylist().api("viewer"), routes.explain, { body }));
		expect(said).toMatchObject({ verdict: "defer", rule: "triplet", secondsLeft: 60 });
		expect(said.trace.at(-1)).toMatchObject({ rule: "triplet", answer: "defer" });
		expect(said.trace.slice(0, -1).every((line) => line.answer === "go on")).toBe(true);
		const exempt = { ...body, recipient: "postmaster@example.org" };
		const passed = goodOf(await ask(greylist().api(), routes.explain, { body: exempt }));
		expect(passed).toMatchObject({ verdict: "pass", rule: "exempt", secondsLeft: null });
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test("settings for a recipient's domain rule its mail, are told by an explanation, and are taken back by an undo", async () => {
		const { settings } = await policy();
		const overrides = ["example.org delay=5m", "ceo@example.org greylist=off"];
		const body = { settings: { ...settings, overrides } };
		const acted = goodOf(await ask(greylist().api(), routes.putPolicy, { body }));
		if (!("actionId" in acted)) throw new Error("only looked at");
		const asked = { client: "192.0.2.9", sender: "x@example.com", recipient: "bob@example.org" };
		const explained = async (recipient: string) =>
			goodOf(await ask(greylist().api("viewer"), routes.explain, { body: { ...asked, recipient } }));
		expect(await explained("bob@example.org")).toMatchObject({ secondsLeft: 300, overrides: ["example.org"] });
		expect(await explained("ceo@example.org")).toMatchObject({
			rule: "exempt",
			overrides: ["ceo@example.org", "example.org"],
		});
		expect(await explained("bob@example.net")).toMatchObject({ secondsLeft: 60, overrides: [] });
		const answer = await greylist().attempt({ recipient: "bob@example.org" });
		expect(answer).toMatchObject({ action: "defer", secondsLeft: 300 });
		const undone = await ask(greylist().api(), routes.undo, { params: { id: acted.actionId }, body: {} });
		goodOf(undone);
		expect((await policy()).settings).toEqual(settings);
	});

	test("a preview tells which senders would part by other rules, and changes nothing", async () => {
		for (const tag of ["a", "b"]) {
			const mail = { sender: `news+${tag}@shop.example`, recipient: `${tag}@example.org` };
			await greylist().attempt(mail);
		}
		const { settings } = await policy();
		const before = greylist().ledger.head().seq;
		const changed = { ...settings, senderRules: { ...settings.senderRules, plus: false } };
		const said = goodOf(await ask(greylist().api("viewer"), routes.previewKeys, { body: { settings: changed } }));
		expect(said.senders.parted).toEqual([
			{
				key: "news@shop.example",
				count: 2,
				members: expect.arrayContaining(["news+a@shop.example"]),
				triplets: said.triplets,
			},
		]);
		expect(said.looked).toBe(said.triplets);
		expect(greylist().ledger.head().seq).toBe(before);
	});

	test("an explanation is of the attempt as the policy port reads it", async () => {
		const body = { client: "2001:db8::9", sender: "X@example.com", recipient: "bob@example.org" };
		await greylist().attempt({ client: body.client, sender: body.sender });
		greylist().clock.pass(61);
		const spelt = { ...body, client: "2001:DB8:0::0:9", sender: "X@EXAMPLE.com", recipient: "bob@Example.ORG" };
		const said = goodOf(await ask(greylist().api(), routes.explain, { body: spelt }));
		expect(said).toMatchObject({ verdict: "pass", rule: "triplet" });
		expect(said.trace[0]).toMatchObject({ rule: "incomplete", answer: "go on" });
	});

	test("what the policy port lets pass undecided is explained as that", async () => {
		const zoned = { client: "fe80::1%eth0", sender: "x@example.com", recipient: "bob@example.org" };
		const said = goodOf(await ask(greylist().api(), routes.explain, { body: zoned }));
		expect(said).toMatchObject({ verdict: "pass", rule: "incomplete", secondsLeft: null });
		expect(said.trace).toMatchObject([{ rule: "incomplete", answer: "pass" }]);
		const late = { ...zoned, client: "192.0.2.9", state: "DATA" } as const;
		expect(goodOf(await ask(greylist().api(), routes.explain, { body: late }))).toMatchObject({
			verdict: "pass",
			rule: "not-asked",
		});
	});

	test.each([
		["a client by name", { client: "mail.example.com", sender: "a@b.example", recipient: "c@d.example" }, /client/],
		["a recipient without a domain", { client: "192.0.2.1", sender: "a@b.example", recipient: "nobody" }, /recipient/],
	])("explaining %s is refused with words", async (_, body, words) => {
		const answer = await ask(greylist().api(), routes.explain, { body });
		expect(refusalOf(answer)).toMatchObject({ status: 400, detail: expect.stringMatching(words) });
	});

	test("an unspent approval is undone: the next attempt waits again", async () => {
		await greylist().attempt();
		const mail = { sender: "alice@example.com", recipient: "bob@example.org" };
		const acted = goodOf(await ask(greylist().api(), routes.approve, { body: { mail } }));
		if (!("actionId" in acted)) throw new Error("not acted");
		const undone = goodOf(await ask(greylist().api(), routes.undo, { params: { id: acted.actionId }, body: {} }));
		expect(undone.failed).toEqual([]);
		expect((await greylist().attempt({ client: "198.51.100.7" })).action).toBe("defer");
		const rows = await actions();
		expect(rows.map((row) => row.kind).slice(0, 2)).toEqual(["undone", "approved"]);
		expect(rows[1]).toMatchObject({ undoneBy: rows[0]?.id, undoable: { can: false } });
		const again = await ask(greylist().api(), routes.undo, { params: { id: acted.actionId }, body: {} });
		expect(refusalOf(again)).toMatchObject({ status: 409, detail: expect.stringMatching(/already/) });
	});

	test("a spent approval is not undone for the mail that passed, and the answer says so", async () => {
		const mail = { sender: "alice@example.com", recipient: "bob@example.org" };
		const acted = goodOf(await ask(greylist().api(), routes.approve, { body: { mail } }));
		if (!("actionId" in acted)) throw new Error("not acted");
		expect((await greylist().attempt()).action).toBe("pass");
		const answer = await ask(greylist().api(), routes.undo, { params: { id: acted.actionId }, body: {} });
		const words = answer.ok ? answer.value.failed.map((each) => each.why).join(" ") : answer.problem.detail;
		expect(words).toMatch(/already|delivered|passed/i);
	});

	test("the helpdesk takes back what it did itself, and nothing of others", async () => {
		const mail = { sender: "alice@example.com", recipient: "bob@example.org" };
		const desk = greylist().api("helpdesk");
		const own = goodOf(await ask(desk, routes.approve, { body: { mail }, headers: as("Hilde") }));
		if (!("actionId" in own)) throw new Error("not acted");
		const params = { id: own.actionId };
		const other = await ask(desk, routes.undo, { params, body: {}, headers: as("Egon") });
		expect(refusalOf(other)).toMatchObject({ status: 403, detail: expect.stringMatching(/Hilde/) });
		expect(goodOf(await ask(desk, routes.undo, { params, body: {}, headers: as("Hilde") })).count).toBe(1);
	});

	test("an action that never was cannot be undone", async () => {
		const answer = await ask(greylist().api(), routes.undo, { params: { id: "nosuchaction" }, body: {} });
		expect(refusalOf(answer).status).toBe(404);
	});

	test("a name that could break the audit trail is cleaned and cut", async () => {
		const { settings } = await policy();
		const body = { settings: { ...settings, delay: 61 } };
		const who = `eve\u202e\n${"x".repeat(200)}`;
		goodOf(await ask(greylist().api(), routes.putPolicy, { body, headers: as(who) }));
		const [row] = await actions();
		expect(row?.who.name).toMatch(/^eve x+$/);
		expect(row?.who.name.length).toBeLessThanOrEqual(64);
	});
}
