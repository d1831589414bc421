/**
 * Counts by second (6 h) and minute (400 d), delays by minute (2 d) and hour (400 d), and gaps. Gathered in memory,
 * added to the tables once a batch. Ages are measured against the newest event: the history has no clock of its own.
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

export const SECONDS_KEPT = 6 * 3600;
export const MINUTES_KEPT = 400 * 86_400;
export const MINUTE_DELAYS_KEPT = 2 * 86_400;
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
	const tables = [
		{ counts: new Map<number, Counters>(), length: 1000, statement: addSql(db, "seconds") },
		{ counts: new Map<number, Counters>(), length: 60_000, statement: addSql(db, "minutes") },
	];
	const delays = [
		{ counts: new Map<string, number>(), length: 60_000, statement: addDelay(db, "delays_minute") },
		{ counts: new Map<string, number>(), length: 3_600_000, statement: addDelay(db, "delays_hour") },
	];
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
			db.run("DELETE FROM seconds WHERE at < ?", [Math.floor(now / 1000) - SECONDS_KEPT]);
			db.run("DELETE FROM minutes WHERE at < ?", [Math.floor((now / 1000 - MINUTES_KEPT) / 60)]);
			db.run("DELETE FROM delays_minute WHERE at < ?", [Math.floor((now / 1000 - MINUTE_DELAYS_KEPT) / 60)]);
			db.run("DELETE FROM delays_hour WHERE at < ?", [Math.floor((now / 1000 - MINUTES_KEPT) / 3600)]);
			db.run("DELETE FROM gaps WHERE toAt < ?", [now - MINUTES_KEPT * 1000]);
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

function addSql(db: Database, table: "seconds" | "minutes"): Statement {
	const marks = counterNames.map(() => "?").join(", ");
	const sums = counterNames.map((name) => `${name} = ${name} + excluded.${name}`).join(", ");
	return db.prepare(
		`INSERT INTO ${table}(at, ${counterNames.join(", ")}) VALUES (?, ${marks}) ON CONFLICT(at) DO UPDATE SET ${sums}`,
	);
}

function addDelay(db: Database, table: "delays_minute" | "delays_hour"): Statement {
	return db.prepare(
		`INSERT INTO ${table}(at, whose, bucket, count) VALUES (?, ?, ?, ?)
		ON CONFLICT(at, whose, bucket) DO UPDATE SET count = count + excluded.count`,
	);
}
