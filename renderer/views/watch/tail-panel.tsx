/** The live tail: what happens, as it happens; it can be held, filtered, and each line opens its triplet. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowUp, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useApp, useHost } from "../../state/app-context.tsx";
import { useStore } from "../../state/store.ts";
import type { TailRow } from "../../state/tail-row.ts";
import { useKeys } from "../../ui/keys.ts";
import { countText } from "../../ui/numbers.ts";
import { EmptyNote } from "../../ui/problem-note.tsx";
import { type Tone, tones, toneWords } from "../../ui/tone.ts";
import { ToneSign } from "../../ui/verdict.tsx";
import { verdictWords } from "../../ui/verdict-words.ts";
import { visibleText } from "../../ui/visible-text.ts";
import styles from "./tail.module.css";
import { TailList } from "./tail-list.tsx";

export function TailPanel({ live }: { live: boolean }) {
	const { address } = useApp();
	const { tail } = useHost();
	const view = useStore(tail);
	const [shown, setShown] = useState<ReadonlySet<Tone>>(new Set());
	const [cursor, setCursor] = useState<string | null>(null);
	const rows = useMemo(
		() => (shown.size === 0 ? view.rows : view.rows.filter((row) => shown.has(toneOf(row)))),
		[view.rows, shown],
	);
	const open = (row: TailRow) => {
		setCursor(row.key);
		if (row.triplet !== null) address.go({ open: row.triplet }, "replace");
		else tellWhole(row);
	};
	const goOn = () => {
		setCursor(null);
		tail.resume();
	};
	const move = (by: number) => {
		// What is read by keys must not run away under them.
		tail.pause();
		const at = rows.findIndex((row) => row.key === cursor);
		setCursor(rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.key ?? null);
	};
	useKeys({
		p: () => (view.paused ? goOn() : tail.pause()),
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
		<section className={styles.tail} aria-label="Live tail">
			<div className={styles.head}>
				<h2>Live tail</h2>
				<div className={styles.chips}>
					{tones.map((tone) => (
						<button
							key={tone}
							type="button"
							className={styles.chip}
							aria-pressed={shown.has(tone)}
							onClick={() => setShown(toggled(shown, tone))}
						>
							<ToneSign tone={tone} size={13} />
							{toneWords[tone]}
						</button>
					))}
				</div>
				{view.omitted > 0 && (
					<span
						className="soft figures"
						title="The host sends at most 200 details a second; all are counted in the chart"
					>
						{countText(view.omitted)} counted, not shown
					</span>
				)}
				<span className={styles.push} />
				{view.paused && (
					<Button variant="light" leftSection={<IconArrowUp size={13} />} onClick={goOn} className="figures">
						{countText(view.held)} new
					</Button>
				)}
				<Button
					variant="default"
					className={styles.pause}
					leftSection={view.paused ? <IconPlayerPlay size={13} /> : <IconPlayerPause size={13} />}
					onClick={() => (view.paused ? goOn() : tail.pause())}
				>
					{view.paused ? "Go on" : "Pause"}
				</Button>
			</div>
			{rows.length === 0 ? (
				<EmptyNote title={view.rows.length > 0 ? "Nothing of this kind" : live ? "Listening" : "Not listening"}>
					{emptyWords(view.rows.length, live)}
				</EmptyNote>
			) : (
				<TailList rows={rows} cursor={cursor} onOpen={open} paused={view.paused} onPause={tail.pause} onResume={goOn} />
			)}
		</section>
	);
}

/** An event without a triplet has no panel: its line is told whole. */
function tellWhole(row: TailRow): void {
	const { word, detail } = verdictWords(row.kind, row.reason);
	const mail =
		row.sender === null ? "" : `${row.sender === "" ? "<>" : row.sender} → ${row.recipient}, ${row.client}. `;
	notifications.show({
		title: [word, detail].filter((part) => part !== "").join(": "),
		message: visibleText(`${mail}${row.why}`),
		withBorder: true,
		color: "gray",
		autoClose: 8_000,
	});
}

function emptyWords(rows: number, live: boolean): string {
	if (rows > 0) return "None of the newest events has such an outcome. Choose others above.";
	return live
		? "Events appear here as they happen. What was before is in the chart and under Triplets."
		: "The link to the host is down; the tail goes on by itself when it is back.";
}

function toneOf(row: TailRow): Tone {
	return verdictWords(row.kind, row.reason).tone;
}

function toggled(set: ReadonlySet<Tone>, tone: Tone): ReadonlySet<Tone> {
	const next = new Set(set);
	if (!next.delete(tone)) next.add(tone);
	return next;
}
