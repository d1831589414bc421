import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PolicyEvent } from "../../../../shared/policy/event.ts";
import { defaultSettings } from "../../../../shared/policy/settings.ts";
import { approval, deferral } from "../../../fixtures/ledger/drafts.ts";
import { acted, foldOf, freshFolder, journalOf, open, plain, recorded } from "./support.ts";

test("a first start writes the default settings and that the engine started", async () => {
	const folder = join(freshFolder(), "greylist");
	const { ledger } = await open(folder);
	const [settings, started] = journalOf(folder);
	expect(settings).toMatchObject({
		seq: 1,
		kind: "settings-changed",
		revision: 1,
		before: null,
		after: defaultSettings,
		why: "first start",
		who: { name: "greydesk", verified: false, role: "operator" },
	});
	expect(started).toMatchObject({ seq: 2, kind: "engine-changed", change: "started" });
	expect(ledger.head().seq).toBe(2);
	expect(ledger.state.policy).toMatchObject({ revision: 1, settings: defaultSettings });
	expect(statSync(folder).mode & 0o777).toBe(0o700);
	expect(ledger.secret.length).toBe(32);
});

test("a deferral is known at once, answered when it is in the file, and known after a restart", async () => {
	const folder = freshFolder();
	const { ledger, clock } = await open(folder);
	const written = recorded(ledger, deferral(1, clock.at));
	expect(ledger.state.triplets.get("triplet1")?.state).toBe("waiting");
	expect(journalOf(folder)).toHaveLength(2);
	expect(await written).toBe(3);
	expect(journalOf(folder).at(-1)).toEqual({ ...deferral(1, clock.at), seq: 3 });
	const before = plain(ledger.state);
	await ledger.close();
	const again = await open(folder);
	expect(plain(again.ledger.state)).toEqual(before);
	expect(again.ledger.secret).toEqual(ledger.secret);
	expect(again.ledger.counters().deferredNew).toBe(1);
});

test("everything one turn of the event loop brings is published in order, before it is answered", async () => {
	const { ledger, clock } = await open(freshFolder());
	const told: string[] = [];
	ledger.subscribe((event) => told.push(`event ${event.seq}`));
	await Promise.all(
		[1, 2, 3].map((n) => recorded(ledger, deferral(n, clock.at)).then((seq) => told.push(`reply ${seq}`))),
	);
	expect(told).toEqual(["event 3", "event 4", "event 5", "reply 3", "reply 4", "reply 5"]);
});

test("mail after an action that is not yet on the disk is answered at once, and published behind it", async () => {
	const { ledger, clock } = await open(freshFolder());
	const told: string[] = [];
	ledger.subscribe((event) => told.push(`event ${event.seq}`));
	const action = acted(ledger, approval(1, clock.at)).then((seq) => told.push(`action ${seq}`));
	await recorded(ledger, deferral(2, clock.at)).then((seq) => told.push(`reply ${seq}`));
	expect(told).toEqual(["reply 4"]);
	await action;
	expect(told).toEqual(["reply 4", "event 3", "event 4", "action 3"]);
});

test("two actions at once are published in the order of their numbers, each before it resolves", async () => {
	const { ledger, clock } = await open(freshFolder());
	const told: string[] = [];
	ledger.subscribe((event) => told.push(`event ${event.seq}`));
	const first = acted(ledger, approval(1, clock.at), approval(2, clock.at)).then((seq) => told.push(`action ${seq}`));
	await new Promise(setImmediate);
	const second = acted(ledger, approval(3, clock.at)).then((seq) => told.push(`action ${seq}`));
	await Promise.all([first, second]);
	expect(told).toEqual(["event 3", "event 4", "action 4", "event 5", "action 5"]);
});

test("a reader that fails keeps nobody else waiting, and one that left hears nothing more", async () => {
	const { ledger, clock } = await open(freshFolder());
	const heard: number[] = [];
	ledger.subscribe(() => {
		throw new Error("a bug");
	});
	const leave = ledger.subscribe((event) => heard.push(event.seq));
	expect(await recorded(ledger, deferral(1, clock.at))).toBe(3);
	leave();
	expect(await recorded(ledger, deferral(2, clock.at))).toBe(4);
	expect(heard).toEqual([3]);
});

test("a reader that resumes gets what it missed once; too old, unknown or from the future: it must reload", async () => {
	const { ledger, clock } = await open(freshFolder(), { ring: { lines: 3, bytes: 100_000 } });
	for (let n = 1; n <= 5; n++) await recorded(ledger, deferral(n, clock.at));
	const { epoch, seq } = ledger.head();
	const numbers = (events: readonly PolicyEvent[] | null) => events?.map((event) => event.seq) ?? null;
	expect(seq).toBe(7);
	expect(numbers(ledger.since({ epoch, seq: 7 }))).toEqual([]);
	expect(numbers(ledger.since({ epoch, seq: 5 }))).toEqual([6, 7]);
	expect(numbers(ledger.since({ epoch, seq: 4 }))).toEqual([5, 6, 7]);
	expect(ledger.since({ epoch, seq: 3 })).toBeNull();
	expect(ledger.since({ epoch, seq: 8 })).toBeNull();
	expect(ledger.since({ epoch: "another", seq: 6 })).toBeNull();
});

test("a reader resumes across a restart where nothing was cut", async () => {
	const folder = freshFolder();
	const { ledger, clock } = await open(folder);
	await recorded(ledger, deferral(1, clock.at));
	const seen = ledger.head();
	await ledger.close();
	const again = await open(folder);
	expect(again.ledger.head().epoch).toBe(seen.epoch);
	expect(again.ledger.since(seen)?.map((event) => event.kind)).toEqual(["engine-changed", "engine-changed"]);
});

test("live state is the fold of the journal, over full segments too", async () => {
	const folder = freshFolder();
	const { ledger, clock } = await open(folder, { segmentBytes: 5000 });
	for (let n = 0; n < 60; n++) {
		await recorded(ledger, deferral(n, clock.at + n));
		if (n % 7 === 0) await acted(ledger, approval(n, clock.at + n));
	}
	const folded = foldOf(journalOf(folder));
	expect(plain(ledger.state)).toEqual(plain(folded.state));
	expect(ledger.counters()).toEqual(folded.counters);
	const before = plain(ledger.state);
	await ledger.close();
	expect(plain((await open(folder)).ledger.state)).toEqual(before);
});

test("the second of time syncs what was written", async () => {
	const { ledger, clock, tick } = await open(freshFolder());
	const before = ledger.health().lastSyncAt;
	await recorded(ledger, deferral(1, clock.at));
	clock.at += 1000;
	tick();
	await expect.poll(() => ledger.health().lastSyncAt).toBe(before + 1000);
});

test("real mail and sample traffic never share a folder", async () => {
	const folder = freshFolder();
	const { ledger } = await open(folder);
	expect(ledger.sample).toBe(false);
	await ledger.close();
	await expect(open(folder, { sample: true })).rejects.toThrow("give sample traffic a folder of its own");
	const other = freshFolder();
	const sample = await open(other, { sample: true });
	expect(sample.ledger.sample).toBe(true);
	expect(existsSync(join(other, "sample"))).toBe(true);
});

test("a secret that was cut short is refused in words, not replaced", async () => {
	const folder = freshFolder();
	writeFileSync(join(folder, "secret"), "short");
	await expect(open(folder)).rejects.toThrow("must hold 32 bytes but holds 5");
	expect(readFileSync(join(folder, "secret"), "utf8")).toBe("short");
});
