/** Arrows over the rows of a list. The row under the keys is known by its id: lists grow at the top. */
import { useRef, useState } from "react";
import { type KeyMap, useKeys } from "../../ui/keys.ts";

export interface RowKeys {
	/** Id of the row the keys are on. */
	readonly cursor: string | null;
	moveTo(id: string | null): void;
}

const PAGE = 20;

/** `onMove` is told of a move by keys; `more` are the keys of this list alone. */
export function useRowKeys(
	ids: readonly string[],
	more: KeyMap,
	onMove: (id: string) => void = () => undefined,
): RowKeys {
	const [cursor, setCursor] = useState<string | null>(null);
	const lastAt = useRef(0);
	const found = cursor === null ? -1 : ids.indexOf(cursor);
	if (found >= 0) lastAt.current = found;
	const goTo = (index: number) => {
		const id = ids[Math.min(Math.max(index, 0), ids.length - 1)];
		if (id === undefined) return;
		setCursor(id);
		onMove(id);
	};
	const move = (by: number) => {
		if (found >= 0) goTo(found + by);
		else if (cursor === null) goTo(0);
		// It left the list, and the row after it has its place.
		else goTo(by > 0 ? lastAt.current : lastAt.current - 1);
	};
	useKeys({
		ArrowDown: () => move(1),
		j: () => move(1),
		ArrowUp: () => move(-1),
		k: () => move(-1),
		PageDown: () => move(PAGE),
		PageUp: () => move(-PAGE),
		Home: () => goTo(0),
		End: () => goTo(ids.length - 1),
		...more,
	});
	return { cursor: found >= 0 ? cursor : null, moveTo: setCursor };
}
