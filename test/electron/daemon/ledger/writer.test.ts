import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Committed } from "../../../../electron/daemon/ledger/contract.ts";
import { openJournal } from "../../../../electron/daemon/ledger/journal.ts";
import { segmentName } from "../../../../electron/daemon/ledger/journal-files.ts";
import { freshModel } from "../../../../electron/daemon/ledger/model.ts";
import { createPublisher } from "../../../../electron/daemon/ledger/publisher.ts";
import { replay } from "../../../../electron/daemon/ledger/replay.ts";
import { createRing } from "../../../../electron/daemon/ledger/ring.ts";
import { createWriter } from "../../../../electron/daemon/ledger/writer.ts";
import { silentLog } from "../../../../shared/base/log.ts";
import type { EventDraft } from "../../../../shared/policy/event.ts";
import { approval, deferral } from "../../../fixtures/ledger/drafts.ts";
import { fakeClock, freshFolder, plain } from "./support.ts";

/** The real journal, on a disk that answers as it is told: no system call can be made to do that at will. */
function ledgerOnBadDisk() {
	const folder = freshFolder();
	const ends = { audit: { name: "audit.ndjson", offset: 0 }, traffic: { name: segmentName(1), offset: 0 } };
	const journal = openJournal(folder, ends, 1 << 20);
	const disk: { answer: Promise<void> | null; probe: Promise<void> | null } = { answer: null, probe: null };
	const bad = {
		...journal,
		sync: async () => {
			await disk.answer;
			await journal.sync();
		},
		probe: async () => {
			await disk.probe;
			await journal.probe();
		},
	};
	const model = freshModel();
	const ring = createRing({ lines: 100_000, bytes: 100_000 }, 0);
	const publisher = createPublisher(0, silentLog);
	const clock = fakeClock();
	const writer = createWriter({ model, journal: bad, publisher, ring, clock, log: silentLog });
	const published: number[] = [];
	publisher.subscribe((event) => published.push(event.seq));
	onTestFinished(() => journal.close());
	return {
		writer,
		clock,
		disk,
		model,
		published,
		record: (draft: EventDraft) => new Promise<Committed>((resolve) => writer.record(draft, resolve)),
		folder,
		journalled: () => replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot: false }),
	};
}

const refused = () => Object.assign(new Error("i/o error"), { code: "EIO" });

test("an action the disk will not promise to keep stands, unpublished, until the disk keeps it", async () => {
	const { writer, clock, disk, model, published, record, journalled } = ledgerOnBadDisk();
	await record(deferral(1, clock.at));
	expect(await writer.act([approval(1, clock.at)])).toEqual({ kind: "committed", seq: 2 });
	let fail: (error: Error) => void = () => undefined;
	disk.answer = new Promise((_, reject) => {
		fail = reject;
	});
	const action = writer.act([approval(1, clock.at + 1), approval(2, clock.at + 1)]);
	expect(await record(deferral(2, clock.at))).toEqual({ kind: "committed", seq: 5 });
	// Mail builds on the approval meanwhile, and its event says so.
	expect(await record({ ...deferral(1, clock.at + 2), kind: "passed", ...byApproval(1, clock.at + 1) })).toMatchObject({
		kind: "committed",
	});
	const unwritten = writer.act([approval(3, clock.at + 2)]);
	fail(refused());
	expect(await action).toEqual({ kind: "unsure", seq: 4 });
	expect(await unwritten).toEqual({ kind: "open" });
	expect(published).toEqual([1, 2]);
	expect(writer.outage.now()?.why).toContain("the disk failed");
	expect(plain(model.state)).toEqual(plain(journalled().model.state));

	disk.probe = Promise.reject(refused());
	disk.probe.catch(() => undefined);
	await writer.retry();
	expect(writer.outage.now()).not.toBeNull();
	disk.answer = null;
	disk.probe = null;
	await writer.retry();
	expect(published).toEqual([1, 2, 3, 4, 5, 6, 7]);
	await writer.act([approval(4, clock.at)]);
	const again = journalled();
	expect(plain(model.state)).toEqual(plain(again.model.state));
	expect([again.audit.damage, again.holes]).toEqual([[], []]);
});

