import { describe, expect, it } from "vitest";
import { createSweep } from "../../../../electron/daemon/decider/sweep.ts";
import { type Greylist, openGreylist, operator } from "./support.ts";

const idOf = ({ ledger }: Greylist) => [...ledger.state.triplets.values()][0]?.id ?? "";
const approval = (ids: string[]) => ({ ids, mail: null, untilAt: null, why: "a caller waits", who: operator });

describe("an approval", () => {
	it("lets the next attempt pass before the delay is over, from another network too", async () => {
		const greylist = await openGreylist();
		await greylist.ask();
		const acted = await greylist.decider.approve(approval([idOf(greylist)]));
		expect(acted).toMatchObject({ ok: true, value: { actionId: "action-1", count: 1, failed: [] } });
		greylist.wait(5);
		expect(await greylist.verdict({ client: "203.0.113.9" })).not.toBe("defer");
	});

	it("that is undone unspent makes the next attempt wait again", async () => {
		const greylist = await openGreylist();
		await greylist.ask();
		await greylist.decider.approve(approval([idOf(greylist)]));
		const undone = await greylist.decider.undo("action-1", operator, "the wrong one");
		expect(undone).toMatchObject({ ok: true, value: { actionId: "action-2", count: 1, failed: [] } });
		expect(await greylist.verdict()).toBe("defer");
	});

	it("that is undone too late says that the mail was delivered", async () => {
		const greylist = await openGreylist();
		await greylist.ask();
		await greylist.decider.approve(approval([idOf(greylist)]));
		greylist.wait(5);
		await greylist.ask();
		const undone = await greylist.decider.undo("action-1", operator, "too late");
		expect(JSON.stringify(undone)).toContain("already delivered at 12:00");
	});

	it("of a mail that never came lets it pass at its first attempt", async () => {
		const { decider, verdict } = await openGreylist();
		const mail = { sender: "alice@example.com", recipient: "bob@example.org", client: null };
		await decider.approve({ ...approval([]), mail });
		expect(await verdict()).toBe("pass");
	});

	it("of nothing known is refused in words", async () => {
		const { decider } = await openGreylist();
		expect(await decider.approve(approval(["nosuchtriplet"]))).toMatchObject({ ok: false });
	});
});

it("a purged triplet is new at its next attempt", async () => {
	const greylist = await openGreylist();
	await greylist.ask();
	greylist.wait(75);
	await greylist.decider.purge({ ids: [idOf(greylist)], alsoAutoWhitelist: false, why: "spam", who: operator });
	expect(await greylist.verdict()).toBe("defer");
});

it("an action nobody took cannot be undone", async () => {
	const { decider } = await openGreylist();
	expect(await decider.undo("nosuchaction", operator, "")).toMatchObject({ ok: false });
});

describe("settings", () => {
	it("are refused where somebody changed them meanwhile", async () => {
		const { decider, ledger, set } = await openGreylist();
		const { settings, revision } = ledger.state.policy;
		await set({ delay: 300 });
		const late = await decider.changeSettings({ settings, revision, why: "", who: operator });
		expect(late.ok ? "" : late.problem).toContain("changed meanwhile");
		expect(ledger.state.policy.settings.delay).toBe(300);
	});

	it("of shadow mode defer nobody, and mark the moment in the journal", async () => {
		const { set, verdict, events } = await openGreylist();
		await set({ mode: "shadow" });
		expect(await verdict()).toBe("pass");
		expect(events.some((event) => event.kind === "engine-changed" && event.change === "shadow")).toBe(true);
	});

	it("let everything pass for a while, and not for longer", async () => {
		const { decider, verdict, wait, clock } = await openGreylist();
		await decider.passAll(clock.now() + 3_600_000, "a storm of retries", operator);
		expect(await verdict()).toBe("pass");
		wait(3601);
		expect(await verdict({ sender: "carl@example.com" })).toBe("defer");
	});

	it("cannot let everything pass until yesterday", async () => {
		const { decider, clock } = await openGreylist();
		expect(await decider.passAll(clock.now() - 1, "", operator)).toMatchObject({ ok: false });
	});
});

describe("the sweep", () => {
	/** One whole walk. */
	function walk(step: () => boolean): void {
		for (let part = 0; step(); part += 1) if (part > 1000) throw new Error("the walk has no end");
	}

	it("tells after the retry window that a mail was never retried, once", async () => {
		const greylist = await openGreylist();
		const step = createSweep(greylist.ledger, greylist.clock);
		await greylist.ask();
		walk(step);
		greylist.wait(2 * 86_400 + 1);
		walk(step);
		walk(step);
		await new Promise(setImmediate);
		const expired = greylist.events.filter((event) => event.kind === "expired");
		expect(expired.map((event) => event.kind === "expired" && event.reason)).toEqual(["never-retried"]);
	});

	it("forgets what has outlived its life", async () => {
		const greylist = await openGreylist();
		const step = createSweep(greylist.ledger, greylist.clock);
		await greylist.ask();
		greylist.wait(6 * 86_400);
		walk(step);
		expect(greylist.ledger.state.triplets.size).toBe(0);
	});

	it("forgets a large table in many small parts", async () => {
		const greylist = await openGreylist();
		await greylist.set({ maxShare: 1 });
		const step = createSweep(greylist.ledger, greylist.clock);
		await Promise.all(Array.from({ length: 3000 }, (_, n) => greylist.ask({ sender: `u${n}@example.com` })));
		greylist.wait(6 * 86_400);
		const before = greylist.ledger.state.triplets.size;
		step();
		expect(before - greylist.ledger.state.triplets.size).toBeLessThanOrEqual(500);
		walk(step);
		walk(step);
		expect(greylist.ledger.state.triplets.size).toBe(0);
	});
});
