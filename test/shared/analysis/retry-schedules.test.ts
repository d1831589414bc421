/** The schedules against the facts they were taken from: the provided retry-behaviour.json. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import * as retry from "../../../shared/analysis/retry-schedules.ts";
import { seededRandom } from "../../../shared/base/random.ts";

const file = "../shared/data/retry-behaviour.json";
if (!existsSync(file)) throw new Error(`${file} is missing: the facts these schedules are checked against`);
const facts = z
	.object({
		bySendingMta: z.object({
			rows: z.array(
				z.looseObject({
					mta: z.string(),
					p10: z.number(),
					p25: z.number(),
					p50: z.number(),
					p75: z.number(),
					p90: z.number(),
				}),
			),
		}),
		webmailAttempts: z.object({
			rows: z.array(z.object({ provider: z.string(), addresses: z.number().default(1), at: z.array(z.string()) })),
		}),
		retrySchedules: z.record(z.string(), z.string()),
		instances: z.array(z.object({ engine: z.string(), delay: z.number(), cdf: z.record(z.string(), z.number()) })),
	})
	.parse(JSON.parse(readFileSync(file, "utf8")));

/** Moments of a sender that is never let in. */
function moments(schedule: retry.Schedule, most = 1000): readonly number[] {
	const times: number[] = [];
	for (let at: number | null = 0; at !== null && times.length < most; ) {
		at = schedule(times.length + 1, at);
		if (at !== null) times.push(at);
	}
	return times;
}

const seconds = (text: string) => Number(text.split(":")[0]) * 60 + Number(text.split(":")[1]);

describe("webmail comes back at the published moments and from as many addresses", () => {
	test.each([
		["gmail.com", "gmail"],
		["yahoo.co.uk", "yahoo"],
		["mail.ru", "mailRu"],
		["gmx.com", "gmx"],
		["aol.com", "aol"],
	] as const)("%s", (provider, name) => {
		const row = facts.webmailAttempts.rows.find((known) => known.provider === provider);
		expect(moments(retry.atTimes(retry.webmail[name].times))).toEqual(row?.at.map(seconds));
		expect(retry.webmail[name].addresses).toBe(row?.addresses);
	});
});

test("Exim keeps its stock rule: 15 minutes for 2 hours, then from an hour half as long again, then each 6 hours for 4 days", () => {
	expect(facts.retrySchedules.Exim).toBe("F,2h,15m; G,16h,1h,1.5; F,4d,6h");
	expect(retry.eximTimes.slice(0, 8)).toEqual([900, 1800, 2700, 3600, 4500, 5400, 6300, 7200]);
	const gaps = retry.eximTimes.map((time, index) => time - (retry.eximTimes[index - 1] ?? 0)).slice(8);
	expect(gaps.slice(0, 6)).toEqual([3600, 5400, 8100, 12_150, 18_225, 27_337.5]);
	expect(new Set(gaps.slice(6))).toEqual(new Set([6 * 3600]));
	expect(retry.eximTimes.at(-1)).toBeLessThanOrEqual(4 * 86_400);
});

test("Exim comes with the first queue run at or after the rule's time", () => {
	expect(moments(retry.eximSchedule(1000)).slice(0, 3)).toEqual([1000, 2800, 4600]);
	expect(moments(retry.eximSchedule(600))[0]).toBe(2400);
});

test("qmail comes 400 n^2 seconds after the first attempt, for 7 days", () => {
	expect(facts.retrySchedules.qmail).toBe("400*n^2 seconds");
	const times = moments(retry.qmailSchedule);
	expect(times.slice(0, 5)).toEqual([400, 1600, 3600, 6400, 10_000]);
	expect(times.at(-1)).toBeLessThanOrEqual(7 * 86_400);
});

test("IronPort comes after 64 s and about 426 s", () => {
	expect(facts.retrySchedules.IronPort).toBe("64 s, then about 426 s");
	expect(moments(retry.ironportSchedule).slice(0, 2)).toEqual([64, 426]);
});

test.each([0, 1, 150, 299])(
	"Postfix, first queue scan after %d s: between 300 and 4,300 s apart, always with a scan, 5 days long",
	(phase) => {
		expect(facts.retrySchedules.Postfix).toBe(
			"queue_run_delay 300 s, minimal_backoff 300 s, maximal_backoff 4000 s, lifetime 5 d",
		);
		const times = moments(retry.postfixSchedule(phase));
		const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(300);
		expect(Math.max(...gaps)).toBeLessThan(4000 + 300);
		for (const time of times) expect((time - phase) % 300).toBe(0);
		expect(times[0]).toBeLessThan(600);
		expect(times.at(-1)).toBeGreaterThan(5 * 86_400 - 4300);
		expect(times.at(-1)).toBeLessThanOrEqual(5 * 86_400);
	},
);

test("Exchange waits as was measured: half come within 909 s, nine of ten within 11,358 s", () => {
	const row = facts.bySendingMta.rows.find(({ mta }) => mta === "Exchange");
	expect(retry.exchangePercentiles).toEqual([row?.p10, row?.p25, row?.p50, row?.p75, row?.p90]);
	expect([0.1, 0.25, 0.5, 0.75, 0.9].map((share) => retry.exchangeGap(share))).toEqual([...retry.exchangePercentiles]);
	const random = seededRandom(5);
	const first = Array.from({ length: 2000 }, () => retry.exchangeSchedule(random)(1, 0) ?? 0).sort((a, b) => a - b);
	expect(first[1000]).toBeGreaterThan(700);
	expect(first[1000]).toBeLessThan(1200);
});

test("some take from 4 to 12 hours for their first retry, as the slowest of real senders do", () => {
	const cdf = facts.instances.find(({ engine, delay }) => engine === "postgrey" && delay === 60)?.cdf;
	expect([cdf?.["14400"], cdf?.["43200"]]).toEqual([92.4, 94.9]);
	const random = seededRandom(9);
	for (let count = 0; count < 200; count++) {
		const first = retry.hoursSchedule(random)(1, 0) ?? 0;
		expect(first >= 14_400 && first <= 43_200).toBe(true);
	}
});

test("bots never come back, hammerers keep on every few seconds and tire in the end", () => {
	expect(moments(retry.never)).toEqual([]);
	expect(moments(retry.hammerSchedule(10))).toEqual(Array.from({ length: 39 }, (_, index) => (index + 1) * 10));
});