test("whatever the disk refuses and when, live state is the fold of the journal and everything in it is published", async () => {
	const steps = fc.array(fc.constantFrom("mail", "pass", "act", "turn", "refuse", "keep", "second"), { maxLength: 50 });
	await fc.assert(
		fc.asyncProperty(steps, async (taken) => {
			const { writer, clock, disk, model, published, record, journalled, folder } = ledgerOnBadDisk();
			const answers: Promise<Committed>[] = [];
			for (const [n, step] of taken.entries()) {
				clock.at += 1000;
				if (step === "mail") answers.push(record(deferral(n % 4, clock.at)));
				if (step === "pass")
					answers.push(record({ ...deferral(n % 4, clock.at), kind: "passed", ...byApproval(n % 4, clock.at) }));
				if (step === "act") answers.push(writer.act([approval(n % 4, clock.at), approval((n + 1) % 4, clock.at)]));
				if (step === "refuse") {
					disk.answer = new Promise((_, reject) => setImmediate(() => reject(refused())));
					disk.answer.catch(() => undefined);
				}
				if (step === "keep") disk.answer = null;
				if (step === "turn") await new Promise(setImmediate);
				if (step === "second") await (writer.outage.now() === null ? writer.sync() : writer.retry());
			}
			writer.flush();
			expect(plain(model.state)).toEqual(plain(journalled().model.state));
			disk.answer = null;
			await writer.sync();
			if (writer.outage.now() !== null) await writer.retry();
			await Promise.all(answers);
			const numbers: number[] = [];
			replay(folder, {
				upTo: Number.MAX_SAFE_INTEGER,
				withSnapshot: false,
				seen: (event) => numbers.push(event.seq),
			});
			expect(published).toEqual(numbers);
			expect(plain(model.state)).toEqual(plain(journalled().model.state));
		}),
		{ numRuns: 100 },
	);
});

test("a disk that never answers makes nobody wait without end: open mode begins, and ends when it answers", async () => {
	const { writer, clock, disk, published, record } = ledgerOnBadDisk();
	await record(deferral(1, clock.at));
	let answer: () => void = () => undefined;
	disk.answer = new Promise((resolve) => {
		answer = resolve;
	});
	const action = writer.act([approval(1, clock.at)]);
	await new Promise(setImmediate);
	clock.at += 59_000;
	writer.watch();
	expect(writer.waitingMs()).toBe(59_000);
	expect(writer.outage.now()).toBeNull();
	clock.at += 1000;
	writer.watch();
	expect(await action).toEqual({ kind: "unsure", seq: 2 });
	expect(writer.outage.now()?.why).toContain("has not answered for 60 seconds");
	expect(await record(deferral(2, clock.at))).toEqual({ kind: "open" });
	await writer.retry();
	expect(writer.outage.now()).not.toBeNull();
	expect(published).toEqual([1]);
	answer();
	disk.answer = null;
	await new Promise(setImmediate);
	await expect.poll(() => published).toEqual([1, 2]);
	await writer.retry();
	expect(writer.outage.now()).toBeNull();
	expect(published).toEqual([1, 2, 3]);
});

test("no more than 20,000 events wait in memory behind an action", async () => {
	const { writer, clock, disk, record } = ledgerOnBadDisk();
	disk.answer = new Promise(() => undefined);
	const action = writer.act([approval(1, clock.at)]);
	for (let turn = 0; writer.outage.now() === null; turn++) {
		if (turn > 21) throw new Error("it waits on");
		await Promise.all(Array.from({ length: 1000 }, (_, n) => record(deferral(n, clock.at))));
	}
	expect(await action).toEqual({ kind: "unsure", seq: 1 });
});

/** What makes a deferral of mail `n` a pass by its approval. */
function byApproval(n: number, at: number) {
	const [given] = approval(n, at).approvals;
	if (given === undefined) throw new Error("an approval approves");
	return {
		reason: "approved",
		ourDelaySeconds: null,
		theirDelaySeconds: null,
		approval: given,
	} as const;
}
