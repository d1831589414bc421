/** The span that is chosen on the chart, and what can be done with it; each step is an address, so that Back undoes it. */
import type { Span } from "../../../shared/protocol/address.ts";
import { periodText } from "../../../shared/protocol/query-text.ts";
import { spanMoved } from "../../charts/plot.ts";
import { inView, type Range } from "../../state/address.ts";
import { useAddress, useApp, useHost } from "../../state/app-context.tsx";
import { spanAt, zoomedOut } from "../../state/ranges.ts";
import type { KeyMap } from "../../ui/keyboard.ts";
import { useKeys } from "../../ui/keys.ts";

export interface SpanTools {
	readonly span: Span | null;
	choose(span: Span | null): void;
	/** The chart shows the span and nothing else. */
	zoomIn(): void;
	zoomOut(): void;
	/** The triplets first seen, last seen or passed in it. */
	showTriplets(): void;
}

export function useSpan(range: Range, stepSeconds: number): SpanTools {
	const { address } = useApp();
	const { span, open } = useAddress();
	const { clock } = useHost();
	const choose = (next: Span | null) => address.go({ span: next }, span === null || next === null ? "step" : "replace");
	const zoomIn = () => {
		if (span !== null) address.go({ range: span, span: null });
	};
	const zoomOut = () => address.go({ range: zoomedOut(range, clock.now()) });
	const showTriplets = () => {
		if (span !== null) address.go({ ...inView(address.get(), "triplets"), q: `at:${periodText(span)}` });
	};
	const move = (direction: -1 | 1) => () =>
		choose(spanMoved(span, direction, { shown: spanAt(range, clock.now()), stepMs: stepSeconds * 1000 }));
	const leave = () => (span === null ? address.go({ range: address.live() }) : choose(null));
	const away = span !== null || typeof range !== "string";
	const ofSpan: KeyMap = span === null ? {} : { "+": zoomIn, "=": zoomIn, t: showTriplets };
	useKeys({
		"shift+ArrowLeft": move(-1),
		"shift+ArrowRight": move(1),
		"-": zoomOut,
		...ofSpan,
		// An open triplet is closed first, then the span; then a range that stands gives way to the live one.
		...(away && open === null ? { Escape: leave } : {}),
	});
	return { span, choose, zoomIn, zoomOut, showTriplets };
}
