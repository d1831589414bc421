/**
 * Lets policy time walk after the wall clock and says so where somebody stepped it: an alert and a line of the log.
 * A suspend raises nothing (see clock.ts).
 */
import { durationWords } from "../../shared/base/duration.ts";
import type { Log } from "../../shared/base/log.ts";
import type { Alerts } from "./alerts.ts";
import type { WalkingClock } from "./clock.ts";

const LOOK_MS = 1000;
/** A step is more than this; less is what a time server corrects every day. */
const STEP_MS = 10_000;

/** One look; for a timer, and for a test that has its own time. */
export function lookAtClock(clock: WalkingClock, alerts: Alerts): void {
	const apart = clock.follow();
	if (Math.abs(apart) < STEP_MS) {
		alerts.clear("clock-step");
		return;
	}
	const side = apart > 0 ? "ahead of" : "behind";
	const words = durationWords(Math.abs(apart) / 1000);
	alerts.raise(
		"clock-step",
		`The wall clock was set: it is ${words} ${side} the time greylisting counts by. ` +
			"No mail passes and no triplet is forgotten by it; greylisting closes in by 3 s a minute. " +
			"Check the time service of this machine.",
	);
}

/** Returns the way to stop. */
export function watchClock(clock: WalkingClock, alerts: Alerts, log: Log): () => void {
	const timer = setInterval(() => {
		try {
			lookAtClock(clock, alerts);
		} catch (error) {
			log.error("the clock could not be watched", { error: String(error) });
		}
	}, LOOK_MS);
	timer.unref();
	return () => clearInterval(timer);
}
