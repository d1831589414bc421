/** Changing a preference from a view: shown at once, and a refusal of the desk is told. */
import type { PreferencesChange } from "../../../shared/protocol/preferences.ts";
import { useApp } from "../../state/app-context.tsx";
import { useChangePreferences } from "../../state/preferences.ts";
import { tell } from "../undo.tsx";

export function useChange(): (change: PreferencesChange) => void {
	const ask = useChangePreferences();
	return async (change) => {
		const answer = await ask(change);
		if (!answer.ok) tell("trouble", "The preference was not kept", answer.problem.detail);
	};
}

/** Hides local parts, or shows them again. */
export function useToggleMasking(): () => void {
	const { preferences } = useApp();
	const change = useChange();
	return () => change({ masking: !preferences.shown.get().masking });
}
