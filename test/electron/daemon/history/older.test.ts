import { expect, test } from "vitest";
import type { Deferred } from "../../../../shared/policy/event.ts";
import { openedHistory } from "../../../fixtures/history/opened-history.ts";
import { writtenJournal } from "../../../fixtures/history/written-journal.ts";
import { deferral } from "../../../fixtures/ledger/drafts.ts";

const BEGAN = 1_700_000_000_000;
const HOUR = 3_600_000;

test("older than the window, the first attempt is read from the journal at its time, and no other triplet's", async () => {
	const journal = writtenJournal();
	const first = deferral(1, BEGAN);
	for (let part = 0; part < 6; part++) {
		const at = BEGAN + part * HOUR;
		const life = first.life === null ? null : { ...first.life, attempts: part + 1 };
		const tried: Deferred = { ...first, at, reason: part === 0 ? "new" : "early", life };
		const others = Array.from({ length: 40 }, (_, n) => deferral(100 + part * 40 + n, at));
		journal.write([tried, ...others].map((draft, n) => ({ ...draft, seq: part * 41 + n + 1 })));
		journal.turn();
	}
	const { history } = await openedHistory(journal.folder, 50);
	try {
		history.grown(246);
		await expect.poll(() => history.position().seq, { timeout: 20_000 }).toBe(246);
		const { value: events } = await history.eventsOf("triplet1", 246);
		expect(events.map((event) => event.seq)).toEqual([1, 206]);
	} finally {
		await history.close();
		journal.remove();
	}
});
