/** The lines of the tail, only those in sight drawn. Scrolling down holds it; back at the top it goes on. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useRowHeight } from "../../state/preferences.ts";
import type { TailRow } from "../../state/tail-row.ts";
import { clockText, instantText, saidText } from "../../ui/durations.ts";
import { Foreign, MailAddress } from "../../ui/foreign-text.tsx";
import { Verdict } from "../../ui/verdict.tsx";
import { verdictWords } from "../../ui/verdict-words.ts";
import styles from "./tail.module.css";

/** A line of the tail is that much lower than a row of a list. */
const LOWER = 4;

export interface TailListProps {
	readonly rows: readonly TailRow[];
	readonly cursor: string | null;
	readonly paused: boolean;
	readonly onOpen: (row: TailRow) => void;
	readonly onPause: () => void;
	readonly onResume: () => void;
}

export function TailList({ rows, cursor, paused, onOpen, onPause, onResume }: TailListProps) {
	const line = useRowHeight() - LOWER;
	const frame = useRef<HTMLDivElement>(null);
	const heldByScroll = useRef(false);
	const virtual = useVirtualizer({
		count: rows.length,
		getScrollElement: () => frame.current,
		estimateSize: () => line,
		getItemKey: (index) => rows[index]?.key ?? index,
		overscan: 8,
	});
	// Measured anew with another density.
	// biome-ignore lint/correctness/useExhaustiveDependencies: the height is what changes
	useEffect(() => virtual.measure(), [line, virtual]);
	const at = cursor === null ? -1 : rows.findIndex((row) => row.key === cursor);
	// Only when the keys move it: a line that new ones push down is not followed.
	const place = useRef(at);
	place.current = at;
	useEffect(() => {
		if (cursor !== null && place.current >= 0) virtual.scrollToIndex(place.current);
	}, [cursor, virtual]);
	useEffect(() => {
		if (!paused) frame.current?.scrollTo({ top: 0 });
	}, [paused]);
	function onScroll(): void {
		const top = frame.current?.scrollTop ?? 0;
		if (top > line && !paused) {
			heldByScroll.current = true;
			onPause();
		} else if (top === 0 && paused && heldByScroll.current) {
			heldByScroll.current = false;
			onResume();
		}
	}
	return (
		<div
			ref={frame}
			className={styles.list}
			onScroll={onScroll}
			tabIndex={0}
			role="log"
			aria-live="off"
			aria-label="Events, newest first"
		>
			<div style={{ height: virtual.getTotalSize(), position: "relative" }}>
				{virtual.getVirtualItems().map((item) => {
					const row = rows[item.index];
					return row === undefined ? null : (
						<div key={item.key} style={{ transform: `translateY(${item.start}px)` }} className={styles.place}>
							<TailLine row={row} chosen={item.index === at} onOpen={onOpen} />
						</div>
					);
				})}
			</div>
		</div>
	);
}

function TailLine({ row, chosen, onOpen }: { row: TailRow; chosen: boolean; onOpen: (row: TailRow) => void }) {
	const words = verdictWords(row.kind, row.reason);
	return (
		<button type="button" tabIndex={-1} className={styles.line} data-chosen={chosen} onClick={() => onOpen(row)}>
			<time className="figures soft" dateTime={new Date(row.at).toISOString()} title={instantText(row.at)}>
				{clockText(row.at)}
			</time>
			<Verdict words={words} />
			{row.sender === null || row.recipient === null ? (
				<span className={`${styles.wide} soft`}>
					<Foreign text={saidText(row.why, row.at)} />
				</span>
			) : (
				<>
					<MailAddress address={row.sender} />
					<MailAddress address={row.recipient} />
					<span className={`${styles.client} mono`}>
						<Foreign text={row.client ?? ""} />
						{row.clientName !== null && (
							<span className="soft cut">
								<Foreign text={row.clientName} />
							</span>
						)}
					</span>
					<span className={`${styles.why} soft`}>
						<Foreign text={saidText(row.why, row.at)} />
					</span>
				</>
			)}
		</button>
	);
}
