/**
 * An operator's actions. What they change is planned by pure functions (shared/policy/operator.ts, undo.ts) and
 * committed whole by the ledger in the same turn, so that no mail comes between plan and deed. A problem is one
 * sentence for the operator, and then nothing has changed.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import type { ActionEvent, SettingsChanged, Who } from "../../../shared/policy/event.ts";
import { type Plan, planApprove, planPurge } from "../../../shared/policy/operator.ts";
import type { Settings } from "../../../shared/policy/settings.ts";
import { planUndo } from "../../../shared/policy/undo.ts";
import { planListing, planUnlisting } from "../../../shared/policy/whitelist-plan.ts";
import type { Ledger } from "../ledger/contract.ts";
import type { Acted, Decider } from "./contract.ts";

type Operator = Pick<Decider, "approve" | "purge" | "whitelist" | "unlist" | "undo" | "changeSettings" | "passAll">;

export function createOperator(parts: {
	readonly ledger: Ledger;
	readonly clock: Clock;
	readonly newId: () => string;
}): Operator {
	const { ledger, clock, newId } = parts;
	const { state } = ledger;

	async function commit(actionId: string, plan: Outcome<Plan>): Promise<Outcome<Acted>> {
		if (!plan.ok) return plan;
		const { drafts, count, failed } = plan.value;
		const committed = await ledger.act(drafts);
		if (committed.kind === "open") return bad(openWords(ledger.health().why));
		return good({ actionId, seq: committed.seq, count, failed });
	}

	/** Settings and the pass-all switch change together or apart, by one kind of event. */
	async function change(next: Partial<Changed>, why: string, who: Who): Promise<Outcome<Acted>> {
		const { policy } = state;
		const actionId = newId();
		const draft: SettingsChanged = {
			kind: "settings-changed",
			at: clock.now(),
			actionId,
			who,
			why,
			revision: policy.revision + 1,
			before: policy.settings,
			after: next.settings ?? policy.settings,
			passAllBefore: policy.passAllUntilAt,
			passAllUntilAt: next.passAllUntilAt === undefined ? policy.passAllUntilAt : next.passAllUntilAt,
		};
		return commit(actionId, good(oneDraft(draft)));
	}

	/** Charts mark when the engine began to defer, or ceased to. */
	async function marked(mode: Settings["mode"], acted: Promise<Outcome<Acted>>): Promise<Outcome<Acted>> {
		const done = await acted;
		const now = state.policy.settings.mode;
		if (done.ok && now !== mode) {
			const why = now === "shadow" ? "set to watch only" : "set to defer what is new";
			ledger.record({ kind: "engine-changed", at: clock.now(), change: now, why }, () => undefined);
		}
		return done;
	}

	return {
		approve(request) {
			const actionId = newId();
			return commit(actionId, planApprove(state, { ...request, actionId }, clock.now()));
		},
		async purge(request) {
			const actionId = newId();
			const plan = planPurge(state, { ...request, actionId }, clock.now());
			if (!plan.ok) return plan;
			const acted = await commit(actionId, plan);
			return acted.ok ? good({ ...acted.value, trusted: plan.value.trusted }) : acted;
		},
		async whitelist(wanted, why, who) {
			const actionId = newId();
			const plan = planListing(state, { wanted, id: newId(), actionId, who, why }, clock.now());
			if (!plan.ok) return plan;
			const { entry, warnings } = plan.value;
			const acted = await commit(actionId, plan);
			return acted.ok ? good({ ...acted.value, entry, warnings }) : acted;
		},
		unlist(ids, why, who) {
			const actionId = newId();
			return commit(actionId, planUnlisting(state, { ids, actionId, who, why }, clock.now()));
		},
		async undo(id, who, why) {
			const record = state.actions.get(id);
			if (record === undefined) return bad("There is no such action, or it is too old to be undone.");
			const actionId = newId();
			const plan = planUndo(state, { record, actionId, who, why }, clock.now());
			return marked(state.policy.settings.mode, commit(actionId, plan));
		},
		async changeSettings({ settings, revision, why, who }) {
			const now = state.policy.revision;
			if (revision !== null && revision !== now) {
				return bad(`The settings were changed meanwhile (revision ${now}, not ${revision}); load them again.`);
			}
			return marked(state.policy.settings.mode, change({ settings }, why, who));
		},
		async passAll(untilAt, why, who) {
			if (untilAt !== null && untilAt <= clock.now())
				return bad("That time is over already; give one that is to come.");
			return change({ passAllUntilAt: untilAt }, why, who);
		},
	};
}

interface Changed {
	readonly settings: Settings;
	readonly passAllUntilAt: number | null;
}

function oneDraft(draft: ActionEvent): Plan {
	return { drafts: [draft], count: 1, failed: [] };
}

function openWords(why: string | null): string {
	return `Nothing was changed: ${why ?? "the journal cannot be written"}. Mail passes meanwhile; make room and try again.`;
}
