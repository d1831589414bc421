/** Rows of a snapshot besides the triplets: one a line, a letter for its store and the row as an object. */
import type { ActionRecord } from "../../../shared/policy/action.ts";
import type { MemoryState } from "../../../shared/policy/memory-state.ts";
import { readSettings } from "../../../shared/policy/settings-read.ts";
import { storesOf } from "./stores.ts";

export function* rowLines(state: Readonly<MemoryState>): Generator<string, void, undefined> {
	for (const { letter, store } of storesOf(state))
		for (const row of store.values()) yield `["${letter}",${JSON.stringify(row)}]\n`;
}

/** Gives what puts one row in its store; that throws where the line is none. */
export function rowReader(state: MemoryState): (text: string) => void {
	const byLetter = new Map(storesOf(state).map((named) => [named.letter, named]));
	return (text) => {
		const [letter, row] = JSON.parse(text);
		const named = byLetter.get(letter);
		if (named === undefined) throw new Error(`unknown row ${text.slice(0, 40)}`);
		named.store.set(named.keyOf(row), named.name === "actions" ? wholly(row) : row);
	};
}

/** Settings that came later are read as their defaults, so that an undo puts whole ones back. */
function wholly(record: ActionRecord): ActionRecord {
	const { effect } = record;
	if (effect.kind !== "settings-changed") return record;
	const { before, after } = effect;
	const read = { before: before === null ? null : readSettings(before), after: readSettings(after) };
	return { ...record, effect: { ...effect, ...read } };
}
