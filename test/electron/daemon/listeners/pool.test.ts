import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createPool, type Member } from "../../../../electron/daemon/listeners/pool.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("a connection is kept through Postfix's longest silence, and let go after 25 minutes without a question", () => {
	let time = 0;
	const clock = { speed: 1, now: () => time, monotonic: () => time };
	const pool = createPool({ connections: 10, idleSeconds: 1500 }, clock);
	const gone: string[] = [];
	const join = (name: string, isBusy: boolean) => {
		const member: Member = { lastAskedAt: time, isBusy: () => isBusy, drop: () => void gone.push(name) };
		pool.join(member);
		return member;
	};
	const passes = (seconds: number) => {
		time += seconds * 1000;
		vi.advanceTimersByTime(30_000);
	};
	join("silent", false);
	join("waiting for us", true);
	const asking = join("asking", false);
	passes(1200);
	expect(gone).toEqual([]);
	asking.lastAskedAt = time;
	passes(301);
	expect(gone).toEqual(["silent"]);
	expect([pool.size, pool.dropped()]).toEqual([2, 0]);
	pool.close();
});
