/** What was chosen of a list's columns: which, in what order, how wide. Kept with the preferences. */
import type { ListPreferences } from "../../shared/protocol/preferences.ts";
import { useChangePreferences, usePreferences } from "./preferences.ts";

export interface ListChoice {
	/** Null: nothing yet. */
	readonly columns: readonly string[] | null;
	readonly widths: Readonly<Record<string, number>>;
}

const nothing: ListPreferences = { columns: null, widths: {} };

export function useListChoice(list: string): readonly [ListChoice, (next: ListChoice) => void] {
	const change = useChangePreferences();
	const choice = usePreferences().lists[list] ?? nothing;
	return [
		choice,
		({ columns, widths }) =>
			void change({ lists: { [list]: { columns: columns === null ? null : [...columns], widths } } }),
	];
}
