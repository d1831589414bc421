import { expect, test } from "vitest";
import { createLag } from "../../../../electron/daemon/history/lag.ts";

test("a reader is behind by the age of the first event it has not read", () => {
	const lag = createLag();
	lag.grown(1, 1000);
	lag.grown(2, 5000);
	expect(lag.behind(9000)).toBe(8);
	lag.read(1);
	expect(lag.behind(9000)).toBe(4);
	lag.read(2);
	expect(lag.behind(9000)).toBe(0);
	lag.grown(2, 9500);
	expect(lag.behind(9999)).toBe(0);
	expect(lag.head()).toBe(2);
});

test("however long it reads nothing, it is told about as far behind as it is, and never less", () => {
	const lag = createLag();
	for (let seq = 1; seq <= 100_000; seq++) lag.grown(seq, seq * 10);
	expect(lag.behind(1_000_000)).toBe(999.99);
	lag.read(50_000);
	const behind = lag.behind(1_000_000);
	expect(behind).toBeGreaterThanOrEqual(499.99);
	expect(behind).toBeLessThan(520);
});

test("a reader that keeps close to a busy journal is not behind by the time since it was last level", () => {
	const lag = createLag();
	for (let seq = 1; seq <= 5000; seq++) {
		lag.grown(seq, seq * 100);
		lag.read(seq - 1);
	}
	expect(lag.behind(5000 * 100)).toBeLessThanOrEqual(0.1);
});
