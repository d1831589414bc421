/**
 * The tail: what happens, as it happens; it can be held, filtered, and each line opens its triplet. While a span is
 * chosen on the chart, the events of that time instead.
 */
import { notifications } from "@mantine/notifications";
import { useMemo, useState } from "react";
import { useApp, useHost } from "../../state/app-context.tsx";
import { useStore } from "../../state/store.ts";
import type { TailRow } from "../../state/tail-row.ts";
import { useSpanEvents } from "../../state/use-recent.ts";
import { saidText } from "../../ui/durations.ts";
import { useKeys } from "../../ui/keys.ts";
import type { Tone } from "../../ui/tone.ts";
import { verdictWords } from "../../ui/verdict-words.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { spanWords } from "./range-words.ts";
import styles from "./tail.module.css";
import { LiveTools, SpanButtons, ToneChips } from "./tail-head.tsx";
import { TailList } from "./tail-list.tsx";
import { TailNote } from "./tail-note.tsx";
import type { SpanTools } from "./use-span.ts";

const none: readonly TailRow[] = [];

export function TailPanel({ live, tools }: { live: boolean; tools: SpanTools }) {
	const { address } = useApp();
	const { tail } = useHost();
	const { span } = tools;
	const view = useStore(tail);
	const past = useSpanEvents(span);
	const reading = past.isPending || past.isPlaceholderData;
	const [shown, setShown] = useState<ReadonlySet<Tone>>(new Set());
	const [cursor, setCursor] = useState<string | null>(null);
	const all = useMemo(
		// While a span is moved, the rows of the one before stay as far as they lie in the new one.
		() => (span === null ? view.rows : (past.data?.rows.filter(({ at }) => at >= span.from && at < span.to) ?? none)),
		[span, view.rows, past.data],
	);
	const rows = useMemo(() => (shown.size === 0 ? all : all.filter((row) => shown.has(toneOf(row)))), [all, shown]);
	const open = (row: TailRow) => {
		setCursor(row.key);
		if (row.triplet !== null) address.go({ open: row.triplet }, "replace");
		else tellWhole(row);
	};
	const goOn = () => {
		setCursor(null);
		tail.resume();
	};
	const turn = () => (view.paused ? goOn() : tail.pause());
	const move = (by: number) => {
		// What is read by keys must not run away under them.
		if (span === null) tail.pause();
		const at = rows.findIndex((row) => row.key === cursor);
		setCursor(rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.key ?? null);
	};
	useKeys({
		p: turn,
		ArrowDown: () => move(1),
		j: () => move(1),
		ArrowUp: () => move(-1),
		k: () => move(-1),
		Enter: () => {
			const row = rows.find((one) => one.key === cursor);
			if (row !== undefined) open(row);
		},
	});
	return (
		<section className={styles.tail} aria-label={span === null ? "Live tail" : "Events of the span"}>
			<div className={styles.head}>
				{span === null ? <h2>Live tail</h2> : <h2 className="figures">{spanWords(span)}</h2>}
				<ToneChips shown={shown} onShown={setShown} />
				{span === null ? (
					<LiveTools view={view} onTurn={turn} />
				) : (
					<SpanButtons tools={tools} more={past.data?.more === true ? all.length : null} />
				)}
			</div>
			{rows.length === 0 ? (
				<TailNote
					some={all.length > 0}
					live={live}
					past={span === null ? null : { error: past.error, isPending: reading, refetch: past.refetch }}
				/>
			) : (
				<TailList
					rows={rows}
					cursor={cursor}
					onOpen={open}
					paused={view.paused && span === null}
					onPause={span === null ? tail.pause : nothing}
					onResume={goOn}
				/>
			)}
		</section>
	);
}

function nothing(): void {
	// What is past does not run away.
}

/** An event without a triplet has no panel: its line is told whole. */
function tellWhole(row: TailRow): void {
	const { word, detail } = verdictWords(row.kind, row.reason);
	const mail =
		row.sender === null ? "" : `${row.sender === "" ? "<>" : row.sender} → ${row.recipient}, ${row.client}. `;
	notifications.show({
		title: [word, detail].filter((part) => part !== "").join(": "),
		message: visibleText(`${mail}${saidText(row.why, row.at)}`),
		withBorder: true,
		color: "gray",
		autoClose: 8_000,
	});
}

function toneOf(row: TailRow): Tone {
	return verdictWords(row.kind, row.reason).tone;
}
