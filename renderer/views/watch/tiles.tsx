/** Four figures: how much is deferred, what it costs and whose it is, who waits, who never came back. */
import type { ReactNode } from "react";
import type { Point } from "../../../shared/protocol/shapes.ts";
import type { Range } from "../../state/address.ts";
import { useHost } from "../../state/app-context.tsx";
import { totalOf } from "../../state/series.ts";
import { useStore } from "../../state/store.ts";
import { useDelays } from "../../state/use-history.ts";
import { delayText } from "../../ui/durations.ts";
import { countText, plural, shareText } from "../../ui/numbers.ts";
import type { Tone } from "../../ui/tone.ts";
import { attemptNames, deferralOf, settledNames } from "./figures.ts";
import { rangeWords, shortRange } from "./range-words.ts";
import styles from "./watch.module.css";

export interface TilesProps {
	readonly range: Range;
	readonly points: readonly Point[];
	readonly live: boolean;
	/** The host is in shadow mode. */
	readonly watching: boolean;
}

export function Tiles({ range, points, live, watching }: TilesProps) {
	const tick = useStore(useHost().live.tick);
	const words = rangeWords(range);
	const deferral = deferralOf(watching);
	const deferred = totalOf(points, deferral.names);
	const all = totalOf(points, attemptNames);
	const never = totalOf(points, ["expiredNeverRetried"]);
	const settled = totalOf(points, settledNames);
	const waiting = tick?.triplets.waiting ?? null;
	return (
		<section className={styles.tiles} aria-label={`Figures, ${words}`}>
			<Tile label={deferral.label} tone="deferred" value={shareText(deferred, all)} hint={shortRange(range)}>
				{all === null ? (
					"not known"
				) : (
					<span title={deferral.told}>{`${deferral.sure}${countText(deferred)} of ${plural(all, "attempt")}`}</span>
				)}
			</Tile>
			<DelayTile range={range} />
			<Tile
				label={live ? "Waiting now" : "Waiting"}
				tone="deferred"
				value={countText(waiting)}
				hint={live ? "now" : "as it was"}
			>
				{tick === null
					? "not known yet"
					: [
							`${countText(tick.triplets.passed)} known`,
							`${countText(tick.triplets.approved)} approved`,
							...((tick.triplets.watched ?? 0) > 0 ? [`${countText(tick.triplets.watched ?? 0)} watched`] : []),
						].join(" · ")}
			</Tile>
			<Tile label="Never retried" tone="never" value={shareText(never, settled)} hint={shortRange(range)}>
				{settled === null
					? "not known"
					: settled === 0
						? "none settled in this time"
						: `${countText(never)} of ${countText(settled)} settled`}
			</Tile>
		</section>
	);
}

interface TileProps {
	readonly label: string;
	readonly tone: Tone;
	readonly value: string;
	readonly hint: string;
	readonly children: ReactNode;
}

function Tile({ label, tone, value, hint, children }: TileProps) {
	return (
		<div className={styles.tile} data-tone={tone}>
			<div className={styles.tileHead}>
				<h2>{label}</h2>
				<span>{hint}</span>
			</div>
			<div className={`${styles.tileValue} figures`}>{value}</div>
			<div className={`${styles.tileSmall} figures cut`}>{children}</div>
		</div>
	);
}

function DelayTile({ range }: { range: Range }) {
	const delays = useDelays(range).data;
	const rows = [
		["Ours", "the delay we asked for", delays?.ours],
		["Theirs", "from then until they came back", delays?.theirs],
	] as const;
	return (
		<div className={`${styles.tile} ${styles.tileWide}`} data-tone="passed">
			<div className={styles.tileHead}>
				<h2>Added delay</h2>
				<span>
					{delays === undefined ? "" : `${plural(delays.theirs.count, "delayed mail")}, `}
					{shortRange(range)}
				</span>
			</div>
			<table className={`${styles.delays} figures`}>
				<thead>
					<tr>
						<td />
						<th scope="col">median</th>
						<th scope="col">p95</th>
					</tr>
				</thead>
				<tbody>
					{rows.map(([name, words, told]) => (
						<tr key={name}>
							<th scope="row" title={words}>
								{name} <span className={styles.delayWords}>{words}</span>
							</th>
							<td>{delayText(told?.median ?? null)}</td>
							<td>{delayText(told?.p95 ?? null)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
