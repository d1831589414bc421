/**
 * The daemon's clocks. Policy time is counted by the clock that never steps and *walks* after the wall clock: at most
 * one second in twenty. So when somebody sets the wall clock an hour ahead, no waiting mail passes and no triplet is
 * forgotten by it, and when it is set back nobody waits an hour longer; the times shown are wrong by the step until
 * the walk has caught up, and an alert says by how much. A suspend is no step: the clock since boot counts it, too
 * (CLOCK_BOOTTIME behind `os.uptime`; CLOCK_MONOTONIC alone would stand still).
 * Sample traffic has a fast clock that follows nothing.
 */
import { uptime } from "node:os";
import type { Clock } from "../../shared/base/clock.ts";

/** What the machine tells; handed in, so that a test can step it. */
export interface Machine {
	/** Wall time, epoch milliseconds. */
	wall(): number;
	/** Milliseconds that passed, suspends included; never steps. */
	passed(): number;
}

export interface WalkingClock extends Clock {
	/** Compares with the wall clock and walks towards it; to be called every second or so. Milliseconds still apart. */
	follow(): number;
}

/** Part of the time passed by which policy time may run slower or faster than the clock that never steps. */
const WALK = 0.05;
/** A clock further ahead than this between two runs is not believed: what it wrote was wrong, not what is now. */
const BELIEVED_AHEAD_MS = 86_400_000;
const FINE_FOR_MS = 1000;

export function realMachine(): Machine {
	const begun = uptime() * 1000 - performance.now();
	let slept = 0;
	let checkedAt = performance.now();
	const passed = () => {
		const fine = performance.now();
		if (fine - checkedAt > FINE_FOR_MS) {
			checkedAt = fine;
			const apart = uptime() * 1000 - fine - begun;
			// The two differ by rounding all the time; more than a second is a suspend.
			if (apart > slept + FINE_FOR_MS) slept = apart;
		}
		return fine + slept;
	};
	return { wall: () => Date.now(), passed };
}

/** For sample traffic: a suspend does not count, or a night's sleep would be weeks in which nobody played. */
export function awakeMachine(): Machine {
	return { wall: () => Date.now(), passed: () => performance.now() };
}

/**
 * Begins at the wall clock's time, or at `lastAt` (the last instant this folder has seen) where the wall clock
 * stands before it: time does not run backwards between two runs.
 */
export function walkingClock(machine: Machine, lastAt: number | null): WalkingClock {
	const wall = machine.wall();
	const believed = lastAt !== null && lastAt > wall && lastAt - wall <= BELIEVED_AHEAD_MS;
	let base = believed ? lastAt : wall;
	let basePassed = machine.passed();
	const now = () => Math.floor(base + machine.passed() - basePassed);
	const follow = () => {
		const passed = machine.passed();
		const elapsed = passed - basePassed;
		const counted = base + elapsed;
		const apart = machine.wall() - counted;
		const step = Math.max(-WALK * elapsed, Math.min(WALK * elapsed, apart));
		base = counted + step;
		basePassed = passed;
		return apart - step;
	};
	return { speed: 1, now, monotonic: () => machine.passed(), follow };
}

/** Runs `speed` times as fast as the world, from now or from the last instant the folder has seen. */
export function fastClock(machine: Machine, speed: number, lastAt: number | null): WalkingClock {
	const base = Math.max(machine.wall(), lastAt ?? 0);
	const basePassed = machine.passed();
	return {
		speed,
		now: () => Math.floor(base + (machine.passed() - basePassed) * speed),
		monotonic: () => machine.passed(),
		follow: () => 0,
	};
}
