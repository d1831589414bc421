/**
 * A client that opens one new triplet after the other is not remembered for all of them: where so many of its network
 * (/24, /64) wait already, a further new one is asked to wait and forgotten at once (sqlgrey's connection throttle).
 * Counted are those that wait: who comes back is let in and makes room, who never does stays at the bound until its
 * retry window ends. So it needs no memory of its own, and a replay decides alike. Known triplets are not touched.
 */
import { deferred } from "./deferring.ts";
import { undelayed } from "./life.ts";
import { passed, passWith } from "./passing.ts";
import { goOn, type Rule } from "./rule.ts";

const off = goOn("Clients are not throttled (throttle is 0)");
const below = goOn("It is known, or few enough new ones of its network wait");

export const throttle: Rule = {
	name: "throttle",
	asked: "Does this client open too many new triplets?",
	ask(question) {
		const { settings } = question.policy;
		if (settings.throttle === 0) return off;
		if (question.rows.crowd < settings.throttle) return below;
		const why = `${question.rows.crowd} new triplets of ${question.keys.networks[0]} wait already: this one is not remembered`;
		if (settings.mode === "shadow") {
			const words = `Would have been asked to wait, but shadow mode only watches. ${why}`;
			const parts = { rule: "throttle", reason: "shadow", why: words, triplet: null, life: null } as const;
			return passWith(passed(question, { ...parts, delays: undelayed }));
		}
		const draft = deferred(question, { rule: "throttle", reason: "throttled", why, triplet: null, life: null });
		return { kind: "decided", decision: { verdict: { action: "defer", secondsLeft: settings.delay }, draft } };
	},
};
