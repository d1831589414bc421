/**
 * An operator's actions. What they change is planned by pure functions (shared/policy/operator.ts, undo.ts) and
 * committed by the ledger in the same turn, so that no mail comes between plan and deed; what is about many triplets
 * is so planned and committed part by part (in-parts.ts). A problem is one sentence for the operator.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import type { ActionEffect } from "../../../shared/policy/action.ts";
import type { ActionEvent, SettingsChanged, Who } from "../../../shared/policy/event.ts";
import { type Failed, type Plan, partApprove, partPurge } from "../../../shared/policy/operator.ts";
import { effectParts, idParts } from "../../../shared/policy/parts.ts";
import { planPack } from "../../../shared/policy/provider-pack.ts";
import type { AutoWhitelistRow } from "../../../shared/policy/rows.ts";
import type { Settings } from "../../../shared/policy/settings.ts";
import { planUndo } from "../../../shared/policy/undo.ts";
import { planListImport } from "../../../shared/policy/whitelist-import.ts";
import { planListing, planUnlisting } from "../../../shared/policy/whitelist-plan.ts";
import type { Ledger } from "../ledger/contract.ts";
import type { Acted, Decider } from "./contract.ts";
import { importRows } from "./import-rows.ts";
import { inParts } from "./in-parts.ts";

type Operator = Pick<
	Decider,
	| "approve"
	| "purge"
	| "whitelist"
	| "importList"
	| "switchPack"
	| "importRows"
	| "unlist"
	| "undo"
	| "changeSettings"
	| "passAll"
>;

export function createOperator(parts: {
	readonly ledger: Ledger;
	readonly clock: Clock;
	readonly hash: (text: string) => string;
	readonly newId: () => string;
}): Operator {
	const { ledger, clock, newId } = parts;
	const { state } = ledger;

	/** Actions that are being taken, and those that are being undone. */
	const busy = new Set<string>();

	function commit(actionId: string, plan: Outcome<Plan>): Promise<Outcome<Acted>> {
		return inParts(ledger, actionId, [{ ids: [], plan: () => plan }]);
	}

	async function keepBusy<T>(actionId: string, work: Promise<T>): Promise<T> {
		busy.add(actionId);
		return work.finally(() => busy.delete(actionId));
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
			const parts = idParts(state, request.ids).map((ids, index) => {
				const order = { ...request, actionId, ids, mail: index === 0 ? request.mail : null };
				return { ids, plan: () => partApprove(state, order, clock.now()) };
			});
			return keepBusy(actionId, inParts(ledger, actionId, parts));
		},
		async purge(request) {
			const actionId = newId();
			const trusted = new Map<string, AutoWhitelistRow>();
			let count = 0;
			const all = idParts(state, request.ids);
			const parts = all.map((ids, index) => {
				const alsoAutoWhitelist = request.alsoAutoWhitelist && index === all.length - 1;
				const plan = () => {
					const order = { ...request, actionId, ids, alsoAutoWhitelist, trustedBefore: [...trusted.keys()] };
					const part = partPurge(state, order, clock.now());
					count += part.trusted.count;
					for (const row of part.trusted.rows) trusted.set(row.key, row);
					return good(part);
				};
				return { ids, plan };
			});
			const acted = await keepBusy(actionId, inParts(ledger, actionId, parts));
			return acted.ok ? good({ ...acted.value, trusted: { count, rows: [...trusted.values()] } }) : acted;
		},
		async whitelist(wanted, why, who) {
			const actionId = newId();
			const plan = planListing(state, { wanted, id: newId(), actionId, who, why }, clock.now());
			if (!plan.ok) return plan;
			const { entry, warnings } = plan.value;
			const acted = await commit(actionId, plan);
			return acted.ok ? good({ ...acted.value, entry, warnings }) : acted;
		},
		async importList(order) {
			const actionId = newId();
			const plan = planListImport(state, { ...order, actionId, newId }, clock.now());
			if (!plan.ok) return plan;
			const { drafts, added, known, wide } = plan.value;
			if (order.dryRun || drafts.length === 0) return good({ acted: null, added, known, wide });
			const acted = await commit(actionId, plan);
			return acted.ok ? good({ acted: acted.value, added, known, wide }) : acted;
		},
		async switchPack(order) {
			const actionId = newId();
			const plan = planPack(state, { ...order, actionId, newId }, clock.now());
			if (!plan.ok) return plan;
			return plan.value.drafts.length === 0 ? good(null) : commit(actionId, plan);
		},
		importRows: (order) => importRows({ ...parts, busy }, order),
		unlist(ids, why, who) {
			const actionId = newId();
			return commit(actionId, planUnlisting(state, { ids, actionId, who, why }, clock.now()));
		},
		async undo(id, who, why) {
			const record = state.actions.get(id);
			if (record === undefined) return bad("There is no such action, or it is too old to be undone.");
			if (busy.has(id)) return bad("It is just being done, or undone: wait until that is over.");
			const actionId = newId();
			let failedBefore: Failed[] | null = [];
			const effects = effectParts(record.effect);
			const parts = effects.map((effect, index) => {
				const isLast = index === effects.length - 1;
				const plan = () => {
					const order = { record: { ...record, effect }, actionId, who, why, part: { isLast, failedBefore } };
					const part = planUndo(state, order, clock.now());
					if (!part.ok || part.value.drafts.length > 0) failedBefore = null;
					else failedBefore?.push(...part.value.failed);
					return part;
				};
				return { ids: idsOf(effect), plan };
			});
			return keepBusy(id, marked(state.policy.settings.mode, inParts(ledger, actionId, parts)));
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

function idsOf(effect: ActionEffect): readonly string[] {
	if (effect.kind === "imported") return effect.ids;
	return effect.kind === "approved" || effect.kind === "purged" ? effect.rows.map(({ id }) => id) : [];
}
