/** A daemon that did not run: what came between its last word and its start is a gap, live and after another start. */
import { expect, test } from "vitest";
import { freshFolder, open, plain } from "./support.ts";

test("the time between two runs is a gap; a first start has none before it", async () => {
	const folder = freshFolder();
	const first = await open(folder);
	expect([...first.ledger.state.gaps.values()]).toEqual([]);
	const stoppedAt = first.clock.now();
	await first.ledger.close();
	const hour = 3_600_000;
	const clock = { speed: 1, now: () => stoppedAt + hour, monotonic: () => 0 };
	const second = await open(folder, { clock });
	const gaps = [{ key: String(stoppedAt), fromAt: stoppedAt, toAt: stoppedAt + hour }];
	expect([...second.ledger.state.gaps.values()]).toEqual(gaps);
	const before = plain(second.ledger.state);
	await second.ledger.close();
	const third = await open(folder, { clock });
	expect(plain(third.ledger.state)).toEqual(before);
});
