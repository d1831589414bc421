/**
 * Plays a script against the policy: one attempt a line, elapsed time first, expected verdict and reason last, two
 * spaces before them. `play` gives the lines back with what really happened in place of what was expected.
 *
 *   0s   192.0.2.10 mail.example.net alice@example.net bob@dest.test  defer new left=60
 *   61s  192.0.2.10 - <> bob@dest.test at=DATA instance=a1            pass after-delay delayed=61
 *   70s  approve alice@example.net bob@dest.test                      done 1
 *   71s  approve-last | purge-last | undo | sweep | set mode=shadow   done 1
 *   72s  purge-last and-trust                                         done 1
 *   72s  approve-of 192.0.2.10 192.0.2.11 until=7d as=first           done 2
 *   72s  purge-of 192.0.2.10 | undo first | show 192.0.2.11           done 1
 *   73s  pass-all 10m                                                 done 1
 *   73s  override dest.test delay=5m                                  done 1
 *   74s  trouble 10s                                                  done 1
 *
 * `-` is no verified name, `<>` the null sender. Before the expectation: sasl= at= instance= helo= spf=,
 * lists= (zen.test/127.0.0.2 is listed as that, ok.test/- not listed, dead.test/? unknown), resolver=down. Behind it,
 * checked where written (trouble: nothing was recorded in the seconds before): left= (seconds), delayed= (seconds), rule=, state= (of the row), used=, failed= (how many).
 */

import type { input } from "zod";
import { parseSeconds } from "../../../shared/base/duration.ts";
import { withLowerDomain } from "../../../shared/base/names.ts";
import { invariant } from "../../../shared/base/outcome.ts";
import { type Attempt, type Facts, noFacts } from "../../../shared/policy/attempt.ts";
import { decide } from "../../../shared/policy/decide.ts";
import type { Decision, Question } from "../../../shared/policy/decision.ts";
import type { EventDraft, PolicyEvent } from "../../../shared/policy/event.ts";
import { fold } from "../../../shared/policy/fold.ts";
import { gatherRows } from "../../../shared/policy/gather.ts";
import { keysOf } from "../../../shared/policy/keys.ts";
import { policyFor } from "../../../shared/policy/recipient-policy.ts";
import { settingsSchema } from "../../../shared/policy/settings.ts";
import type { GreylistState } from "../../../shared/policy/state.ts";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import { freshState } from "../../fixtures/fresh-state.ts";
import { act, settingsChange, who } from "./script-acts.ts";

/** 14 March 2026, 00:00 UTC. */
export const START = Date.UTC(2026, 2, 14);
export type SettingsInput = input<typeof settingsSchema>;

export interface Stage {
	readonly state: GreylistState;
	readonly events: readonly PolicyEvent[];
	record(draft: EventDraft): void;
	question(attempt: Attempt, now: number, facts?: Facts): Question;
	/** Decides and records. */
	ask(attempt: Attempt, now: number, facts?: Facts): Decision;
}

/** Not keyed, but as long and as different as the real one. */
export function testHash(text: string): string {
	const parts = [0x811c9dc5, 0x1234567, 0x9e3779b9].map((seed) => {
		let hash = seed;
		for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
		return (hash >>> 0).toString(32).padStart(7, "0");
	});
	return parts.join("").slice(0, 16);
}

export function createStage(settings: SettingsInput = {}, whitelists: readonly WhitelistEntry[] = []): Stage {
	const state = freshState();
	const events: PolicyEvent[] = [];
	function record(draft: EventDraft): void {
		const event = { ...draft, seq: events.length + 1 } as PolicyEvent;
		events.push(event);
		fold(state, event);
	}
	function question(attempt: Attempt, now: number, facts: Facts = noFacts): Question {
		const keys = keysOf(attempt, state.policy, testHash);
		const policy = policyFor(state.policy, attempt.recipient);
		return { attempt, facts, keys, rows: gatherRows(state, keys, now), policy, now };
	}
	record(settingsChange(state, settingsSchema.parse(settings), { at: START, actionId: "first" }));
	if (whitelists.length > 0)
		record({
			kind: "whitelist-changed",
			at: START,
			actionId: "lists",
			who,
			why: "",
			revision: 2,
			added: whitelists,
			removed: [],
		});
	return {
		state,
		events,
		record,
		question,
		ask(attempt, now, facts) {
			const decision = decide(question(attempt, now, facts));
			record(decision.draft);
			return decision;
		},
	};
}

