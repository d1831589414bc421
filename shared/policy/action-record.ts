/** How an action is remembered, for the audit trail and for undo: made by the fold from the action's events. */
import { assertNever } from "../base/outcome.ts";
import type { ActionEffect } from "./action.ts";
import type { ActionEvent } from "./event.ts";
import type { Approval, AutoWhitelistRow, TripletRow } from "./rows.ts";
import type { GreylistState } from "./state.ts";

/** Parts of one action become one record. Where an undo puts settings back, the record is that of the settings. */
export function remember(state: GreylistState, event: ActionEvent & { readonly seq: number }): void {
	const before = state.actions.get(event.actionId);
	const [effect, count] = effectOf(event);
	if (before === undefined) {
		const { actionId, seq, at, who, why } = event;
		state.actions.set(actionId, { actionId, seq, at, who, why, count, undoneBy: null, effect });
		return;
	}
	if (before.effect.kind !== effect.kind) return;
	state.actions.set(event.actionId, {
		...before,
		count: before.count + count,
		effect: joined(before.effect, effect),
	});
}

function effectOf(event: ActionEvent): readonly [ActionEffect, number] {
	switch (event.kind) {
		case "approved": {
			// A mail approved by name has no row; siblings share an approval.
			const count = Math.max(event.rows.length, event.approvals.length);
			return [{ kind: "approved", rows: event.rows, approvals: event.approvals }, count];
		}
		case "purged":
			return [purgedEffect(event), event.rows.length];
		case "undone": {
			const mails = Math.max(event.restored.length, event.withdrawn.length);
			const others = Math.max(event.autoWhitelists?.length ?? 0, event.approvals?.length ?? 0);
			const count = mails === 0 ? others : mails;
			return [{ kind: "undone", undoes: event.undoes, failed: event.failed }, count];
		}
		case "settings-changed": {
			const { before, after, passAllBefore, passAllUntilAt } = event;
			return [{ kind: "settings-changed", before, after, passAllBefore, passAllUntilAt }, 1];
		}
		case "whitelist-changed": {
			const { added, removed, uses = [], autoAdded = [], autoRemoved = [] } = event;
			const count = Math.max(added.length + autoAdded.length, removed.length + autoRemoved.length);
			return [{ kind: "whitelist-changed", added, removed, uses, autoAdded, autoRemoved }, count];
		}
		case "imported": {
			const { from, before, autoBefore } = event;
			const ids = event.rows.map(({ id }) => id);
			const autoWhitelists = event.autoWhitelists.map(({ key }) => key);
			const count = ids.length + autoWhitelists.length;
			return [{ kind: "imported", from, ids, before, autoWhitelists, autoBefore }, count];
		}
		case "erased":
			return [{ kind: "erased", mentions: event.mentions }, event.triplets.length];
		default:
			return assertNever(event);
	}
}

function joined(one: ActionEffect, two: ActionEffect): ActionEffect {
	if (one.kind === "approved" && two.kind === "approved")
		return { ...one, rows: one.rows.concat(two.rows), approvals: one.approvals.concat(two.approvals) };
	if (one.kind === "purged" && two.kind === "purged")
		return purgedEffect({
			rows: one.rows.concat(two.rows),
			approvals: bothOf(one.approvals, two.approvals),
			autoWhitelists: bothOf(one.autoWhitelists, two.autoWhitelists),
		});
	if (one.kind === "undone" && two.kind === "undone") return { ...one, failed: one.failed.concat(two.failed) };
	if (one.kind === "whitelist-changed" && two.kind === "whitelist-changed")
		return {
			...one,
			added: [...one.added, ...two.added],
			removed: [...one.removed, ...two.removed],
			uses: [...(one.uses ?? []), ...(two.uses ?? [])],
			autoAdded: [...(one.autoAdded ?? []), ...(two.autoAdded ?? [])],
			autoRemoved: [...(one.autoRemoved ?? []), ...(two.autoRemoved ?? [])],
		};
	if (one.kind === "imported" && two.kind === "imported")
		return {
			...one,
			ids: one.ids.concat(two.ids),
			before: one.before.concat(two.before),
			autoWhitelists: one.autoWhitelists.concat(two.autoWhitelists),
			autoBefore: one.autoBefore.concat(two.autoBefore),
		};
	return two;
}

interface PurgedParts {
	readonly rows: readonly TripletRow[];
	readonly approvals?: readonly Approval[] | undefined;
	readonly autoWhitelists?: readonly AutoWhitelistRow[] | undefined;
}

/** Where nothing of a kind was changed, nothing is said of it. */
function purgedEffect({ rows, approvals, autoWhitelists }: PurgedParts) {
	return {
		kind: "purged",
		rows,
		...(approvals === undefined || approvals.length === 0 ? {} : { approvals }),
		...(autoWhitelists === undefined ? {} : { autoWhitelists }),
	} as const;
}

function bothOf<T>(one: readonly T[] | undefined, two: readonly T[] | undefined): readonly T[] | undefined {
	return one === undefined || two === undefined ? (one ?? two) : one.concat(two);
}
