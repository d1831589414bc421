/**
 * The columns of a list as TanStack Table keeps them: which are seen, in what order, how wide. What is chosen stands in
 * the preferences; a width that is being dragged is ours until it is let go.
 */
import {
	columnOrderingFeature,
	columnResizingFeature,
	columnSizingFeature,
	columnVisibilityFeature,
	type Header,
	tableFeatures,
	useTable,
} from "@tanstack/react-table";
import { useEffect, useMemo, useState } from "react";
import { type ListChoice, useListChoice } from "../../state/use-list-choice.ts";
import type { Column } from "./column.ts";
import { bounded, fitWidths, LEAST_WIDTH, MOST_WIDTH, moved, shownColumns } from "./fit-columns.ts";

const features = tableFeatures({
	columnVisibilityFeature,
	columnOrderingFeature,
	columnSizingFeature,
	columnResizingFeature,
});
/** The rows are not the table's: they are virtual, and the stream changes them. */
const noRows: object[] = [];

export type ColumnHeader = Header<typeof features, object>;

export interface Columns<Row> {
	/** Those that can be chosen, chosen ones first, in their order. */
	readonly choosable: readonly Column<Row>[];
	readonly shown: readonly Column<Row>[];
	/** Those that are shown where there is room for all: what goes into a file, however narrow the list is. */
	readonly chosen: readonly Column<Row>[];
	readonly headers: readonly ColumnHeader[];
	readonly widths: Readonly<Record<string, number>>;
	/** CSS grid columns of head and rows alike. */
	readonly template: string;
	/** Pixels of all of them. */
	readonly total: number;
	readonly choice: ListChoice;
	/** Told by the frame: pixels there are. */
	setRoom(pixels: number): void;
	setShown(id: string, seen: boolean): void;
	move(id: string, by: number): void;
	/** Null: as wide as fits. */
	setWidth(id: string, width: number | null): void;
	reset(): void;
}

/** `list` is the name under which the choice is kept; `all` must be the same array at every render. */
export function useColumns<Row>(list: string, all: readonly Column<Row>[]): Columns<Row> {
	const [kept, keep] = useListChoice(list);
	const [dragged, setDragged] = useState<Readonly<Record<string, number>> | null>(null);
	const [room, setRoom] = useState(1_000);
	const choice = useMemo(() => (dragged === null ? kept : { ...kept, widths: dragged }), [kept, dragged]);
	const shown = useMemo(() => shownColumns(all, choice, room), [all, choice, room]);
	const chosen = useMemo(() => shownColumns(all, choice, Number.POSITIVE_INFINITY), [all, choice]);
	const widths = useMemo(() => fitWidths(shown, choice.widths, room), [shown, choice, room]);
	const shownIds = useMemo(() => shown.map((column) => column.id), [shown]);
	const defs = useMemo(
		() =>
			all.map((column) => ({
				id: column.id,
				header: column.label,
				minSize: LEAST_WIDTH,
				maxSize: MOST_WIDTH,
				enableResizing: column.fixed !== true,
			})),
		[all],
	);
	const table = useTable({
		features,
		columns: defs,
		data: noRows,
		columnResizeMode: "onChange",
		state: {
			columnOrder: [...shownIds],
			columnVisibility: Object.fromEntries(all.map((column) => [column.id, shownIds.includes(column.id)])),
			columnSizing: widths,
		},
		onColumnSizingChange: (updater) => {
			const next = typeof updater === "function" ? updater(widths) : updater;
			const changed = Object.entries(next).filter(([id, width]) => widths[id] !== width);
			setDragged({ ...choice.widths, ...Object.fromEntries(changed.map(([id, width]) => [id, bounded(width)])) });
		},
	});
	const dragging = table.state.columnResizing.isResizingColumn !== false;
	useEffect(() => {
		if (dragging || dragged === null) return;
		keep({ ...kept, widths: dragged });
		setDragged(null);
	}, [dragging, dragged, kept, keep]);

	const freeIds = shown.filter((column) => column.fixed !== true).map((column) => column.id);
	const chosenFirst = (column: Column<Row>) => freeIds.indexOf(column.id) + 1 || all.length + 1;
	return {
		choosable: all.filter((column) => column.fixed !== true).toSorted((a, b) => chosenFirst(a) - chosenFirst(b)),
		shown,
		chosen,
		headers: table.getHeaderGroups()[0]?.headers ?? [],
		widths,
		template: shown.map(({ id }) => `${widths[id]}px`).join(" "),
		total: Object.values(widths).reduce((sum, width) => sum + width, 0),
		choice,
		setRoom,
		setShown(id, seen) {
			const next = seen ? [...freeIds.filter((one) => one !== id), id] : freeIds.filter((one) => one !== id);
			if (next.length > 0) keep({ ...kept, columns: next });
		},
		move: (id, by) => keep({ ...kept, columns: moved(freeIds, id, by) }),
		setWidth(id, width) {
			const { [id]: _, ...rest } = kept.widths;
			keep({ ...kept, widths: width === null ? rest : { ...rest, [id]: bounded(width) } });
		},
		reset: () => keep({ columns: null, widths: {} }),
	};
}
