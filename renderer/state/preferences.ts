/** The preferences for views: read, changed, and what the lists make of them. */
import type { Density, Preferences } from "../../shared/protocol/preferences.ts";
import { useApp } from "./app-context.tsx";
import type { PreferencesState } from "./preferences-state.ts";
import { useStore } from "./store.ts";

/** The preferences, and a render whenever one changes. */
export function usePreferences(): Preferences {
	return useStore(useApp().preferences.shown);
}

/** Changes some of the preferences; resolves to the desk's answer, whose problem is fit to show. */
export function useChangePreferences(): PreferencesState["change"] {
	return useApp().preferences.change;
}

/** Pixels of a row in the lists; `--row-height` of the root says the same to CSS. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 24, normal: 30, roomy: 40 };

/** For lists that count their rows' heights: follows the density. */
export function useRowHeight(): number {
	return rowHeights[usePreferences().density];
}
