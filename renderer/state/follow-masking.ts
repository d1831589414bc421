/**
 * Draws the veil when the preferences say so, here or in another window: what the page holds already is covered with
 * it, or uncovered, before anything is drawn again. Toasts are taken away, for they were written before.
 */
import { notifications, notificationsStore } from "@mantine/notifications";
import type { QueryClient } from "@tanstack/react-query";
import type { AddressBar } from "./address.ts";
import type { HostState } from "./host-state.ts";
import type { PreferencesState } from "./preferences-state.ts";
import type { Veil } from "./veil.ts";

export interface MaskingParts {
	readonly veil: Veil;
	readonly preferences: Pick<PreferencesState, "shown">;
	readonly queries: QueryClient;
	readonly address: AddressBar;
	readonly known: ReadonlyMap<string, HostState>;
}

export function followMasking(parts: MaskingParts): void {
	const { veil, preferences } = parts;
	const follow = () => {
		const { masking } = preferences.shown.get();
		if (masking !== veil.drawn.get()) change(parts, masking);
	};
	preferences.shown.subscribe(follow);
	follow();
	// Steps of the browser lead to addresses of before the masking, with what was searched in them.
	addEventListener("popstate", () => turnAddress(parts, veil.drawn.get()));
}

function turnAddress({ veil, address }: Pick<MaskingParts, "veil" | "address">, on: boolean): void {
	const { q, find } = address.get();
	const worded = on ? veil.coverQuery : (text: string) => String(veil.reveal(text));
	if (q !== worded(q) || find !== worded(find)) address.go({ q: worded(q), find: worded(find) }, "replace");
}

function change({ veil, queries, address, known }: MaskingParts, on: boolean): void {
	// What is on its way came through the other kind of line; it is asked for again.
	void queries.cancelQueries();
	const turn = on ? veil.cover : veil.reveal;
	for (const query of queries.getQueryCache().getAll())
		if (query.state.data !== undefined) queries.setQueryData(query.queryKey, turn(query.state.data));
	for (const host of known.values()) host.tail.change(turn);
	turnAddress({ veil, address }, on);
	// One by one: `clean` would not tell those that finish something when they go.
	const { notifications: shown, queue } = notificationsStore.getState();
	for (const { id } of [...shown, ...queue]) if (id !== undefined) notifications.hide(id);
	veil.draw(on);
	void queries.invalidateQueries();
}
