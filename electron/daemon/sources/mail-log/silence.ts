/** Whether a log says nothing although Postfix asks: each ask is of a dialogue that Postfix logs. */
import type { Clock } from "../../../../shared/base/clock.ts";

export interface SilenceWatch {
	asked(): void;
	line(): void;
	isSilent(): boolean;
}

/** So many asks without a line, the first of them so long ago. */
const LEAST_ASKS = 3;
const SILENT_MS = 60_000;

export function silenceWatch(clock: Pick<Clock, "monotonic">): SilenceWatch {
	let asks = 0;
	let sinceAt = 0;
	return {
		asked() {
			if (asks === 0) sinceAt = clock.monotonic();
			asks += 1;
		},
		line() {
			asks = 0;
		},
		isSilent: () => asks >= LEAST_ASKS && clock.monotonic() - sinceAt >= SILENT_MS,
	};
}
