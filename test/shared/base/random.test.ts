import { expect, test } from "vitest";
import { pick, seededRandom, subSeed, whole } from "../../../shared/base/random.ts";

const numbers = (seed: number, count: number) => {
	const random = seededRandom(seed);
	return Array.from({ length: count }, () => random());
};

test("the same seed gives the same numbers, another seed others", () => {
	expect(numbers(7, 50)).toEqual(numbers(7, 50));
	expect(numbers(8, 50)).not.toEqual(numbers(7, 50));
	expect(numbers(subSeed(7, 1), 50)).not.toEqual(numbers(subSeed(7, 2), 50));
});

test("numbers lie from 0 to below 1 and fill every tenth of it about equally", () => {
	const tenths = new Array<number>(10).fill(0);
	for (const value of numbers(1, 20_000)) {
		expect(value >= 0 && value < 1).toBe(true);
		const tenth = Math.floor(value * 10);
		tenths[tenth] = (tenths[tenth] ?? 0) + 1;
	}
	for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(300);
});

test("whole numbers reach both ends, and a pick comes from the list", () => {
	const random = seededRandom(3);
	expect(new Set(Array.from({ length: 200 }, () => whole(random, 4, 6)))).toEqual(new Set([4, 5, 6]));
	expect(["a", "b"]).toContain(pick(random, ["a", "b"]));
	expect(() => pick(random, [])).toThrow("nothing to pick from");
});
