/** What all greylisters do, with the questions in which they differ left to ask: the common half of the models. */
import type { Answer, Greylister } from "./compare.ts";
import type { Mail } from "./traffic.ts";

export interface Kept {
	readonly firstAt: number;
	readonly lastAt: number;
	readonly passed: boolean;
}

export interface Ways {
	/** Never asked to wait. */
	isExempt(mail: Mail): boolean;
	key(mail: Mail): string;
	/** Whether the wait is over after so many seconds. */
	isOver(seconds: number): boolean;
	/** Whether what is kept no longer counts. */
	isForgotten(kept: Kept, at: number): boolean;
}

export function keepTriplets(ways: Ways): Greylister {
	const rows = new Map<string, Kept>();
	return (mail): Answer => {
		if (ways.isExempt(mail)) return "pass";
		const key = ways.key(mail);
		const kept = rows.get(key);
		const known = kept !== undefined && !ways.isForgotten(kept, mail.at) ? kept : null;
		const firstAt = known?.firstAt ?? mail.at;
		const passed = known?.passed === true || ways.isOver((mail.at - firstAt) / 1000);
		rows.set(key, { firstAt, lastAt: mail.at, passed });
		return passed ? "pass" : "defer";
	};
}

/** Our ways, in the settings of these tests. */
export const FORGET_AFTER = 5 * 86_400;
export const PASS_LIFETIME = 35 * 86_400;

export function weForget({ firstAt, lastAt, passed }: Kept, at: number): boolean {
	return passed ? at - lastAt >= PASS_LIFETIME * 1000 : at - firstAt >= FORGET_AFTER * 1000;
}
