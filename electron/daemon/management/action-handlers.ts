/** The audit trail and the way back. The helpdesk may take back only what it did itself, by the name it claims. */
import type { z } from "zod";
import type { ActionRecord } from "../../../shared/policy/action.ts";
import type { GreylistState } from "../../../shared/policy/state.ts";
import { planUndo } from "../../../shared/policy/undo.ts";
import type { Action, actionShape } from "../../../shared/protocol/action-routes.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { actedReply } from "./acted.ts";
import type { ManagementParts } from "./contract.ts";
import { asOf } from "./from-history.ts";
import type { HandlersOf } from "./handlers.ts";
import { undoneActions } from "./undone-actions.ts";

export function actionHandlers(parts: ManagementParts): HandlersOf<"listActions" | "undo"> {
	const { ledger, decider, clock } = parts;
	return {
		listActions: ({ query }) => {
			const name = query.who.trim().toLowerCase();
			const found = [...ledger.state.actions.values()].filter(
				({ seq, who, effect }) =>
					(query.before === undefined || seq < query.before) &&
					(query.after === undefined || seq > query.after) &&
					(query.kind === undefined || effect.kind === query.kind) &&
					who.name.toLowerCase().includes(name),
			);
			const page = query.sort === "at" ? found.slice(0, query.limit) : found.slice(-query.limit).reverse();
			const undone = undoneActions(ledger.state.actions);
			const rows = page.map((action) => ({
				...actionReply(action, undoableOf(ledger.state, action, clock.now())),
				words: undone.words(action),
				undoes: undone.undoes(action.actionId),
			}));
			const next = found.length > page.length ? (page.at(-1)?.seq ?? null) : null;
			return { ok: true, value: { rows, next, asOf: asOf(parts) } };
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
			const { can, why } = undoableOf(ledger.state, action, clock.now());
			if (!can) return refuse(409, why ?? "This cannot be undone");
			return actedReply(parts, await decider.undo(action.actionId, caller.who, body.reason), 409);
		},
	};
}

function isOwn(action: ActionRecord, name: string): boolean {
	return action.who.role === "helpdesk" && action.who.name === name && name !== "unnamed";
}

function actionReply(
	action: ActionRecord,
	undoable: Action["undoable"],
): Omit<z.input<typeof actionShape>, "words" | "undoes"> {
	const { effect } = action;
	return {
		id: action.actionId,
		seq: action.seq,
		at: action.at,
		kind: effect.kind,
		who: { ...action.who },
		why: action.why,
		count: action.count,
		undoneBy: action.undoneBy,
		undoable,
		failed: effect.kind === "undone" ? effect.failed.map((each) => ({ ...each })) : [],
	};
}

/** An undo of so many rows at most is thought through for a list; of more it is said when it is asked for. */
const ROWS_THOUGHT_THROUGH = 100;

function undoableOf(state: Readonly<GreylistState>, record: ActionRecord, now: number): Action["undoable"] {
	if (record.undoneBy === null && record.count > ROWS_THOUGHT_THROUGH) return { can: true, why: null };
	const { actionId, who, why } = record;
	const plan = planUndo(state, { record, actionId, who, why }, now);
	return plan.ok ? { can: true, why: null } : { can: false, why: plan.problem };
}
