/**
 * Actions that take others back. What undoes a change of settings or whitelists is such a change itself, and can be
 * undone in its turn: then the first one is done again. Which took back which is told by the ones that were taken back.
 */
import type { ActionRecord } from "../../../shared/policy/action.ts";
import { actionWords } from "./action-words.ts";

export interface UndoneActions {
	/** The action that this one took back; `null`: it is none of these. */
	undoes(actionId: string): string | null;
	/** What an action did; of one that took another back, by that one's words. */
	words(action: ActionRecord): string;
}

export function undoneActions(actions: { values(): Iterable<ActionRecord> }): UndoneActions {
	const takenBack = new Map<string, ActionRecord>();
	for (const action of actions.values()) if (action.undoneBy !== null) takenBack.set(action.undoneBy, action);
	return {
		undoes: (actionId) => takenBack.get(actionId)?.actionId ?? null,
		words(action) {
			const own = actionWords(action.effect, action.count);
			if (action.effect.kind === "undone") return own;
			let first = action;
			let steps = 0;
			for (let one = takenBack.get(action.actionId); one !== undefined; one = takenBack.get(one.actionId)) {
				first = one;
				steps++;
			}
			if (steps === 0) return own;
			const what = actionWords(first.effect, first.count);
			return `${steps % 2 === 1 ? "Took back" : "Did again"}: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
		},
	};
}
