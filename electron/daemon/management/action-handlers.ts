/** The audit trail and the way back. The helpdesk may take back only what it did itself, by the name it claims. */
import type { z } from "zod";
import { assertNever } from "../../../shared/base/outcome.ts";
import type { ActionEffect, ActionRecord } from "../../../shared/policy/action.ts";
import type { Action, actionShape } from "../../../shared/protocol/action-routes.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { actedReply } from "./acted.ts";
import type { ManagementParts } from "./contract.ts";
import { asOf } from "./from-history.ts";
import type { HandlersOf } from "./handlers.ts";

export function actionHandlers(parts: ManagementParts): HandlersOf<"listActions" | "undo"> {
	const { ledger, decider } = parts;
	return {
		listActions: ({ query }) => {
			const rows = [...ledger.state.actions.values()].slice(-query.limit).reverse().map(actionReply);
			return { ok: true, value: { rows, asOf: asOf(parts) } };
		},
		undo: async ({ params, body, caller }) => {
			const action = ledger.state.actions.get(params.id);
			if (action === undefined) {
				return refuse(
					404,
					"No action with this id can be undone: it is too old, or never was; see the list of actions",
				);
			}
			if (caller.role === "helpdesk" && !isOwn(action, caller.who.name)) {
				return refuse(
					403,
					`The helpdesk may undo only its own actions; this one is ${action.who.name}'s: ask an operator`,
				);
			}
			const { can, why } = undoableOf(action);
			if (!can) return refuse(409, why ?? "This cannot be undone");
			return actedReply(parts, await decider.undo(action.actionId, caller.who, body.reason), 409);
		},
	};
}

function isOwn(action: ActionRecord, name: string): boolean {
	return action.who.role === "helpdesk" && action.who.name === name && name !== "unnamed";
}

function actionReply(action: ActionRecord): z.input<typeof actionShape> {
	const { effect } = action;
	return {
		id: action.actionId,
		seq: action.seq,
		at: action.at,
		kind: effect.kind,
		who: { ...action.who },
		why: action.why,
		count: action.count,
		words: wordsOf(effect, action.count),
		undoneBy: action.undoneBy,
		undoable: undoableOf(action),
		failed: effect.kind === "undone" ? effect.failed.map((each) => ({ ...each })) : [],
	};
}

function undoableOf(action: ActionRecord): Action["undoable"] {
	if (action.undoneBy !== null) return { can: false, why: "It was undone already" };
	if (action.effect.kind === "undone")
		return { can: false, why: "This took another action back: do that one again instead" };
	if (action.effect.kind === "settings-changed" && action.effect.before === null) {
		return { can: false, why: "These are the settings it began with: there are none before them" };
	}
	return { can: true, why: null };
}

function wordsOf(effect: ActionEffect, count: number): string {
	switch (effect.kind) {
		case "approved":
			return `Approved ${number(count, "mail")}`;
		case "purged":
			return `Purged ${number(count, "triplet")}${trustWords(effect.autoWhitelists?.length ?? 0)}`;
		case "undone":
			return effect.failed.length === 0
				? "Took an action back"
				: `Took an action back, but for ${effect.failed.length}`;
		case "settings-changed":
			return settingsWords(effect);
		case "whitelist-changed":
			return whitelistWords(effect);
		default:
			return assertNever(effect);
	}
}

function number(count: number, thing: string): string {
	return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}

function trustWords(count: number): string {
	return count === 0 ? "" : ` and ${number(count, "auto-whitelist")}`;
}

function whitelistWords(effect: Extract<ActionEffect, { kind: "whitelist-changed" }>): string {
	const { added, removed, autoAdded = [], autoRemoved = [] } = effect;
	const [comes, goes] = [added.map(entryName), removed.map(entryName)];
	comes.push(...autoAdded.map(({ key }) => `auto-whitelist ${key}`));
	goes.push(...autoRemoved.map(({ key }) => `auto-whitelist ${key}`));
	if (comes.length === 1 && goes.length === 0) return `Whitelisted ${comes[0]}`;
	if (comes.length === 1 && goes.length === 1 && comes[0] === goes[0]) return `Replaced ${comes[0]} in the whitelists`;
	if (comes.length === 0 && goes.length === 1) return `Took ${goes[0]} off the whitelists`;
	return `Changed the whitelists: ${comes.length} added, ${goes.length} removed`;
}

function entryName({ kind, pattern }: { readonly kind: string; readonly pattern: string }): string {
	return `${kind} ${pattern}`;
}

function settingsWords(effect: Extract<ActionEffect, { kind: "settings-changed" }>): string {
	if (effect.before === null) return "Began with these settings";
	if (effect.passAllBefore !== effect.passAllUntilAt) {
		return effect.passAllUntilAt === null ? "Ended letting everything pass" : "Let everything pass for a while";
	}
	const { before, after } = effect;
	const changed = (Object.keys(after) as (keyof typeof after)[]).filter(
		(name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
	);
	return changed.length === 0 ? "Changed no setting" : `Changed ${changed.join(", ")}`;
}