/** Lines as they were written, with what happened at the end of each. */
export function play(script: string, stage: Stage = createStage()): string {
	let lastTriplet = "";
	let lastAction = "";
	return linesOf(script)
		.map((line, index) => {
			const cut = /^(.*\S)\s{2,}(\S.*)$/.exec(line);
			invariant(cut !== null, `no expectation, two spaces before it, in: ${line}`);
			const [, given = "", expected = ""] = cut;
			const [elapsed = "", ...words] = given.split(/\s+/);
			const now = START + secondsOf(elapsed) * 1000;
			const [verb = ""] = words;
			if (/^[0-9a-f.:]+$/i.test(verb)) {
				const { attempt, facts } = attemptFrom(words, `line-${index}`);
				const decision = stage.ask(attempt, now, facts);
				lastTriplet = decision.draft.triplet ?? lastTriplet;
				return `${given} => ${told(decision, stage, expected)}`;
			}
			const named = words.find((word) => word.startsWith("as="));
			const actionId = named?.slice(3) ?? `action-${index}`;
			const happened = act(
				stage,
				words.filter((word) => word !== named),
				{ now, actionId, lastTriplet, lastAction },
			);
			if (verb !== "sweep" && happened.startsWith("done")) lastAction = actionId;
			return `${given} => ${happened}`;
		})
		.join("\n");
}

/** The same form as `play` gives, with the expectations. */
export function expectedOf(script: string): string {
	return linesOf(script)
		.map((line) => line.replace(/^(.*\S)\s{2,}(\S.*)$/, "$1 => $2"))
		.join("\n");
}

function linesOf(script: string): readonly string[] {
	return script
		.split("\n")
		.map((line) => line.trim().replace(/^(-?\S+)\s+/, "$1 "))
		.filter((line) => line !== "" && !line.startsWith("#"));
}

function secondsOf(text: string): number {
	const sign = text.startsWith("-") ? -1 : 1;
	const parsed = parseSeconds(text.replace(/^-/, ""));
	invariant(parsed.ok, `not an elapsed time: ${text}`);
	return sign * parsed.value;
}

export function attemptFrom(
	words: readonly string[],
	instance: string,
): { readonly attempt: Attempt; readonly facts: Facts } {
	const [client = "", name = "-", sender = "", recipient = "", ...rest] = words;
	const options = new Map(rest.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]));
	const attempt: Attempt = {
		instance: options.get("instance") ?? instance,
		state: options.get("at") === "DATA" ? "DATA" : "RCPT",
		client,
		clientName: name === "-" ? null : name,
		reverseName: null,
		helo: options.get("helo") ?? null,
		sender: sender === "<>" ? "" : withLowerDomain(sender),
		recipient: withLowerDomain(recipient),
		saslUser: options.get("sasl") ?? null,
		encryption: null,
		queueId: null,
		size: null,
	};
	return { attempt, facts: factsFrom(options) };
}

function factsFrom(options: ReadonlyMap<string, string>): Facts {
	const [spf, lists, resolver] = [options.get("spf"), options.get("lists"), options.get("resolver")];
	const told = (lists ?? "").split(",").map((list): [string, readonly string[] | null] => {
		const [name = "", answer = "?"] = list.split("/");
		return [name, answer === "?" ? null : answer === "-" ? [] : [answer]];
	});
	return {
		spf: (spf as Facts["spf"] | undefined) ?? "unknown",
		...(lists === undefined ? {} : { lists: Object.fromEntries(told) }),
		...(resolver === "down" ? { resolverDown: true } : {}),
	};
}

/** Verdict and reason, and those details that the line asks for. */
function told({ verdict, draft }: Decision, { state }: Stage, expected: string): string {
	const details = expected
		.split(/\s+/)
		.slice(2)
		.map((detail) => detail.slice(0, detail.indexOf("=")));
	const row = draft.triplet === null ? undefined : state.triplets.get(draft.triplet);
	const known: Readonly<Record<string, unknown>> = {
		left: verdict.action === "defer" ? verdict.secondsLeft : null,
		delayed: verdict.action === "pass" ? verdict.delayed : null,
		rule: draft.rule,
		state: row?.state ?? null,
		attempts: row?.attempts ?? null,
		used: draft.kind === "passed" ? (draft.used ?? null) : null,
		ours: draft.kind === "passed" ? draft.ourDelaySeconds : null,
		theirs: draft.kind === "passed" ? draft.theirDelaySeconds : null,
		earned: draft.kind === "passed" && draft.earned !== undefined,
	};
	return [verdict.action, draft.reason, ...details.map((name) => `${name}=${known[name]}`)].join(" ");
}
