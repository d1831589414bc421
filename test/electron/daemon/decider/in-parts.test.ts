import { describe, expect, it } from "vitest";
import { createDecider } from "../../../../electron/daemon/decider/decider.ts";
import { keyedHash } from "../../../../electron/daemon/decider/keyed-hash.ts";
import type { Committed, Ledger } from "../../../../electron/daemon/ledger/contract.ts";
import type { PolicyEvent } from "../../../../shared/policy/event.ts";
import { besides, type Greylist, openGreylist, operator } from "./support.ts";

const approveAll = (ids: readonly string[]) => ({ ids, mail: null, untilAt: null, why: "an outage", who: operator });

/** A greylist in which so many mails wait. */
async function openBusy(waiting: number): Promise<{ greylist: Greylist; ids: string[] }> {
	const greylist = await openGreylist();
	await greylist.set({ maxShare: 1 });
	await Promise.all(Array.from({ length: waiting }, (_, n) => greylist.ask({ sender: `u${n}@example.com` })));
	return { greylist, ids: Array.from(greylist.ledger.state.triplets.values(), ({ id }) => id) };
}

const rowsOf = (event: PolicyEvent) =>
	event.kind === "approved" || event.kind === "purged"
		? event.rows.length
		: event.kind === "undone"
			? event.restored.length
			: 0;

describe("an action on many triplets", () => {
	it("is done in parts of 500 under one id; mail is decided between them", async () => {
		const { greylist, ids } = await openBusy(1200);
		const { decider, ledger, events, ask } = greylist;
		const before = events.length;
		const acting = decider.approve(approveAll(ids));
		await new Promise(setImmediate);
		await ask({ sender: "between@example.com" });
		const acted = await acting;
		expect(acted).toMatchObject({ ok: true, value: { actionId: "action-2", count: 1200, failed: [] } });
		const told = events.slice(before);
		expect(told.map(rowsOf).filter((rows) => rows > 0)).toEqual([500, 500, 200]);
		const [mail, last] = [told.find(({ kind }) => kind === "deferred"), told.at(-1)];
		expect(mail?.seq).toBeLessThan(last?.seq ?? 0);
		expect(acted.ok && acted.value.seq).toBe(last?.seq);
		expect(ledger.state.actions.get("action-2")).toMatchObject({ count: 1200, undoneBy: null });
		expect(ledger.state.triplets.count("approved")).toBe(1200);
	});

	it("is undone in parts, and by one at a time", async () => {
		const { greylist, ids } = await openBusy(1200);
		const { decider, ledger, events } = greylist;
		await decider.approve(approveAll(ids));
		const before = events.length;
		const undoing = decider.undo("action-2", operator, "no outage");
		const other = await decider.undo("action-2", operator, "me too");
		expect(other.ok ? "" : other.problem).toContain("just being done, or undone");
		expect(await undoing).toMatchObject({ ok: true, value: { count: 1200, failed: [] } });
		// With the approval of each.
		expect(events.slice(before).map(rowsOf)).toEqual([250, 250, 250, 250, 200]);
		expect(ledger.state.triplets.count("waiting")).toBe(1200);
		expect(ledger.state.approvals.size).toBe(0);
		expect(ledger.state.actions.get("action-2")?.undoneBy).not.toBeNull();
		expect(await decider.undo("action-2", operator, "")).toMatchObject({ ok: false });
	});

	it("is purged and brought back whole, approvals too", async () => {
		const { greylist, ids } = await openBusy(1200);
		const { decider, ledger } = greylist;
		await decider.approve(approveAll(ids));
		const purged = await decider.purge({ ids, alsoAutoWhitelist: false, why: "spam", who: operator });
		expect(purged).toMatchObject({ ok: true, value: { count: 1200, failed: [] } });
		expect([ledger.state.triplets.size, ledger.state.approvals.size]).toEqual([0, 0]);
		await decider.undo(purged.ok ? purged.value.actionId : "", operator, "no spam");
		expect(ledger.state.triplets.count("approved")).toBe(1200);
		expect(ledger.state.approvals.size).toBe(1200);
	});

	it("tells every triplet that is not known, wherever in it", async () => {
		const { greylist, ids } = await openBusy(600);
		const unknown = Array.from({ length: 600 }, (_, n) => `unknown${n}`);
		const acted = await greylist.decider.approve(approveAll([...unknown, ...ids, ...ids]));
		expect(acted.ok && [acted.value.count, acted.value.failed.length]).toEqual([600, 600]);
		const nothing = await greylist.decider.approve(approveAll(unknown));
		expect(nothing.ok ? "" : nothing.problem).toContain("(and 599 more)");
	});
});

describe("where the journal fails between two parts", () => {
	/** The real one, whose disk is full from the second action on. */
	function fullAfterOne({ ledger, clock }: Greylist) {
		let acts = 0;
		const act: Ledger["act"] = (drafts) => {
			acts += 1;
			return acts === 2 ? Promise.resolve<Committed>({ kind: "open" }) : ledger.act(drafts);
		};
		let ids = 0;
		const newId = () => `late-${++ids}`;
		return createDecider({ ledger: { ...ledger, act }, clock, hash: keyedHash(ledger.secret), newId, ...besides() });
	}

	it("what was done stands and is counted, and the rest is told", async () => {
		const { greylist, ids } = await openBusy(700);
		const acted = await fullAfterOne(greylist).approve(approveAll(ids));
		expect(acted.ok && [acted.value.count, acted.value.failed.length]).toEqual([500, 200]);
		expect(acted.ok && acted.value.failed[0]?.why).toContain("Nothing was changed");
		expect(greylist.ledger.state.actions.get("late-1")?.count).toBe(500);
	});

	it("what is left of an undo can be undone again", async () => {
		const { greylist, ids } = await openBusy(700);
		const { ledger } = greylist;
		await greylist.decider.approve(approveAll(ids));
		let acts = 0;
		const act: Ledger["act"] = (drafts) =>
			++acts === 1 ? ledger.act(drafts) : Promise.resolve<Committed>({ kind: "open" });
		const { clock } = greylist;
		const hash = keyedHash(ledger.secret);
		const failing = createDecider({ ledger: { ...ledger, act }, clock, hash, newId: () => "half", ...besides() });
		expect(await failing.undo("action-2", operator, "")).toMatchObject({ ok: true, value: { count: 250 } });
		expect(ledger.state.actions.get("action-2")?.undoneBy).toBeNull();
		const again = await greylist.decider.undo("action-2", operator, "");
		expect(again.ok && [again.value.count, again.value.failed.length]).toEqual([450, 250]);
		expect(ledger.state.triplets.count("waiting")).toBe(700);
		expect(ledger.state.actions.get("action-2")?.undoneBy).toBe("action-3");
	});
});
