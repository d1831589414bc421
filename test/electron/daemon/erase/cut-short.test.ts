/** An erasure that a crash cuts short: what it leaves opens, loses nobody else's, and is finished by running it again. */
import { cpSync, existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openGreylist } from "../../../fixtures/greylist.ts";
import { anna, eraserOf, expectOneStory, filesNaming, live, openErasable, order } from "./support.ts";

interface Left {
	readonly step: string;
	readonly folder: string;
}

test("cut short after any step, the folder opens, others' mail and all counts are there, and running it again finishes", {
	timeout: 120_000,
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

test("the erasure of somebody else that was cut short must be finished first", async () => {
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
