import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { anna, type Erasable, expectOneStory, filesNaming, live, namesAnna, openErasable, order } from "./support.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
let here: Erasable;

beforeEach(async () => {
	here = await openErasable();
	await live(here);
});
afterEach(() => here.greylist.close());

async function erased(more: Partial<typeof order> = {}) {
	const done = await here.eraser.erase({ ...order, ...more });
	if (!done.ok) throw new Error(done.problem);
	return done.value;
}

test("after an erasure no file names the person, by our own search and by a plain one, and it says where they were", async () => {
	await here.greylist.history?.mentions({ local: "x", domains: ["y"] }, here.greylist.ledger.head().seq);
	expect(filesNaming(here.folder).length).toBeGreaterThan(5);
	const report = await erased();
	expect(report.files.filter(({ after }) => after !== 0)).toEqual([]);
	const before = new Map(report.files.map((file) => [file.name, file.before]));
	for (const name of [
		"audit.ndjson",
		"greylist.snapshot",
		"greylist.snapshot.old",
		"damaged/traffic-1-2",
		"history.sqlite",
	])
		expect(before.get(name), name).toBeGreaterThan(0);
	expect([...before].filter(([name, count]) => name.startsWith("traffic/") && count > 0).length).toBeGreaterThan(1);
	expect(filesNaming(here.folder)).toEqual([]);
	expect(report.rows).toBeGreaterThan(10);
	await here.greylist.history?.close();
	await here.greylist.ledger.close();
	expect(filesNaming(here.folder)).toEqual([]);
});

test("the living state, snapshot and tail, and a full replay tell the same, without the person", async () => {
	await erased();
	expectOneStory({ ...here.greylist, folder: here.folder });
	const { state } = here.greylist.ledger;
	const rows = [...state.triplets.values()];
	expect(rows.filter((row) => JSON.stringify(row).toLowerCase().includes('"anna'))).toEqual([]);
	expect(rows.filter(({ recipient }) => recipient === "joanna@example.org").length).toBe(1);
	expect(JSON.stringify([...state.autoWhitelists.values()])).toContain("carl@example.net");
	expect(state.policy.whitelists).toMatchObject([
		{ pattern: "192.0.2.99", reason: expect.stringMatching(/^host of \*\w{3}@example\.org$/) },
	]);
});

test("her mail begins anew, and that of others goes on as before", async () => {
	const { greylist } = here;
	await erased();
	expect((await greylist.attempt({ sender: "shop@example.com", recipient: "joanna@example.org" })).action).toBe("pass");
	const key = (await greylist.attempt({ sender: "new@example.com", recipient: anna, client: "203.0.113.77" })).action;
	expect(key).toBe("defer");
	expect([...greylist.ledger.state.triplets.values()].filter((row) => row.recipient === anna).length).toBe(1);
	expectOneStory({ ...greylist, folder: here.folder });
});

test("the history has lost her triplets and their events, and nothing of its counts", async () => {
	const { ledger, history, clock } = here.greylist;
	if (history === null) throw new Error("there is no history");
	const range = { from: clock.now() - 20_000_000, to: clock.now() + 60_000, step: 60 };
	const before = await history.series(range, ledger.head().seq);
	const id = [...ledger.state.triplets.values()].find((row) => row.recipient === anna)?.id ?? "";
	expect((await history.eventsOf(id, ledger.head().seq)).value.length).toBeGreaterThan(0);
	await erased();
	const list = { sort: { key: "lastSeenAt", descending: true }, limit: 100, cursor: null, now: clock.now() } as const;
	const listed = await history.list({ ...list, q: "anna", atLeast: ledger.head().seq });
	expect(listed.ok && listed.value.rows.map(({ sender, recipient }) => [sender, recipient].join())).not.toContainEqual(
		expect.stringMatching(/(^|[^o])anna/),
	);
	expect((await history.eventsOf(id, ledger.head().seq)).value).toEqual([]);
	expect((await history.series(range, ledger.head().seq)).value).toEqual(before.value);
	const { value: recent } = await history.recent({ from: 0, to: clock.now() + 1, most: 1000 }, ledger.head().seq);
	expect(recent[0]).toMatchObject({ kind: "erased" });
	expect(JSON.stringify(recent).replaceAll("joanna", "j")).not.toContain("anna");
	await here.greylist.attempt({ sender: "after@example.com", recipient: "bob@example.org" });
	const later = await history.list({ ...list, q: "after@example.com", atLeast: ledger.head().seq });
	expect(later.ok && later.value.rows.length).toBe(1);
});

test("the event of an erasure names nobody, and cannot be taken back", async () => {
	const { actionId } = await erased({ why: `Anna@example.org wrote` });
	const line =
		readFileSync(join(here.folder, "audit.ndjson"), "utf8")
			.split("\n")
			.find((one) => one.includes('"erased"')) ?? "";
	expect(line.toLowerCase()).not.toContain("anna@");
	expect(line).toContain("@example.org wrote");
	const undone = await here.greylist.parts.decider.undo(actionId ?? "", order.who, "");
	expect(undone).toMatchObject({ ok: false, problem: expect.stringMatching(/known to nobody/) });
});

test("a dry run counts the same and changes nothing", async () => {
	const before = here.greylist.ledger.head();
	const dry = await erased({ dryRun: true });
	expect(here.greylist.ledger.head()).toEqual(before);
	expect(dry).toMatchObject({ actionId: null });
	expect(dry.files.every(({ after }) => after === null)).toBe(true);
	const done = await erased();
	expect(done.rows).toBe(dry.rows);
	const counted = (files: typeof dry.files) =>
		files.filter((file) => file.before > 0).map(({ name, before }) => [name, before]);
	expect(counted(done.files)).toEqual(counted(dry.files));
});

test("who is named nowhere is said to be named nowhere, and no action is recorded", async () => {
	const before = here.greylist.ledger.head();
	const report = await erased({ address: "nobody@example.org" });
	expect(report).toMatchObject({ actionId: null, rows: 0 });
	expect(here.greylist.ledger.head()).toEqual(before);
});

test("an entry in force that names the person is told and nothing is done, unless it may be taken off", async () => {
	const { parts, ledger } = here.greylist;
	await parts.decider.whitelist(namesAnna, "", order.who);
	const refused = await erased();
	expect(refused).toMatchObject({ actionId: null, inForce: [{ words: `recipient ${anna}` }] });
	expect(filesNaming(here.folder)).not.toEqual([]);
	const done = await erased({ withWhitelists: true });
	expect(done.actionId).not.toBeNull();
	expect(filesNaming(here.folder)).toEqual([]);
	expect(ledger.state.policy.whitelists.length).toBe(1);
	expectOneStory({ ...here.greylist, folder: here.folder });
});

test("what is no address is refused in words", async () => {
	expect(await here.eraser.erase({ ...order, address: "anna" })).toMatchObject({ ok: false });
});
