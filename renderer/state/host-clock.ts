/**
 * What time it is at a host: told by `hello` and by every tick, and run on from there by our own steady clock.
 * Sample traffic's clock runs fast; nothing on screen about a host uses any other clock than this.
 */
export interface HostClock {
	/** Epoch milliseconds there. */
	now(): number;
	speed(): number;
	/** `hello` told time and speed. */
	anchor(at: number, speed: number): void;
	/** A tick told the time: it cannot be earlier than that, nor later by more than two of its steps. */
	hear(at: number): void;
}

/** `steady` counts milliseconds from any beginning; `wall` is used until the host has spoken. */
export function createHostClock(steady: () => number, wall: () => number): HostClock {
	let base = wall();
	let since = steady();
	let pace = 1;
	const now = () => base + (steady() - since) * pace;
	function setTo(at: number): void {
		base = at;
		since = steady();
	}
	function hear(at: number): void {
		const ahead = now() - at;
		if (ahead < 0 || ahead > 500 * pace) setTo(at);
	}
	return {
		now,
		speed: () => pace,
		anchor(at, speed) {
			setTo(now());
			pace = speed;
			// By the time its answer is here, a tick may have told a later one.
			hear(at);
		},
		hear,
	};
}
