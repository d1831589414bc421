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
	const move = (by: number) => {
		const { cursor } = selection.get();
		selection.moveTo(Math.min(Math.max(cursor + by, 0), rows.length - 1));
	};
	const mark = () => {
		const row = rows[selection.get().cursor];
		if (row !== undefined) selection.toggle(row.id);
	};
	useKeys({
		ArrowDown: () => move(1),
		j: () => move(1),
		ArrowUp: () => move(-1),
		k: () => move(-1),
		PageDown: () => move(PAGE),
		PageUp: () => move(-PAGE),
		Home: () => selection.moveTo(0),
		End: () => selection.moveTo(rows.length - 1),
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
		Enter: () => parts.openAt(selection.get().cursor),
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
	const from = rows.findLastIndex((row, index) => index < cursor && ids.has(row.id));
	selection.mark(rows.slice(Math.max(from, 0), cursor + 1).map((row) => row.id));
}
