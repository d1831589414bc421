import fc from "fast-check";
import { expect, test } from "vitest";
import { LineBuffer } from "../../../../electron/daemon/ledger/line.ts";
import { createRing } from "../../../../electron/daemon/ledger/ring.ts";
import type { EventDraft } from "../../../../shared/policy/event.ts";

function alert(words: string): EventDraft {
	return { kind: "alert-raised", at: 1, alert: "history-behind", words };
}

test("a ring gives back the last events whole, whatever their lengths, or says that it does not reach back", () => {
	const lengths = fc.array(fc.nat(400), { maxLength: 60 });
	fc.assert(
		fc.property(lengths, fc.integer({ min: 1, max: 9 }), (words, lines) => {
			const ring = createRing({ lines, bytes: 1000 }, 10);
			const line = new LineBuffer();
			words.forEach((length, index) => {
				line.clear();
				line.push(11 + index, alert("x".repeat(length)));
				ring.push(11 + index, line.bytes, 0);
			});
			const last = 10 + words.length;
			let reached = true;
			for (let seq = last; seq >= 10; seq--) {
				const found = ring.between(seq, last);
				if (found === null) reached = false;
				else {
					expect(reached).toBe(true);
					expect(found).toEqual(
						words.slice(seq - 10).map((length, index) => ({ ...alert("x".repeat(length)), seq: seq + 1 + index })),
					);
				}
			}
			expect(ring.between(last, last)).toEqual([]);
			if (words.length > 0 && (words.at(-1) ?? 0) < 300) expect(ring.between(last - 1, last)).toHaveLength(1);
		}),
	);
});

test("events that are not yet published are not given, nor more than were asked for", () => {
	const ring = createRing({ lines: 9, bytes: 9000 }, 0);
	const line = new LineBuffer();
	for (let seq = 1; seq <= 5; seq++) {
		line.clear();
		line.push(seq, alert("x"));
		ring.push(seq, line.bytes, 0);
	}
	expect(ring.between(1, 4)?.map((event) => event.seq)).toEqual([2, 3, 4]);
	expect(ring.between(1, 5, 2)?.map((event) => event.seq)).toEqual([2, 3]);
});
