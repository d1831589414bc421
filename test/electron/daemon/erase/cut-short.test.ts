/** An erasure that a crash cuts short: what it leaves opens, loses nobody else's, and is finished by running it again. */
import { cpSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSweep } from "../../../../electron/daemon/decider/sweep.ts";
import { writeSnapshot } from "../../../../electron/daemon/ledger/snapshot-worker.ts";
import { openGreylist } from "../../../fixtures/greylist.ts";
import {
	anna,
	eraserOf,
	expectOneStory,
	filesNaming,
	filesOf,
	live,
	namesAnna,
	openErasable,
	order,
} from "./support.ts";

interface Left {
	readonly step: string;
	readonly folder: string;
}

test("cut short after any step, the folder opens, others' mail and all counts are there, and running it again finishes", {
	timeout: 300_000,
}, async () => {
	const here = await openErasable();
	const { greylist, folder } = here;
	await live(here);
	const lefts: Left[] = [];
	const eraser = eraserOf(greylist, (step) => {
		const copy = join(mkdtempSync(join(tmpdir(), "greydesk-cut-")), "left");
		cpSync(folder, copy, { recursive: true });
		lefts.push({ step, folder: copy });
	});
	const done = await eraser.erase(order);
	expect(lefts.pop()?.step).toBe("over");
	expect(done.ok && done.value.files.every(({ after }) => after === 0)).toBe(true);
	const others = [...greylist.ledger.state.triplets.values()].map(({ id, state }) => `${id} ${state}`);
	const now = greylist.clock.now();
	const range = { from: now - 20_000_000, to: now + 60_000, step: 60 };
	const counts = (await greylist.history?.series(range, greylist.ledger.head().seq))?.value;
	await greylist.close();
	expect(lefts.length).toBeGreaterThan(8);
	for (const { step, folder: left } of lefts) {
		expect(existsSync(join(left, "erasing")), step).toBe(true);
		const again = await openGreylist({ history: true, folder: left, segmentBytes: 8000 });
		const { ledger, history } = again;
		again.clock.pass((now - again.clock.now()) / 1000);
		const rows = new Set([...ledger.state.triplets.values()].map(({ id, state }) => `${id} ${state}`));
		expect(
			others.filter((row) => !rows.has(row)),
			step,
		).toEqual([]);
		const told = await history?.series(range, ledger.head().seq);
		expect(
			told?.value.map(({ counters }) => counters),
			step,
		).toEqual(counts?.map(({ counters }) => counters));
		const finished = await eraserOf(again).erase(order);
		expect(finished.ok ? finished.value.files.filter(({ after }) => after !== 0) : finished.problem, step).toEqual([]);
		expect(filesNaming(left), step).toEqual([]);
		expect(existsSync(join(left, "erasing")), step).toBe(false);
		expectOneStory({ ledger, folder: left });
		expect(
			[...ledger.state.triplets.values()].filter(({ recipient }) => recipient === anna),
			step,
		).toEqual([]);
		await again.close();
	}
});

test("what is told of a triplet by its id alone is signed, too, where the file that named it was rewritten before the cut", {
	timeout: 300_000,
}, async () => {
	const here = await openErasable();
	const { greylist, folder } = here;
	const { ledger, clock } = greylist;
	await greylist.attempt({ sender: "once@example.com", recipient: anna });
	const id = [...ledger.state.triplets.values()][0]?.id ?? "";
	for (let n = 0; n < 40; n++) await greylist.attempt({ sender: `s${n}@example.com`, recipient: "bob@example.org" });
	clock.pass(3 * 86_400);
	const sweep = createSweep(ledger, clock);
	while (ledger.state.triplets.get(id)?.state !== "expired") sweep();
	clock.pass(3 * 86_400);
	while (ledger.state.triplets.get(id) !== undefined) sweep();
	for (let n = 0; n < 40; n++) await greylist.attempt({ sender: `t${n}@example.com`, recipient: "bob@example.org" });
	expect(writeSnapshot({ folder, upTo: ledger.head().seq, at: clock.now() })).toBeNull();
	const lefts: Left[] = [];
	const eraser = eraserOf(greylist, (step) => {
		const copy = join(mkdtempSync(join(tmpdir(), "greydesk-cut-")), "left");
		cpSync(folder, copy, { recursive: true });
		if (step.endsWith("in place")) lefts.push({ step, folder: copy });
	});
	expect(await eraser.erase(order)).toMatchObject({ ok: true });
	const now = clock.now();
	await greylist.close();
	expect(lefts.length).toBeGreaterThan(1);
	for (const { step, folder: left } of lefts) {
		const again = await openGreylist({ history: true, folder: left, segmentBytes: 8000 });
		again.clock.pass((now - again.clock.now()) / 1000);
		expect(await eraserOf(again).erase(order), step).toMatchObject({ ok: true });
		const naming = filesOf(left).filter(
			(file) => /ndjson|snapshot/.test(file) && readFileSync(file, "latin1").includes(id),
		);
		expect(naming, step).toEqual([]);
		expectOneStory({ ledger: again.ledger, folder: left });
		await again.close();
	}
});

