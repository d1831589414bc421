/** Which columns are seen, in what order and how wide. Pure: choice and room in, ids and pixels out. */

import type { ListChoice } from "../../state/use-list-choice.ts";

export interface Sized {
	readonly id: string;
	readonly width: number;
	readonly grow?: number;
	readonly hidden?: boolean;
	readonly yields?: number;
	readonly fixed?: boolean;
}

export const LEAST_WIDTH = 40;
export const MOST_WIDTH = 1200;

/**
 * The columns to show, in order. What was chosen is shown whether it fits or not; else the usual ones, without those
 * that yield where room is short. A column that is not known any more is left out, and one that is fixed stays last.
 */
export function shownColumns<C extends Sized>(all: readonly C[], choice: ListChoice, room: number): readonly C[] {
	const fixed = all.filter((column) => column.fixed === true);
	const free = all.filter((column) => column.fixed !== true);
	const chosen = [...new Set(choice.columns ?? [])].flatMap((id) => free.find((column) => column.id === id) ?? []);
	if (chosen.length > 0) return [...chosen, ...fixed];
	let shown = [...free.filter((column) => column.hidden !== true), ...fixed];
	const yielding = shown.filter(({ yields }) => yields !== undefined).sort((a, b) => (b.yields ?? 0) - (a.yields ?? 0));
	for (const column of yielding) {
		if (sum(shown.map((one) => choice.widths[one.id] ?? one.width)) <= room) break;
		shown = shown.filter((one) => one !== column);
	}
	return shown;
}

/** Pixels of each shown column. Room that is left goes to those that grow and were not given a width by hand. */
export function fitWidths(
	shown: readonly Sized[],
	widths: Readonly<Record<string, number>>,
	room: number,
): Record<string, number> {
	const growing = shown.filter((column) => column.grow !== undefined && widths[column.id] === undefined);
	const least = sum(shown.map((column) => bounded(widths[column.id] ?? column.width)));
	const shares = sum(growing.map((column) => column.grow ?? 0));
	const left = Math.max(0, room - least);
	return Object.fromEntries(
		shown.map((column) => {
			const base = bounded(widths[column.id] ?? column.width);
			const more = growing.includes(column) ? (left * (column.grow ?? 0)) / shares : 0;
			return [column.id, Math.floor(base + more)];
		}),
	);
}

/** The order after a column was moved by so many places among those that are shown. */
export function moved(ids: readonly string[], id: string, by: number): readonly string[] {
	const from = ids.indexOf(id);
	if (from < 0) return ids;
	const to = Math.min(Math.max(from + by, 0), ids.length - 1);
	const rest = ids.filter((one) => one !== id);
	return [...rest.slice(0, to), id, ...rest.slice(to)];
}

export function bounded(width: number): number {
	return Math.round(Math.min(Math.max(width, LEAST_WIDTH), MOST_WIDTH));
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((all, one) => all + one, 0);
}
