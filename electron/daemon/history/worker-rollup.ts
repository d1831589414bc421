/**
 * Counts by second (6 h), minute (32 d), hour and day (two years); delays by minute (2 d), hour (32 d) and day (two
 * years); and gaps. Gathered in memory, added to the tables once a batch. Ages are measured against the newest event: the
 * history has no clock of its own. What a question is answered from is the coarsest of them that fits (worker-series.ts).
 */
import type { Database, Statement } from "sql.js";
import { delayBucket } from "../../../shared/analysis/delays.ts";
import {
	type CounterName,
	type Counters,
	counterNames,
	counterOf,
	zeroCounters,
} from "../../../shared/policy/counters.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";

const DAY = 86_400;
const TWO_YEARS = 731 * DAY;

export interface Grain {
	/** Of a row, in seconds. */
	readonly unit: number;
	/** Seconds. */
	readonly kept: number;
}

/** Finest first. */
export const countGrains = {
	seconds: { unit: 1, kept: 6 * 3600 },
	minutes: { unit: 60, kept: 32 * DAY },
	hours: { unit: 3600, kept: TWO_YEARS },
	days: { unit: DAY, kept: TWO_YEARS },
} as const satisfies Readonly<Record<string, Grain>>;
export type CountTable = keyof typeof countGrains;
const countTables = Object.keys(countGrains) as readonly CountTable[];

export const delayGrains = {
	delays_minute: { unit: 60, kept: 2 * DAY },
	delays_hour: { unit: 3600, kept: 32 * DAY },
	delays_day: { unit: DAY, kept: TWO_YEARS },
} as const satisfies Readonly<Record<string, Grain>>;
export type DelayTable = keyof typeof delayGrains;
const delayTables = Object.keys(delayGrains) as readonly DelayTable[];

export const OURS = 0;
export const THEIRS = 1;

export interface Rollup {
	/** `lastAt` is the instant of the event before. */
	add(event: PolicyEvent, lastAt: number | null): void;
	/** Inside a transaction. */
	flush(): void;
	/** Drops what is too old, seen from `now`; inside a transaction. */
	prune(now: number): void;
}

type Counts = Map<number, Counters>;

export function openRollup(db: Database): Rollup {
	const tables = countTables.map((name) => ({
		counts: new Map<number, Counters>(),
		length: countGrains[name].unit * 1000,
		statement: addSql(db, name),
	}));
	const delays = delayTables.map((name) => ({
		counts: new Map<string, number>(),
		length: delayGrains[name].unit * 1000,
		statement: addDelay(db, name),
	}));
	const addGap = db.prepare("INSERT INTO gaps(fromAt, toAt, why) VALUES (?, ?, ?)");

	function count(at: number, name: CounterName, by: number): void {
		for (const { counts, length } of tables) {
			const counters = countersAt(counts, Math.floor(at / length));
			counters[name] += by;
		}
	}

	function delayed(at: number, whose: number, seconds: number | null): void {
		if (seconds === null) return;
		for (const { counts, length } of delays) {
			const key = `${Math.floor(at / length)} ${whose} ${delayBucket(seconds)}`;
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
	}

	return {
		add(event, lastAt) {
			const name = counterOf(event);
			if (name !== null) count(event.at, name, 1);
			if (event.kind === "passed") {
				delayed(event.at, OURS, event.ourDelaySeconds);
				delayed(event.at, THEIRS, event.theirDelaySeconds);
			}
			if (event.kind === "gap") {
				// No mail passed: then nothing is counted, and the gap may show.
				if (event.passed > 0) count(event.at, "passedOpen", event.passed);
				addGap.run([event.from, event.to, event.why]);
			}
			// Whether it stopped in order or fell, between its last event and its start it heard nothing.
			const started = event.kind === "engine-changed" && event.change === "started";
			if (started && lastAt !== null && lastAt < event.at) addGap.run([lastAt, event.at, "the engine did not run"]);
		},
		flush() {
			for (const { counts, statement } of tables) {
				for (const [at, counters] of counts) statement.run([at, ...counterNames.map((name) => counters[name])]);
				counts.clear();
			}
			for (const { counts, statement } of delays) {
				for (const [key, by] of counts) statement.run([...key.split(" ").map(Number), by]);
				counts.clear();
			}
		},
		prune(now) {
			const grains: Readonly<Record<string, Grain>> = { ...countGrains, ...delayGrains };
			for (const [name, { unit, kept }] of Object.entries(grains))
				db.run(`DELETE FROM ${name} WHERE at < ?`, [Math.floor((now / 1000 - kept) / unit)]);
			db.run("DELETE FROM gaps WHERE toAt < ?", [now - TWO_YEARS * 1000]);
		},
	};
}

function countersAt(counts: Counts, at: number): Counters {
	const known = counts.get(at);
	if (known !== undefined) return known;
	const fresh = zeroCounters();
	counts.set(at, fresh);
	return fresh;
}

function addSql(db: Database, table: CountTable): Statement {
	const marks = counterNames.map(() => "?").join(", ");
	const sums = counterNames.map((name) => `${name} = ${name} + excluded.${name}`).join(", ");
	return db.prepare(
		`INSERT INTO ${table}(at, ${counterNames.join(", ")}) VALUES (?, ${marks}) ON CONFLICT(at) DO UPDATE SET ${sums}`,
	);
}

function addDelay(db: Database, table: DelayTable): Statement {
	return db.prepare(
		`INSERT INTO ${table}(at, whose, bucket, count) VALUES (?, ?, ?, ?)
		ON CONFLICT(at, whose, bucket) DO UPDATE SET count = count + excluded.count`,
	);
}
