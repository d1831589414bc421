/** Other resolvers are set while a question to the dead ones is on its way: nobody goes on asking those for ever. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHealth } from "../../../../electron/daemon/facts/health.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

const now = () => performance.now();
const dead = () => Promise.resolve(false);

test("a resolver that is down is asked again and again, until it is stopped", async () => {
	const health = createHealth(dead, now);
	expect(await health.isAlive(now(), now() + 1000)).toBe(false);
	expect(vi.getTimerCount()).toBe(1);
	health.stop();
	expect(vi.getTimerCount()).toBe(0);
});

test("one that was stopped is not asked again, though who waited learns of it only then that it is down", async () => {
	const health = createHealth(dead, now);
	const alive = health.isAlive(now(), now() + 1000);
	health.stop();
	expect(await alive).toBe(false);
	expect(vi.getTimerCount()).toBe(0);
});
