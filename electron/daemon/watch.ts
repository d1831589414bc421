/** Looks once a second after what a postmaster must be told: each alert has its condition here, in one place. */

import { durationWords } from "../../shared/base/duration.ts";
import type { Log } from "../../shared/base/log.ts";
import type { Alerts } from "./alerts.ts";
import type { History } from "./history/contract.ts";
import type { Ledger } from "./ledger/contract.ts";

export interface Watched {
	readonly ledger: Ledger;
	readonly history: () => History | null;
	readonly connections: {
		readonly limit: number;
		/** Dropped because of the limit, since the start. */
		dropped(): number;
	};
	/** Waiting mails that had to make room, since the start. */
	readonly evicted: () => number;
	readonly alerts: Pick<Alerts, "raise" | "clear">;
	readonly log: Log;
}

const LOOK_MS = 1000;
/** The disk is slow when it lets us wait so long. */
const SLOW_DISK_SECONDS = 10;
/** The history is behind when it lags so long; a restart's catching up is no alarm before. */
const BEHIND_SECONDS = 30;
const CAUGHT_UP_SECONDS = 5;
/** What comes in bursts is over when there was nothing of it for so many looks. */
const OVERFLOW_LOOKS = 600;
const LIMIT_LOOKS = 60;
const EVICTED_LOOKS = 600;
/** Fewer in a row of looks are no flood: a network at its share trades one for another. */
const MANY_EVICTED = 20;
/** A disk that confirms once, and then lets us wait again, is slow still; one that could be written once may be full again. */
const SWIFT_LOOKS = 60;
const WRITTEN_LOOKS = 60;

/** Returns the way to stop. */
export function watch(watched: Watched): () => void {
	const look = lookOut(watched);
	const timer = setInterval(() => {
		try {
			look();
		} catch (error) {
			watched.log.error("the watch stumbled", { error: String(error) });
		}
	}, LOOK_MS);
	timer.unref();
	return () => clearInterval(timer);
}

/** One look at all of it; keeps what it saw the last time. */
export function lookOut({ ledger, history, connections, evicted, alerts }: Watched): () => void {
	const overflow = growth(() => ledger.counters().passedOverflow, OVERFLOW_LOOKS);
	const dropped = growth(connections.dropped, LIMIT_LOOKS);
	const makingRoom = growth(evicted, EVICTED_LOOKS);
	let evictedBefore = evicted();
	let swiftLooks = SWIFT_LOOKS;
	let writtenLooks = WRITTEN_LOOKS;
	let lastWhy: string | null = null;

	function bursts(): void {
		const overflows = overflow();
		if (overflows === "grows") alerts.raise("overflow", OVERFLOW_WORDS);
		else if (overflows === "calm") alerts.clear("overflow");
		const drops = dropped();
		if (drops === "grows") alerts.raise("connections-at-limit", limitWords(connections.limit));
		else if (drops === "calm") alerts.clear("connections-at-limit");
		flood();
	}

	/** Counted from the last calm on. */
	function flood(): void {
		const forgets = makingRoom();
		if (forgets === "calm") {
			evictedBefore = evicted();
			alerts.clear("waiting-forgotten");
		} else if (forgets === "grows" && evicted() - evictedBefore >= MANY_EVICTED)
			alerts.raise("waiting-forgotten", evictedWords(evicted() - evictedBefore, ledger.state));
	}

	function engine(): void {
		const { open, why, syncSeconds } = ledger.health();
		swiftLooks = syncSeconds < SLOW_DISK_SECONDS ? swiftLooks + 1 : 0;
		if (swiftLooks === 0) alerts.raise("disk-slow", slowWords(syncSeconds));
		else if (swiftLooks >= SWIFT_LOOKS) alerts.clear("disk-slow");
		if (open) {
			[writtenLooks, lastWhy] = [0, why];
			alerts.raise("engine-open", openWords(why));
			return;
		}
		writtenLooks += 1;
		if (writtenLooks >= WRITTEN_LOOKS) alerts.clear("engine-open");
		else alerts.raise("engine-open", writtenWords(lastWhy));
	}

	function readModel(): void {
		const found = history()?.position() ?? null;
		if (found === null) return;
		if (found.problem === null) alerts.clear("history-gone");
		else alerts.raise("history-gone", `The history does not work: ${found.problem}. Mail goes on.`);
		const { behindSeconds } = found;
		if (behindSeconds >= BEHIND_SECONDS) alerts.raise("history-behind", behindWords(behindSeconds));
		else if (behindSeconds < CAUGHT_UP_SECONDS) alerts.clear("history-behind");
	}

	return () => {
		engine();
		bursts();
		readModel();
	};
}

/** Whether a count has grown since the last look, or has stood still for `calmLooks` of them. */
function growth(count: () => number, calmLooks: number): () => "grows" | "calm" | "wait" {
	let before = count();
	let looks = 0;
	return () => {
		const now = count();
		looks = now > before ? 0 : looks + 1;
		before = now;
		if (looks === 0) return "grows";
		return looks >= calmLooks ? "calm" : "wait";
	};
}

const OVERFLOW_WORDS =
	"There is no room for more triplets: new mail that cannot be remembered passes. Raise maxTriplets or maxShare.";

function evictedWords(count: number, { triplets, policy }: Ledger["state"]): string {
	const { maxTriplets, maxShare } = policy.settings;
	const isFull = triplets.size >= maxTriplets;
	const bound = isFull
		? `all ${maxTriplets} places (maxTriplets) are taken`
		: `a network holds its share of ${Math.max(1, Math.floor(maxTriplets * maxShare))} (maxShare)`;
	return (
		`${count} waiting mails were forgotten to make room for new ones, the oldest first, for ${bound}: who comes back of ` +
		"them waits anew. Look at the clients of state:waiting; a flood from few networks is held by throttle."
	);
}

function limitWords(limit: number): string {
	return (
		`All ${limit} connections of the policy port are in use; the longest idle are closed for new ones. ` +
		"Raise ulimit -n and [policy] connections, or lower the number of Postfix's smtpd processes."
	);
}

function behindWords(seconds: number): string {
	return `The history is ${durationWords(seconds)} behind: lists and charts lag so much. Mail goes on.`;
}

function slowWords(seconds: number): string {
	return (
		`The disk has not confirmed for ${durationWords(seconds)} that it keeps the journal: operator actions wait, ` +
		"and soon all mail will pass unrecorded. Look at the disk and its load."
	);
}

function openWords(why: string | null): string {
	return (
		`All mail passes unrecorded: ${why ?? "the journal could not be written"}. ` +
		"It is tried again every second; see that its disk can be written."
	);
}

function writtenWords(why: string | null): string {
	return (
		`All mail passed unrecorded a moment ago: ${why ?? "the journal could not be written"}. ` +
		"It is recorded again; this is over once that has held for a minute."
	);
}
