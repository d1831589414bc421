/**
 * When senders come back after a deferral, as measured or documented; sample traffic and expectations use them.
 * A schedule is asked after each failed attempt and names the seconds since the *first* attempt at which the next
 * one is made, or `null`: given up. Sources stand beside each. RFC 5321 4.5.4.1 advises 30 minutes at least, 4-5 days.
 */
import type { Random } from "../base/random.ts";

/** `made`: attempts so far, from 1. `elapsed`: seconds since the first attempt at which the last one was made. */
export type Schedule = (made: number, elapsed: number) => number | null;

const DAY = 86_400;
const minutes = (text: string): readonly number[] =>
	text.split(" ").map((time) => {
		const [whole = "0", rest = "0"] = time.split(":");
		return Number(whole) * 60 + Number(rest);
	});

export const never: Schedule = () => null;

/** Fixed moments, then given up. */
export function atTimes(times: readonly number[]): Schedule {
	return (made) => times[made - 1] ?? null;
}

/**
 * Postfix (qmgr_active.c and postconf(5)): a deferred mail sleeps for its age, at least minimal_backoff_time 300 s and
 * at most maximal_backoff_time 4000 s, and wakes with the queue scan, each queue_run_delay 300 s; it lives 5 days.
 * `phase`: seconds from the first attempt to the first scan.
 */
export function postfixSchedule(phase: number): Schedule {
	return (_made, elapsed) => {
		const awake = elapsed + Math.min(4000, Math.max(300, elapsed));
		const next = phase + Math.ceil((awake - phase) / 300) * 300;
		return next > 5 * DAY ? null : next;
	};
}

/** Exim's stock rule `F,2h,15m; G,16h,1h,1.5; F,4d,6h`: what the rule alone says, in seconds. */
export const eximTimes: readonly number[] = eximRule();

function eximRule(): readonly number[] {
	const times: number[] = [];
	const last = () => times.at(-1) ?? 0;
	while (last() < 7200) times.push(last() + 900);
	for (let gap = 3600; last() < 16 * 3600; gap *= 1.5) times.push(last() + gap);
	while (last() + 6 * 3600 <= 4 * DAY) times.push(last() + 6 * 3600);
	return times;
}

/** Exim retries with the first queue run at or after the rule's time; Debian starts one each 30 minutes. */
export function eximSchedule(phase: number): Schedule {
	return (_made, elapsed) => {
		const due = eximTimes.find((time) => time > elapsed);
		return due === undefined ? null : phase + Math.max(0, Math.ceil((due - phase) / 1800)) * 1800;
	};
}

/** qmail-send: attempt n comes 400 * n^2 seconds after the first; queuelifetime is 7 days. */
export const qmailSchedule: Schedule = (made) => (400 * made * made > 7 * DAY ? null : 400 * made * made);

/** IronPort, measured: 64 s, then about 426 s after the first attempt. Beyond that nobody looked: hourly. */
export const ironportSchedule: Schedule = (made) => {
	if (made === 1) return 64;
	return made > 72 ? null : 426 + (made - 2) * 3600;
};

/**
 * Times of large webmail providers after the first attempt: Pagani et al., "Measuring the Role of Greylisting and
 * Nolisting in Fighting Spam", DSN 2016, against a threshold of 360 minutes. `addresses`: how many sent.
 */
export const webmail = {
	gmail: { addresses: 7, times: minutes("6:02 29:02 56:36 98:44 162:03 229:44 309:05 434:46") },
	yahoo: { addresses: 1, times: minutes("2:07 5:39 12:58 27:16 55:13 109:35 216:47 430:36") },
	mailRu: {
		addresses: 7,
		times: minutes("1:18 19:15 49:14 79:49 113:20 154:18 187:53 235:20 271:03 305:50 340:38 373:45"),
	},
	gmx: { addresses: 3, times: minutes("5:01 12:33 23:50 40:46 66:09 104:14 161:22 247:04 375:36") },
	/** Gave up after the fifth attempt. */
	aol: { addresses: 1, times: minutes("5:32 11:32 21:32 31:32") },
} as const;

/** Measured seconds from first to accepted attempt, at a delay of 300 s: 10, 25, 50, 75 and 90 % of deliveries. */
export const exchangePercentiles = [359, 431, 909, 3587, 11_358] as const;

/** Exchange: no schedule is known, only how long it took; each gap is drawn from that spread. */
export function exchangeSchedule(random: Random): Schedule {
	return (made, elapsed) => (made > 20 ? null : elapsed + exchangeGap(random()));
}

/** The gap below which the part `share` (0 to 1) of deliveries stayed; straight lines between the percentiles. */
export function exchangeGap(share: number): number {
	const marks = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];
	const gaps = [300, ...exchangePercentiles, 14_400];
	const above = Math.max(
		1,
		marks.findIndex((mark) => mark >= share),
	);
	const [from = 0, to = 1] = [marks[above - 1], marks[above]];
	const [least = 300, most = 14_400] = [gaps[above - 1], gaps[above]];
	return Math.round(least + ((share - from) / (to - from)) * (most - least));
}

/**
 * Some take hours for the first retry: of mail that passed postgrey in the end, 7.6 % took over 4 hours and 5.1 %
 * over 12 (delay 60 s, 5,653 deliveries, X-Greylist headers of public list archives 2019-2026).
 */
export function hoursSchedule(random: Random): Schedule {
	const first = Math.round(4 * 3600 + random() * 8 * 3600);
	return (made) => (made > 10 ? null : first * made);
}

/** A hammerer: every few seconds, against every advice, until it is let in or tired. */
export function hammerSchedule(gap: number): Schedule {
	return (made, elapsed) => (made >= 40 ? null : elapsed + gap);
}
