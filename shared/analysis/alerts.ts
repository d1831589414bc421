/**
 * When a postmaster must be told, from figures taken every few seconds. Pure: figures and instants in, what to raise
 * and to clear out. Nothing flaps: a condition must hold for a while before it is told, and be gone for a while before
 * it is over, and the border to be gone lies further back than the one to begin. Of what is unknown nothing follows.
 */
import { type DiskRoom, isDiskLow } from "../base/disk-room.ts";
import { durationWords } from "../base/duration.ts";
import { dnsDown, dnsList, type ResolverFigures } from "./resolver-alerts.ts";
import { createSamples, type Samples } from "./samples.ts";
import { createSteady } from "./steady.ts";

/** Counts only grow. */
export interface Figures {
	/** Epoch milliseconds; later than those before. */
	readonly at: number;
	/** On the journal's disk; `null`: not known. */
	readonly disk: DiskRoom | null;
	/** Policy requests since `since`, and when the last one came; `null`: none did. */
	readonly requests: number;
	readonly since: number;
	readonly lastAskedAt: number | null;
	readonly deferredNew: number;
	readonly autoWhitelisted: number;
	/** All mail that was decided on. */
	readonly decided: number;
	/** Mails that were tried many times over more than an hour, and never passed. */
	readonly stuck: number;
	readonly resolver: ResolverFigures;
}

export type FiguresAlert =
	| "disk-low"
	| "not-asked"
	| "stuck-mail"
	| "surge"
	| "auto-whitelist-drop"
	| "dns-down"
	| "dns-list";

export interface Judged {
	readonly id: FiguresAlert;
	/** `null`: it does not hold, or no longer. */
	readonly words: string | null;
}

const MIB = 1 << 20;
const MINUTE = 60;
const HOUR = 3600;
/** So many times as long as usual without a question, and half an hour at least. */
const QUIET_TIMES = 20;
const LEAST_QUIET = 30 * MINUTE;
/** A surge is so much above the usual, and so many mails at least. */
const SURGE = { window: 5 * MINUTE, times: 5, over: 3, least: 50 };
/** Hits of the auto-whitelists below this part of the usual; told only where there were enough to speak of usual. */
const DROP = { window: 15 * MINUTE, below: 0.1, over: 0.3, least: 40 };

/** Keeps what it needs of earlier figures; give it all of them in order. */
export function createAlertRules(): (figures: Figures) => readonly Judged[] {
	const samples = createSamples<"deferredNew" | "autoWhitelisted" | "decided">(HOUR + DROP.window);
	const rules = [diskLow(), notAsked(), stuckMail(), surge(samples), autoWhitelistDrop(samples), dnsDown(), dnsList()];
	return (figures) => {
		samples.add(figures.at, figures);
		return rules.map((rule) => rule(figures));
	};
}

type Rule = (figures: Figures) => Judged;
type Counted = Samples<"deferredNew" | "autoWhitelisted" | "decided">;

function diskLow(): Rule {
	const steady = createSteady({ raiseAfter: 30, clearAfter: 5 * MINUTE });
	return ({ at, disk }) => {
		if (!steady(at, disk === null ? null : isDiskLow(disk))) return { id: "disk-low", words: null };
		const left = disk === null ? "Little" : `Only ${Math.floor(disk.free / MIB)} MiB`;
		return {
			id: "disk-low",
			words: `${left} of the journal's disk is free: once it is full, all mail passes unrecorded. Make room, or keep less traffic ([retention] bytes).`,
		};
	};
}

function notAsked(): Rule {
	return ({ at, requests, since, lastAskedAt }) => {
		if (lastAskedAt === null || requests === 0) return { id: "not-asked", words: null };
		const usual = (lastAskedAt - since) / 1000 / requests;
		const quiet = (at - lastAskedAt) / 1000;
		if (quiet < Math.max(LEAST_QUIET, QUIET_TIMES * usual)) return { id: "not-asked", words: null };
		return {
			id: "not-asked",
			words: `No mail server has asked for ${durationWords(quiet)}, though some did before. See whether mail comes in at all, and run: greydesk doctor postfix.`,
		};
	};
}

function stuckMail(): Rule {
	const steady = createSteady({ raiseAfter: MINUTE, clearAfter: 5 * MINUTE });
	return ({ at, stuck }) => {
		if (!steady(at, stuck > 0)) return { id: "stuck-mail", words: null };
		const mails = stuck === 1 ? "One mail" : `${stuck} mails`;
		return {
			id: "stuck-mail",
			words: `${mails} tried again and again for more than an hour and never passed, as from a pool of hosts that each are new here. Sort the triplets of state:waiting by sender, and approve what is wanted.`,
		};
	};
}

function surge(samples: Counted): Rule {
	const steady = createSteady({ raiseAfter: MINUTE, clearAfter: 10 * MINUTE });
	return ({ at }) => {
		const now = samples.grown("deferredNew", { from: at - SURGE.window * 1000, to: at });
		const before = samples.perWindow("deferredNew", { at, window: SURGE.window, past: HOUR });
		const isMuch = now !== null && before !== null && now >= SURGE.least && now > SURGE.times * before;
		const isOver = now !== null && before !== null && (now < SURGE.least || now < SURGE.over * before);
		if (!steady(at, isMuch ? true : isOver ? false : null)) return { id: "surge", words: null };
		const usual = before === null ? "unknown" : `about ${Math.round(before)}`;
		return {
			id: "surge",
			words: `${now ?? "Many"} new mails were deferred in 5 minutes, where ${usual} is usual. Look at the first clients of state:waiting: a wave of spam, or a key that has become too narrow.`,
		};
	};
}

function autoWhitelistDrop(samples: Counted): Rule {
	const steady = createSteady({ raiseAfter: 5 * MINUTE, clearAfter: 5 * MINUTE });
	const part = (name: "autoWhitelisted" | "decided", at: number): number | null => {
		const now = samples.grown(name, { from: at - DROP.window * 1000, to: at });
		const before = samples.perWindow(name, { at, window: DROP.window, past: HOUR });
		return now === null || before === null || before < DROP.least ? null : now / before;
	};
	return ({ at }) => {
		const hits = part("autoWhitelisted", at);
		const mail = part("decided", at);
		// Less mail of all kinds is a quiet hour, not a loss of what was known.
		const isLoss = hits !== null && mail !== null && mail > 0.5 && hits < DROP.below;
		const isOver = hits !== null && mail !== null && (mail <= 0.5 || hits > DROP.over);
		if (!steady(at, isLoss ? true : isOver ? false : null)) return { id: "auto-whitelist-drop", words: null };
		return {
			id: "auto-whitelist-drop",
			words:
				"Hardly any mail passes by the auto-whitelists any more, though as much is asked for as before. See in Activity whether settings of keys or auto-whitelists were changed, and undo that.",
		};
	};
}
