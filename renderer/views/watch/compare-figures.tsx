/** The figures of two hosts, one under the other, so that a column can be read down. */
import type { Host } from "../../../shared/protocol/desk.ts";
import type { Range } from "../../state/address.ts";
import { useApp } from "../../state/app-context.tsx";
import { totalOf } from "../../state/series.ts";
import { useStore } from "../../state/store.ts";
import { type Series, useDelaysOf } from "../../state/use-history.ts";
import { delayText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { HostEdge } from "../../ui/host-colour.tsx";
import { linkWords } from "../../ui/link-words.ts";
import { countText, plural, shareText } from "../../ui/numbers.ts";
import styles from "./compare.module.css";
import { attemptNames, deferralOf, settledNames } from "./figures.ts";
import { rangeWords } from "./range-words.ts";
import { useWatching } from "./use-watching.ts";

export interface Compared {
	readonly host: Host;
	readonly series: Series;
}

export function CompareFigures({ both, range }: { both: readonly Compared[]; range: Range }) {
	return (
		<table className={`${styles.figures} figures`}>
			<caption className="unseen">Figures of both hosts {rangeWords(range)}</caption>
			<thead>
				<tr>
					<th scope="col">Host</th>
					<th scope="col">Deferral rate</th>
					<th scope="col" title="The delay we asked for: median, p95">
						Our delay
					</th>
					<th scope="col" title="From then until they came back: median, p95">
						Their delay
					</th>
					<th scope="col">Waiting</th>
					<th scope="col">Never retried</th>
				</tr>
			</thead>
			<tbody>
				{both.map((one) => (
					<Row key={one.host.id} compared={one} range={range} />
				))}
			</tbody>
		</table>
	);
}

function Row({ compared: { host, series }, range }: { compared: Compared; range: Range }) {
	const state = useApp().host(host.id);
	const tick = useStore(state.live.tick);
	const delays = useDelaysOf(state, range).data;
	const { points } = series;
	const watching = useWatching(state);
	const deferred = totalOf(points, deferralOf(watching).names);
	const all = totalOf(points, attemptNames);
	const never = totalOf(points, ["expiredNeverRetried"]);
	const settled = totalOf(points, settledNames);
	const attempts = all === null ? "not known" : `of ${plural(all, "attempt")}`;
	const link = linkWords(host.link, host.sinceAt);
	return (
		<tr>
			<th scope="row">
				<span className={styles.name}>
					<HostEdge colour={host.colour} />
					<strong className={`${styles.called} cut`}>
						<Foreign text={host.name} />
					</strong>
					<span className="soft cut">{host.link === "live" ? "live" : `${link.words}: as it was`}</span>
				</span>
			</th>
			<td>
				<b data-tone="deferred">{shareText(deferred, all)}</b>
				<span title={watching ? `Would be deferred, up to: ${attempts}` : undefined}>
					{watching && all !== null ? "would defer" : attempts}
				</span>
			</td>
			{[delays?.ours, delays?.theirs].map((told, index) => (
				<td key={index === 0 ? "ours" : "theirs"}>
					<b>{delayText(told?.median ?? null)}</b>
					<span>p95 {delayText(told?.p95 ?? null)}</span>
				</td>
			))}
			<td>
				<b data-tone="deferred">{countText(tick?.triplets.waiting ?? null)}</b>
			</td>
			<td>
				<b data-tone="never">{shareText(never, settled)}</b>
				<span>{settled === null ? "not known" : `of ${countText(settled)} settled`}</span>
			</td>
		</tr>
	);
}
