import { expect, test } from "vitest";
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

test("an action the disk will not promise to keep is taken back; mail answered meanwhile stays and is published", async () => {
	const folder = freshFolder();
	const ends = { audit: { name: "audit.ndjson", offset: 0 }, traffic: { name: segmentName(1), offset: 0 } };
	const journal = openJournal(folder, ends, 1 << 20);
	let disk: Promise<void> | null = null;
	// The real journal, on a disk that fails to sync: no system call can be made to do that at will.
	const failing = { ...journal, sync: () => disk ?? journal.sync() };
	const model = freshModel();
	const ring = createRing({ lines: 100, bytes: 100_000 }, 0);
	const publisher = createPublisher(0, silentLog);
	const clock = fakeClock();
	const writer = createWriter({ model, journal: failing, publisher, ring, clock, log: silentLog });
	const published: number[] = [];
	publisher.subscribe((event) => published.push(event.seq));
	const record = (draft: EventDraft) => new Promise<unknown>((resolve) => writer.record(draft, resolve));

	await record(deferral(1, clock.at));
	expect(await writer.act([approval(1, clock.at)])).toEqual({ kind: "committed", seq: 2 });
	const before = plain(model.state);
	let fail: (error: Error) => void = () => undefined;
	disk = new Promise((_, reject) => {
		fail = reject;
	});
	const action = writer.act([approval(1, clock.at + 1), approval(2, clock.at + 1)]);
	expect(await record(deferral(2, clock.at))).toEqual({ kind: "committed", seq: 5 });
	expect(published).toEqual([1, 2]);
	const unwritten = writer.act([approval(3, clock.at + 2)]);
	fail(Object.assign(new Error("i/o error"), { code: "EIO" }));
	expect(await action).toEqual({ kind: "open" });
	expect(await unwritten).toEqual({ kind: "open" });
	expect(published).toEqual([1, 2, 5]);
	expect(writer.outage.now()?.why).toContain("the disk failed");
	const { actions, approvals, policy } = plain(model.state);
	expect({ actions, approvals, policy }).toEqual({
		actions: before.actions,
		approvals: before.approvals,
		policy: before.policy,
	});
	expect(ring.between(0, 5)?.map((event) => event.seq)).toEqual([1, 2, 5]);

	disk = null;
	await writer.retry();
	expect(published).toEqual([1, 2, 5, 6]);
	await writer.act([approval(4, clock.at)]);
	const again = replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot: false });
	expect(plain(model.state)).toEqual(plain(again.model.state));
	expect(again.audit.damage).toEqual([]);
	expect(again.holes).toEqual([[2, 5]]);
	journal.close();
});