test("a daemon that ends in the middle of one writes no snapshot of its own into the files that are being rewritten", async () => {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-cut-"));
	const greylist = await openGreylist({ history: false, folder });
	// As much as is worth a snapshot at the end.
	const helo = "h".repeat(250);
	await Promise.all(Array.from({ length: 6000 }, (_, n) => greylist.attempt({ sender: `t${n}@example.com`, helo })));
	await greylist.ledger.rewriting.begin();
	await greylist.ledger.close();
	expect(filesOf(folder).filter((file) => file.includes("snapshot"))).toEqual([]);
	const again = await openGreylist({ history: false, folder });
	expect(again.ledger.state.triplets.size).toBe(6000);
	await again.ledger.close();
	expect(filesOf(folder).filter((file) => file.includes("snapshot"))).not.toEqual([]);
});

test("a rule that names the person, made while they are being erased, stands as it was made, and is told when it is run again", async () => {
	const here = await openErasable();
	await live(here);
	const { greylist } = here;
	const eraser = eraserOf(greylist, (step) => {
		if (step === "begun") void greylist.parts.decider.whitelist(namesAnna, "", order.who);
	});
	const first = await eraser.erase(order);
	expect(first).toMatchObject({ ok: false, problem: expect.stringMatching(/A rule .* made meanwhile.* run it again/) });
	expect(greylist.ledger.state.policy.whitelists.map(({ pattern }) => pattern)).toContain(anna);
	expect(await eraser.erase(order)).toMatchObject({ ok: true, value: { inForce: [{ words: `recipient ${anna}` }] } });
	expect(await eraserOf(greylist).erase({ ...order, withWhitelists: true })).toMatchObject({ ok: true });
	expect(filesNaming(here.folder)).toEqual([]);
	await greylist.close();
});

test("one that the disk refuses listens to the mail no longer than it takes", async () => {
	const here = await openErasable();
	await live(here);
	const { greylist } = here;
	const { ledger } = greylist;
	let listening = 0;
	const counted: typeof ledger = {
		...ledger,
		subscribe(reader) {
			const stop = ledger.subscribe(reader);
			listening += 1;
			return () => {
				listening -= 1;
				stop();
			};
		},
		rewriting: { ...ledger.rewriting, change: async () => ({ committed: { kind: "open" }, auditBytes: 0 }) },
	};
	const refused = await eraserOf({ ...greylist, ledger: counted }).erase(order);
	expect(refused).toMatchObject({ ok: false, problem: expect.stringMatching(/could not be written/) });
	expect(listening).toBe(0);
	await greylist.close();
});

test("the erasure of somebody else that was cut short must be finished first", { timeout: 60_000 }, async () => {
	const here = await openErasable();
	await live(here);
	let left = "";
	const eraser = eraserOf(here.greylist, (step) => {
		if (step !== "logs written") return;
		left = join(mkdtempSync(join(tmpdir(), "greydesk-cut-")), "left");
		cpSync(here.folder, left, { recursive: true });
	});
	await eraser.erase(order);
	await here.greylist.close();
	const again = await openGreylist({ history: true, folder: left });
	const other = await eraserOf(again).erase({ ...order, address: "bob@example.org" });
	expect(other).toMatchObject({ ok: false, problem: expect.stringMatching(/run that one again first/) });
	expect(await eraserOf(again).erase({ ...order, address: "Anna@Example.org" })).toMatchObject({ ok: true });
	await again.close();
});
