/** A machine that slept: the journal has a gap for that time, and nobody is judged across it. */
import { expect, test } from "vitest";
import { sleepWatch } from "../../../electron/daemon/sleep-watch.ts";
import type { EventDraft } from "../../../shared/policy/event.ts";

test("an hour without a look is a gap of an hour; a late look is none", () => {
	let passed = 0;
	const events: EventDraft[] = [];
	const clock = { speed: 1, now: () => 1_000_000 + passed, monotonic: () => passed };
	const look = sleepWatch({ record: (draft) => void events.push(draft) }, clock);
	for (const milliseconds of [1000, 1000, 4000]) {
		passed += milliseconds;
		look();
	}
	expect(events).toEqual([]);
	passed += 3_600_000;
	look();
	passed += 1000;
	look();
	expect(events).toMatchObject([{ kind: "gap", from: 1_006_000, to: 4_606_000, passed: 0 }]);
});
