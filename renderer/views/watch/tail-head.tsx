/** What stands over the tail: which outcomes it shows; live, its pause; of a span, what can be done with that. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowUp, IconListDetails, IconPlayerPause, IconPlayerPlay, IconX, IconZoomIn } from "@tabler/icons-react";
import type { TailView } from "../../state/tail.ts";
import { Chip, Chips } from "../../ui/chip.tsx";
import { countText } from "../../ui/numbers.ts";
import { type Tone, tones, toneWords } from "../../ui/tone.ts";
import { ToneSign } from "../../ui/verdict.tsx";
import styles from "./tail.module.css";
import type { SpanTools } from "./use-span.ts";

interface ToneChipsProps {
	readonly shown: ReadonlySet<Tone>;
	readonly onShown: (shown: ReadonlySet<Tone>) => void;
}

export function ToneChips({ shown, onShown }: ToneChipsProps) {
	return (
		<Chips label="Outcomes shown" low className={styles.chips}>
			{tones.map((tone) => (
				<Chip key={tone} pressed={shown.has(tone)} onPress={() => onShown(toggled(shown, tone))}>
					<ToneSign tone={tone} size={13} />
					{toneWords[tone]}
				</Chip>
			))}
		</Chips>
	);
}

export function LiveTools({ view, onTurn }: { view: TailView; onTurn: () => void }) {
	return (
		<>
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
				<Button variant="light" leftSection={<IconArrowUp size={13} />} onClick={onTurn} className="figures">
					{countText(view.held)} new
				</Button>
			)}
			<Button
				variant="default"
				className={styles.pause}
				leftSection={view.paused ? <IconPlayerPlay size={13} /> : <IconPlayerPause size={13} />}
				onClick={onTurn}
			>
				{view.paused ? "Go on" : "Pause"}
			</Button>
		</>
	);
}

/** `more`: so many are shown, and there were earlier ones. */
export function SpanButtons({ tools, more }: { tools: SpanTools; more: number | null }) {
	return (
		<>
			{more !== null && (
				<span className="soft figures" title="The chart counts all of them; choose a shorter span to see the others">
					newest {countText(more)}
				</span>
			)}
			<span className={styles.push} />
			<Tooltip label="Their triplets (t)">
				<Button variant="default" leftSection={<IconListDetails size={13} />} onClick={tools.showTriplets}>
					Triplets
				</Button>
			</Tooltip>
			<Tooltip label="The chart shows this span alone (+)">
				<Button variant="default" leftSection={<IconZoomIn size={13} />} onClick={tools.zoomIn}>
					Zoom in
				</Button>
			</Tooltip>
			<Tooltip label="Back to the live tail (Esc)">
				<ActionIcon aria-label="Clear the span" onClick={() => tools.choose(null)}>
					<IconX size={17} />
				</ActionIcon>
			</Tooltip>
		</>
	);
}

function toggled(set: ReadonlySet<Tone>, tone: Tone): ReadonlySet<Tone> {
	const next = new Set(set);
	if (!next.delete(tone)) next.add(tone);
	return next;
}
