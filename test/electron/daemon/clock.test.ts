import { describe, expect, it } from "vitest";
import { createAlerts } from "../../../electron/daemon/alerts.ts";
import { fastClock, realMachine, walkingClock } from "../../../electron/daemon/clock.ts";
import { lookAtClock } from "../../../electron/daemon/clock-watch.ts";
import { silentLog } from "../../../shared/base/log.ts";
import type { EventDraft } from "../../../shared/policy/event.ts";

const NOON = Date.UTC(2026, 2, 1, 12);

/** A machine whose wall clock somebody sets while time passes. */
function machine() {
	let wall = NOON;
	let passed = 5000;
	return {
		wall: () => wall,
		passed: () => passed,
		pass(ms: number) {
			wall += ms;
			passed += ms;
		},
		set(ms: number) {
			wall += ms;
		},
	};
}

function alertsOf(clock: ReturnType<typeof walkingClock>) {
	const told: EventDraft[] = [];
	const alerts = createAlerts({
		ledger: {
			record(draft, done) {
				told.push(draft);
				done({ kind: "committed", seq: told.length });
			},
		},
		clock,
		log: silentLog,
	});
	return { alerts, told };
}

describe("policy time", () => {
	it("is the wall clock's where nobody touches that", () => {
		const world = machine();
		const clock = walkingClock(world, null);
		world.pass(90_000);
		expect(clock.follow()).toBe(0);
		expect(clock.now()).toBe(NOON + 90_000);
	});

	it("lets no mail pass when the wall clock is set an hour ahead", () => {
		const world = machine();
		const clock = walkingClock(world, null);
		world.set(3_600_000);
		world.pass(1000);
		clock.follow();
		expect(clock.now()).toBeLessThanOrEqual(NOON + 1050);
	});

	it("never runs backwards when the wall clock is set an hour back", () => {
		const world = machine();
		const clock = walkingClock(world, null);
		world.set(-3_600_000);
		let before = clock.now();
		for (let second = 0; second < 100; second += 1) {
			world.pass(1000);
			clock.follow();
			expect(clock.now()).toBeGreaterThan(before);
			before = clock.now();
		}
		expect(clock.now()).toBeGreaterThanOrEqual(NOON + 95_000);
	});

	it("has caught up with a step of a minute after twenty minutes", () => {
		const world = machine();
		const clock = walkingClock(world, null);
		world.set(60_000);
		for (let second = 0; second < 1201; second += 1) {
			world.pass(1000);
			clock.follow();
		}
		expect(clock.now()).toBe(world.wall());
	});

	it("goes on from the last instant a folder has seen where the wall clock was set back between two runs", () => {
		const world = machine();
		expect(walkingClock(world, NOON + 600_000).now()).toBe(NOON + 600_000);
	});

	it("does not believe a folder that was written days in the future", () => {
		expect(walkingClock(machine(), NOON + 10 * 86_400_000).now()).toBe(NOON);
	});

	it("runs sixty times as fast for sample traffic, and never back", () => {
		const world = machine();
		const clock = fastClock(world, 60, NOON + 1000);
		world.pass(1000);
		expect(clock.now()).toBe(NOON + 61_000);
	});

	it("agrees with the real machine to the second", () => {
		const clock = walkingClock(realMachine(), null);
		expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
	});
});

describe("the alert of a clock step", () => {
	it("is raised once by a step, in words, and cleared when the walk is over", () => {
		const world = machine();
		const clock = walkingClock(world, null);
		const { alerts, told } = alertsOf(clock);
		world.set(-60_000);
		for (let second = 0; second < 1300; second += 1) {
			world.pass(1000);
			lookAtClock(clock, alerts);
			if (second === 10) expect(alerts.list()[0]?.words).toContain("behind the time greylisting counts by");
		}
		expect(alerts.list()).toEqual([]);
		expect(told.map((draft) => draft.kind)).toEqual(["alert-raised", "alert-cleared"]);
	});

	it("is not raised by a suspend: time passed by both clocks", () => {
		const world = machine();
		const clock = walkingClock(world, null);
		const { alerts } = alertsOf(clock);
		world.pass(8 * 3_600_000);
		lookAtClock(clock, alerts);
		expect(alerts.list()).toEqual([]);
		expect(clock.now()).toBe(world.wall());
	});
});
