/**
 * Time is handed in. `now` is wall time in epoch milliseconds; `monotonic` counts milliseconds from any
 * beginning and never steps, so that a step of the wall clock can be told from time that passed.
 * `speed` is 1 but for sample traffic, whose clock runs fast.
 */
export interface Clock {
	readonly speed: number;
	now(): number;
	monotonic(): number;
}
