/**
 * Preferences as the desk keeps them, for this window and every other. The stream tells them first of all and at each
 * change; a change made here is shown at once and taken back where the desk refuses it.
 */
import type { Answered, Send } from "../../shared/protocol/client.ts";
import {
	changedPreferences,
	defaultPreferences,
	type Preferences,
	type PreferencesChange,
	type PreferencesFrame,
	preferencesFrameShape,
	putPreferences,
} from "../../shared/protocol/preferences.ts";
import { ask } from "./ask.ts";
import { createStore, type Readable } from "./store.ts";
import type { Veil } from "./veil.ts";

type SavedFilters = { readonly of: Preferences["savedFilters"] };

export interface PreferencesState {
	/** Null before the desk has told them. */
	readonly told: Readable<PreferencesFrame | null>;
	/** As told, with what was changed here and is not confirmed yet. */
	readonly shown: Readable<Preferences>;
	hear(json: unknown): void;
	change(change: PreferencesChange): Promise<Answered<PreferencesFrame>>;
}

export function createPreferences(desk: Send, veil: Pick<Veil, "cover" | "reveal">): PreferencesState {
	const told = createStore<PreferencesFrame | null>(null);
	const shown = createStore<Preferences>(defaultPreferences);
	let onTheWay: readonly PreferencesChange[] = [];
	const show = () => {
		const next = onTheWay.reduce(changedPreferences, told.get()?.preferences ?? defaultPreferences);
		// Names and addresses of saved filters hold what was searched for.
		const savedFilters = (next.masking ? veil.cover : veil.reveal)({ of: next.savedFilters }) as SavedFilters;
		shown.set({ ...next, savedFilters: savedFilters.of });
	};
	return {
		told,
		shown,
		hear(json) {
			const read = preferencesFrameShape.safeParse(json);
			if (!read.success) return;
			told.set(read.data);
			show();
		},
		async change(change) {
			onTheWay = [...onTheWay, change];
			show();
			const answer = await ask(desk, putPreferences, { body: change });
			// Hidden stays hidden in this window, also where the desk cannot keep it.
			const stays = !answer.ok && change.masking === true;
			onTheWay = onTheWay.flatMap((one) => (one !== change ? [one] : stays ? [{ masking: true }] : []));
			if (answer.ok) told.set(answer.value);
			show();
			return answer;
		},
	};
}
