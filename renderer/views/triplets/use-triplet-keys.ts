/** The keys of the list. */
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import type { Deed } from "../../state/actions.ts";
import type { SelectionState } from "../../state/selection.ts";
import { useKeys } from "../../ui/keys.ts";

export interface TripletKeyParts {
	readonly selection: SelectionState;
	readonly rows: readonly Triplet[];
	/** Id of the triplet on the panel. */
	readonly open: string | null;
	openAt(index: number): void;
	begin(deed: Deed): void;
	reload(): void;
	search(): void;
	mail(): void;
}

const PAGE = 20;

export function useTripletKeys(parts: TripletKeyParts): void {
	const { selection, rows } = parts;
	const goTo = (index: number) => {
		const at = Math.min(Math.max(index, 0), rows.length - 1);
		const row = rows[at];
		if (row === undefined) return;
		// With the panel open the keys leaf through it.
		if (parts.open === null) selection.moveTo(row.id, at);
		else parts.openAt(at);
	};
	const move = (by: number) => {
		const { cursor, at } = selection.get();
		const found = rows.findIndex((row) => row.id === cursor);
		if (found >= 0) goTo(found + by);
		else if (cursor === null) goTo(0);
		// It left the list, and the row after it has its place.
		else goTo(by > 0 ? at + by - 1 : at + by);
	};
	const mark = () => {
		const { cursor } = selection.get();
		if (cursor !== null && rows.some((row) => row.id === cursor)) selection.toggle(cursor);
	};
	useKeys({
		ArrowDown: () => move(1),
		j: () => move(1),
		ArrowUp: () => move(-1),
		k: () => move(-1),
		PageDown: () => move(PAGE),
		PageUp: () => move(-PAGE),
		Home: () => goTo(0),
		End: () => goTo(rows.length - 1),
		"shift+ArrowDown": () => {
			mark();
			move(1);
		},
		"shift+ArrowUp": () => {
			mark();
			move(-1);
		},
		Space: mark,
		"shift+Space": () => markUpTo(selection, rows),
		"mod+a": () => selection.mark(rows.map((row) => row.id)),
		Enter: () => parts.openAt(rows.findIndex((row) => row.id === selection.get().cursor)),
		a: () => parts.begin("approve"),
		x: () => parts.begin("purge"),
		n: parts.mail,
		r: parts.reload,
		"/": parts.search,
		// An open panel hears it first.
		...(parts.open === null ? { Escape: selection.clear } : {}),
	});
}

function markUpTo(selection: SelectionState, rows: readonly Triplet[]): void {
	const { cursor, ids } = selection.get();
	const to = rows.findIndex((row) => row.id === cursor);
	const from = rows.findLastIndex((row, index) => index < to && ids.has(row.id));
	selection.mark(rows.slice(Math.max(from, 0), to + 1).map((row) => row.id));
}
