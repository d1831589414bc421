/**
 * The part of a chart that is chosen: drawn over it, dragged out with the mouse, moved at its edges with mouse or
 * arrows. Nothing of it redraws the chart. Whole steps only: what is counted together is chosen together.
 */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import type { Span } from "../../shared/protocol/address.ts";
import { clockText, instantText } from "../ui/durations.ts";
import { edgeMoved, instantAt, plot, shareOf, spanBetween } from "./plot.ts";
import styles from "./span-brush.module.css";

export interface SpanBrushProps {
	readonly shown: Span;
	readonly stepSeconds: number;
	readonly span: Span | null;
	readonly onSpan: (span: Span | null) => void;
	readonly children: ReactNode;
}

/** Less is a click, and no span. */
const DRAG_PIXELS = 4;

interface Drag {
	readonly x: number;
	/** The instant that stays, while the other end follows the pointer. */
	readonly fixed: number;
	readonly moved: boolean;
}

export function SpanBrush({ shown, stepSeconds, span, onSpan, children }: SpanBrushProps) {
	const stepMs = stepSeconds * 1000;
	const box = useRef<HTMLDivElement>(null);
	const drag = useRef<Drag | null>(null);
	const [draft, setDraft] = useState<Span | null>(null);
	const under = (event: PointerEvent): number => {
		const place = box.current?.getBoundingClientRect();
		return instantAt(event.clientX - (place?.left ?? 0), place?.width ?? 0, shown);
	};
	function begin(event: PointerEvent, fixed: number | null): void {
		if (event.button !== 0) return;
		event.stopPropagation();
		box.current?.setPointerCapture(event.pointerId);
		drag.current = { x: event.clientX, fixed: fixed ?? under(event), moved: fixed !== null };
	}
	function move(event: PointerEvent): void {
		const now = drag.current;
		if (now === null) return;
		const moved = now.moved || Math.abs(event.clientX - now.x) > DRAG_PIXELS;
		drag.current = { ...now, moved };
		if (moved) setDraft(spanBetween(now.fixed, under(event), stepMs));
	}
	function end(event: PointerEvent): void {
		const now = drag.current;
		drag.current = null;
		setDraft(null);
		if (now === null || event.type === "pointercancel") return;
		if (now.moved) onSpan(spanBetween(now.fixed, under(event), stepMs));
		else if (span !== null) onSpan(null);
	}
	const seen = draft ?? span;
	return (
		<div
			ref={box}
			className={styles.brush}
			onPointerDown={(event) => begin(event, null)}
			onPointerMove={move}
			onPointerUp={end}
			onPointerCancel={end}
		>
			{children}
			<div className={styles.plot} style={plot}>
				{seen !== null && seen.to > shown.from && seen.from < shown.to && (
					<Chosen seen={seen} shown={shown}>
						{(["from", "to"] as const).map((edge) => (
							<div
								key={edge}
								role="slider"
								tabIndex={0}
								className={styles.edge}
								data-edge={edge}
								data-last={isLast(edge, shareOf(seen[edge], shown)) || undefined}
								aria-label={edge === "from" ? "Beginning of the span" : "End of the span"}
								aria-valuemin={shown.from}
								aria-valuemax={shown.to}
								aria-valuenow={seen[edge]}
								aria-valuetext={instantText(seen[edge])}
								onPointerDown={(event) => begin(event, edge === "from" ? seen.to : seen.from)}
								onKeyDown={(event) => {
									const steps = stepsOf(event);
									if (steps === null) return;
									event.preventDefault();
									onSpan(edgeMoved(seen, edge, { ms: steps * stepMs, shown, stepMs }));
								}}
							>
								<span className={`${styles.time} figures`}>{clockText(seen[edge])}</span>
							</div>
						))}
					</Chosen>
				)}
			</div>
		</div>
	);
}

function Chosen({ seen, shown, children }: { seen: Span; shown: Span; children: ReactNode }) {
	const left = Math.max(0, shareOf(seen.from, shown));
	const right = Math.min(1, shareOf(seen.to, shown));
	return (
		<>
			<div className={styles.rest} style={{ left: 0, width: percent(left) }} />
			<div className={styles.rest} style={{ left: percent(right), right: 0 }} />
			<div className={styles.chosen} style={{ left: percent(left), width: percent(right - left) }}>
				{children}
			</div>
		</>
	);
}

/** What an arrow means at an edge, in steps of the chart; Home and End go as far as it shows. */
function stepsOf({ key, shiftKey }: KeyboardEvent): number | null {
	const many = shiftKey ? 10 : 1;
	if (key === "ArrowLeft" || key === "ArrowDown") return -many;
	if (key === "ArrowRight" || key === "ArrowUp") return many;
	if (key === "PageDown") return -10;
	if (key === "PageUp") return 10;
	if (key === "Home") return -1e9;
	return key === "End" ? 1e9 : null;
}

/** So near to the plot's end that no time fits beside it. */
function isLast(edge: "from" | "to", share: number): boolean {
	return edge === "from" ? share < 0.07 : share > 0.93;
}

function percent(share: number): string {
	return `${(share * 100).toFixed(3)}%`;
}
