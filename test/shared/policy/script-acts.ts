/** What operators, time and our own trouble do in a script (script.ts): the lines that are no attempts. */
import { parseSeconds } from "../../../shared/base/duration.ts";
import { invariant, type Outcome } from "../../../shared/base/outcome.ts";
import type { EventDraft, SettingsChanged } from "../../../shared/policy/event.ts";
import { type Plan, planApprove, planPurge } from "../../../shared/policy/operator.ts";
import { type Settings, settingsSchema } from "../../../shared/policy/settings.ts";
import type { GreylistState } from "../../../shared/policy/state.ts";
import { planSweep } from "../../../shared/policy/sweep.ts";
import { planUndo } from "../../../shared/policy/undo.ts";

export interface Actor {
	readonly state: GreylistState;
	record(draft: EventDraft): void;
}

export const who = { name: "test", verified: false, role: "operator" } as const;

interface At {
	readonly now: number;
	readonly actionId: string;
	readonly lastTriplet: string;
	readonly lastAction: string;
}

/** What a line does that is no attempt, and how it went. */
export function act(stage: Actor, [verb = "", ...words]: readonly string[], at: At): string {
	const { now, actionId, lastTriplet, lastAction } = at;
	const acting = { actionId, who, why: "" };
	const plain = words.filter((word) => !word.startsWith("until="));
	const until = words.find((word) => word.startsWith("until="));
	const untilAt = until === undefined ? null : now + secondsIn(until.slice(6)) * 1000;
	const { state } = stage;
	switch (verb) {
		case "approve": {
			const [sender = "", recipient = "", client = null] = plain;
			const mail = { sender, recipient, client };
			return acted(stage, planApprove(state, { ...acting, ids: [], mail, untilAt }, now));
		}
		case "approve-last":
		case "approve-of": {
			const ids = verb === "approve-last" ? [lastTriplet] : idsOf(state, plain);
			return acted(stage, planApprove(state, { ...acting, ids, mail: null, untilAt }, now));
		}
		case "purge-last":
		case "purge-of": {
			const ids = verb === "purge-last" ? [lastTriplet] : idsOf(state, plain);
			const alsoAutoWhitelist = plain[0] === "and-trust";
			return acted(stage, planPurge(state, { ...acting, ids, alsoAutoWhitelist }, now));
		}
		case "undo": {
			const record = state.actions.get(plain[0] ?? lastAction);
			invariant(record !== undefined, "nothing was done that could be undone");
			return acted(stage, planUndo(state, { ...acting, record }, now));
		}
		case "show": {
			const told = idsOf(state, plain).map((id) => state.triplets.get(id)?.state);
			return `${told.join(" ") || "nothing"}`;
		}
		case "sweep": {
			const drafts = planSweep(state, now);
			for (const draft of drafts) stage.record(draft);
			return `swept ${drafts.map((draft) => (draft.kind === "expired" ? draft.reason : draft.kind)).join(" ") || "nothing"}`;
		}
		case "set": {
			const changes = Object.fromEntries(words.map((word) => word.split("=")));
			const after = settingsSchema.parse({ ...state.policy.settings, ...numbers(changes) });
			stage.record(settingsChange(state, after, { at: now, actionId }));
			return "done 1";
		}
		case "override": {
			const overrides = [...state.policy.settings.overrides, words.join(" ")];
			const after = settingsSchema.parse({ ...state.policy.settings, overrides });
			stage.record(settingsChange(state, after, { at: now, actionId }));
			return "done 1";
		}
		case "pass-all": {
			const { settings } = state.policy;
			const change = settingsChange(state, settings, { at: now, actionId });
			stage.record({ ...change, passAllUntilAt: now + secondsIn(words[0]) * 1000 });
			return "done 1";
		}
		case "trouble": {
			stage.record({ kind: "gap", at: now, from: now - secondsIn(words[0]) * 1000, to: now, passed: 1, why: "" });
			return "done 1";
		}
		default:
			throw new Error(`a script cannot "${verb}"`);
	}
}

function idsOf({ triplets }: GreylistState, clients: readonly string[]): readonly string[] {
	return [...triplets.values()].filter(({ client }) => clients.includes(client)).map(({ id }) => id);
}

function secondsIn(text = ""): number {
	const parsed = parseSeconds(text);
	invariant(parsed.ok, `not a duration: ${text}`);
	return parsed.value;
}

function numbers(values: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]),
	);
}

function acted(stage: Actor, plan: Outcome<Plan>): string {
	if (!plan.ok) return `refused: ${plan.problem}`;
	for (const draft of plan.value.drafts) stage.record(draft);
	const { count, failed } = plan.value;
	return `done ${count}${failed.length === 0 ? "" : `, but: ${failed.map(({ why }) => why).join("; ")}`}`;
}

export function settingsChange(
	{ policy }: GreylistState,
	after: Settings,
	{ at, actionId }: { readonly at: number; readonly actionId: string },
): SettingsChanged {
	return {
		kind: "settings-changed",
		at,
		actionId,
		who,
		why: "",
		revision: policy.revision + 1,
		before: policy.revision === 0 ? null : policy.settings,
		after,
		passAllBefore: policy.passAllUntilAt,
		passAllUntilAt: policy.passAllUntilAt,
	};
}
