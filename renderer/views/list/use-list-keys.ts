/**
 * The keys of every list: rows by arrows, cells by left and right, marks by space and shift. The row under the keys is
 * known by its id, for lists move under them. Moving takes the focus to the list, so that Enter and Space mean its row.
 */
import type { SelectionState } from "../../state/selection.ts";
import type { KeyMap } from "../../ui/keyboard.ts";
import { useKeys } from "../../ui/keys.ts";

export interface ListKeyParts {
	readonly selection: SelectionState;
	/** Of the rows that can be acted on, in order. */
	readonly ids: readonly string[];
	/** Ids of the columns that are seen. */
	readonly columns: readonly string[];
	/** Told of each move by keys: an open panel leafs along. */
	readonly onMove?: (index: number) => void;
	readonly onOpen?: (index: number) => void;
	/** Keys of this list alone; they win over the common ones. */
	readonly more: KeyMap;
}

const PAGE = 20;

export function useListKeys(parts: ListKeyParts): void {
	const { selection, ids } = parts;
	const place = () => ids.indexOf(selection.get().cursor ?? "");
	const within = (index: number) => Math.min(Math.max(index, 0), ids.length - 1);
	function goTo(index: number): void {
		const at = within(index);
		const id = ids[at];
		if (id === undefined) return;
		focusList();
		selection.moveTo(id, at);
		parts.onMove?.(at);
	}
	function target(by: number): number {
		const { cursor, at } = selection.get();
		const found = place();
		if (found >= 0) return found + by;
		// It left the list, and the row after it has its place.
		return cursor === null ? 0 : by > 0 ? at + by - 1 : at + by;
	}
	function extend(by: number): void {
		focusList();
		selection.extendTo(ids, within(target(by)));
	}
	function sideways(by: number): void {
		if (place() < 0) goTo(target(1));
		const at = parts.columns.indexOf(selection.get().column ?? "") + by;
		selection.toColumn(parts.columns[Math.min(at, parts.columns.length - 1)] ?? null);
	}
	function mark(): void {
		// Where its row left the list (an action, an undo), what has its place is marked.
		if (place() < 0 && selection.get().cursor !== null) goTo(target(1));
		const id = ids[place()];
		if (id !== undefined) selection.toggle(id, ids);
	}
	useKeys({
		ArrowDown: () => goTo(target(1)),
		j: () => goTo(target(1)),
		ArrowUp: () => goTo(target(-1)),
		k: () => goTo(target(-1)),
		PageDown: () => goTo(target(PAGE)),
		PageUp: () => goTo(target(-PAGE)),
		Home: () => goTo(0),
		End: () => goTo(ids.length - 1),
		ArrowRight: () => sideways(1),
		ArrowLeft: () => sideways(-1),
		"shift+ArrowDown": () => extend(1),
		"shift+ArrowUp": () => extend(-1),
		"shift+PageDown": () => extend(PAGE),
		"shift+PageUp": () => extend(-PAGE),
		"shift+Home": () => extend(-ids.length),
		"shift+End": () => extend(ids.length),
		Space: mark,
		"shift+Space": () => markUpTo(selection, ids),
		"mod+a": () => selection.markAll(),
		Enter: () => {
			if (place() >= 0) parts.onOpen?.(place());
		},
		...parts.more,
	});
}

/** The list itself hears the keys from now on, and a screen reader tells its row. */
function focusList(): void {
	document.querySelector<HTMLElement>("[role=grid][data-list]")?.focus({ preventScroll: true });
}

/** From the last mark above to the row under the keys. */
function markUpTo(selection: SelectionState, rows: readonly string[]): void {
	const { cursor, ids } = selection.get();
	const to = rows.indexOf(cursor ?? "");
	const from = rows.findLastIndex((row, index) => index < to && ids.has(row));
	selection.mark(rows.slice(Math.max(from, 0), to + 1));
}
