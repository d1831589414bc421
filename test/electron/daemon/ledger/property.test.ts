import { cpSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Committed } from "../../../../electron/daemon/ledger/contract.ts";
import type { OpenLedger } from "../../../../electron/daemon/ledger/ledger.ts";
import { approval, deferral, pass, purge } from "../../../fixtures/ledger/drafts.ts";
import { limitFiles } from "../../../fixtures/limit-files.ts";
import { foldOf, freshFolder, journalOf, open, plain, segments } from "./support.ts";

type Step =
	| { readonly kind: "defer" | "pass" | "approve" | "purge"; readonly n: number }
	| { readonly kind: "turn" | "second" | "full" | "room" }
	| { readonly kind: "crash"; readonly torn: number };

const mailStep = fc.record({
	kind: fc.constantFrom("defer" as const, "pass" as const, "approve" as const, "purge" as const),
	n: fc.nat(6),
});
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 8, arbitrary: mailStep },
	{ weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("turn" as const, "second" as const) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("full" as const, "room" as const) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const), torn: fc.nat(200) }) },
);

function apply(ledger: OpenLedger, step: Step, at: number): Promise<Committed> | null {
	const record = (draft: Parameters<OpenLedger["record"]>[0]) =>
		new Promise<Committed>((resolve) => ledger.record(draft, resolve));
	switch (step.kind) {
		case "defer":
			return record(deferral(step.n, at));
		case "pass":
			return record(pass(step.n, at));
		case "approve":
			return ledger.act([approval(step.n, at), approval(step.n + 1, at)]);
		case "purge":
			return ledger.act([purge([...ledger.state.triplets.values()].slice(0, step.n), at)]);
		default:
			return null;
	}
}

test("whatever happens, live state is the fold of the journal, and nothing answered is lost", {
	timeout: 120_000,
}, async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(stepArbitrary, { minLength: 5, maxLength: 60 }), async (steps) => {
			let folder = freshFolder();
			let current = await open(folder, { segmentBytes: 4000 });
			let at = 0;
			const answered: number[] = [];
			let waiting: Promise<unknown>[] = [];
			const same = () => {
				const expected = foldOf(journalOf(folder));
				expect(plain(current.ledger.state)).toEqual(plain(expected.state));
				expect(expected.counters).toMatchObject({ ...current.ledger.counters(), passedOpen: expect.any(Number) });
				const numbers = new Set(journalOf(folder).map((event) => event.seq));
				expect(answered.filter((seq) => !numbers.has(seq))).toEqual([]);
			};
			try {
				for (const step of steps) {
					at += 1000;
					current.clock.at = at;
					const answer = apply(current.ledger, step, at);
					if (answer !== null)
						waiting.push(answer.then((done) => done.kind === "committed" && answered.push(done.seq)));
					if (step.kind === "full") limitFiles(statSync(segments(folder).at(-1) ?? "").size);
					if (step.kind === "room") limitFiles("unlimited");
					if (step.kind === "turn" || step.kind === "second") {
						await new Promise(setImmediate);
						if (step.kind === "second") current.tick();
						await Promise.all(waiting);
						waiting = [];
						same();
					}
					if (step.kind === "crash") {
						// What kill -9 leaves behind is what lies in the folder now, perhaps with half a batch after it.
						limitFiles("unlimited");
						await Promise.all(waiting);
						waiting = [];
						const left = join(freshFolder(), "left");
						cpSync(folder, left, { recursive: true });
						const file = segments(left).at(-1) ?? "";
						const { size } = statSync(file);
						truncateSync(file, size + step.torn);
						await current.ledger.close();
						folder = left;
						current = await open(folder, { segmentBytes: 4000 });
						same();
					}
				}
			} finally {
				limitFiles("unlimited");
			}
			await Promise.all(waiting);
			await current.ledger.close();
			const again = await open(folder);
			expect(plain(again.ledger.state)).toEqual(plain(foldOf(journalOf(folder)).state));
			await again.ledger.close();
		}),
		{ numRuns: 60 },
	);
});

test("what a full disk refused is taken back whole, and one gap tells how much mail passed", async () => {
	const folder = freshFolder();
	const { ledger, clock, tick } = await open(folder);
	await new Promise<Committed>((resolve) => ledger.record(deferral(1, clock.at), resolve));
	await ledger.act([approval(1, clock.at)]);
	const before = plain(ledger.state);
	const counts = { ...ledger.counters() };
	const published: number[] = [];
	ledger.subscribe((event) => published.push(event.seq));
	limitFiles(100);
	try {
		const answers = [
			apply(ledger, { kind: "defer", n: 2 }, clock.at),
			apply(ledger, { kind: "pass", n: 1 }, clock.at),
			apply(ledger, { kind: "approve", n: 5 }, clock.at),
			apply(ledger, { kind: "purge", n: 3 }, clock.at),
		];
		expect(await Promise.all(answers)).toEqual(answers.map(() => ({ kind: "open" })));
		expect(plain(ledger.state)).toEqual(before);
		expect(ledger.counters()).toEqual({ ...counts, passedOpen: 2 });
		expect(ledger.health()).toMatchObject({ open: true, openSinceAt: clock.at });
		expect(ledger.health().why).toContain("may not grow beyond the limit");
		expect(await apply(ledger, { kind: "defer", n: 3 }, clock.at)).toEqual({ kind: "open" });
		expect(published).toEqual([]);
	} finally {
		limitFiles("unlimited");
	}
	const from = clock.at;
	clock.at += 5000;
	tick();
	await expect.poll(() => ledger.health().open).toBe(false);
	expect(journalOf(folder).at(-1)).toMatchObject({ seq: 5, kind: "gap", from, to: clock.at, passed: 3 });
	expect(ledger.counters().passedOpen).toBe(3);
	expect(published).toEqual([5]);
	expect(await apply(ledger, { kind: "defer", n: 4 }, clock.at)).toEqual({ kind: "committed", seq: 6 });
	expect(plain(ledger.state)).toEqual(plain(foldOf(journalOf(folder)).state));
});
