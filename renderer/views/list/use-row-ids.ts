/** The ids of a list's rows: the same array for as long as they are the same, for much is measured anew with another. */
import { useRef } from "react";
import type { Identified } from "./column.ts";

export function useRowIds(rows: readonly Identified[]): readonly string[] {
	const last = useRef<{ readonly rows: readonly Identified[]; readonly ids: readonly string[] }>({ rows: [], ids: [] });
	if (last.current.rows !== rows) {
		const { ids } = last.current;
		const same = ids.length === rows.length && rows.every(({ id }, index) => id === ids[index]);
		last.current = { rows, ids: same ? ids : rows.map(({ id }) => id) };
	}
	return last.current.ids;
}
