/** Where the chart's plot lies in its box, and which instant is under a place of it. Pure. */
import type { Span } from "../../shared/protocol/address.ts";

/** Pixels from the box's edges. */
export const plot = { top: 6, right: 10, bottom: 20, left: 40 } as const;

/** Of the plot's width, 0 to 1 for what lies in it. */
export function shareOf(at: number, shown: Span): number {
	return (at - shown.from) / (shown.to - shown.from);
}

/** The instant under `x`, in pixels of a box `width` wide; beyond the plot, its nearer edge. */
export function instantAt(x: number, width: number, shown: Span): number {
	const share = (x - plot.left) / Math.max(1, width - plot.left - plot.right);
	return shown.from + Math.min(Math.max(share, 0), 1) * (shown.to - shown.from);
}

/** From one place to another, whichever is earlier, in whole steps; at least one. */
export function spanBetween(one: number, other: number, stepMs: number): Span {
	const from = Math.floor(Math.min(one, other) / stepMs) * stepMs;
	const to = Math.ceil(Math.max(one, other) / stepMs) * stepMs;
	return { from, to: Math.max(to, from + stepMs) };
}

/** An edge moved by so many steps: never past the other one, never out of what is shown. */
export function edgeMoved(
	span: Span,
	edge: "from" | "to",
	by: { readonly ms: number; readonly shown: Span; readonly stepMs: number },
): Span {
	const { ms, shown, stepMs } = by;
	return edge === "from"
		? { ...span, from: Math.min(Math.max(span.from + ms, shown.from), span.to - stepMs) }
		: { ...span, to: Math.max(Math.min(span.to + ms, shown.to), span.from + stepMs) };
}

/** The span moved whole, as far as what is shown goes; where none was chosen, the newest tenth. */
export function spanMoved(
	span: Span | null,
	direction: -1 | 1,
	by: { readonly shown: Span; readonly stepMs: number },
): Span {
	const { shown, stepMs } = by;
	if (span === null) return spanBetween(shown.to - (shown.to - shown.from) / 10, shown.to, stepMs);
	const long = span.to - span.from;
	const half = Math.max(stepMs, Math.floor(long / 2 / stepMs) * stepMs);
	const from = Math.min(Math.max(span.from + direction * half, shown.from), Math.max(shown.from, shown.to - long));
	return { from, to: from + long };
}
