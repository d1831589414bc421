/** Two hosts in one chart, with the figures of both; where their clocks do not agree, it is said, and why. */
import type { ReactNode } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { type FlowGroup, seenGroups } from "../../charts/flow-groups.ts";
import { unitOf } from "../../charts/flow-shape.ts";
import { FlowTable } from "../../charts/flow-table.tsx";
import { TwinChart } from "../../charts/twin-chart.tsx";
import type { Range } from "../../state/address.ts";
import { useApp, useNamesApart } from "../../state/app-context.tsx";
import { type Apart, clocksApart } from "../../state/clocks-apart.ts";
import { rangeParts } from "../../state/ranges.ts";
import { useAskingOf } from "../../state/use-asking.ts";
import { type Series, useHelloOf, useSeriesOf } from "../../state/use-history.ts";
import { EmptyNote } from "../../ui/problem-note.tsx";
import styles from "./compare.module.css";
import { CompareChoice } from "./compare-choice.tsx";
import { CompareFigures } from "./compare-figures.tsx";
import { FlowLegend, RangeChoice, TableChoice } from "./flow-tools.tsx";
import { rangeWords } from "./range-words.ts";
import { useWatching } from "./use-watching.ts";
import watch from "./watch.module.css";

export interface CompareProps {
	readonly host: Host;
	/** Null: the address names a host that this desk does not know. */
	readonly other: Host | null;
	readonly range: Range;
	readonly onRange: (range: Range) => void;
	readonly table: boolean;
	readonly onTable: (seen: boolean) => void;
}

export function Compare(props: CompareProps) {
	const { other, range } = props;
	const nameOf = useNamesApart();
	const host = { ...props.host, name: nameOf(props.host) };
	if (other === null)
		return (
			<Panel {...props} unit="" groups={seenGroups([], false)}>
				<EmptyNote title="The host to compare with is not known here">
					Choose another above, or one host alone.
				</EmptyNote>
			</Panel>
		);
	const named = { ...other, name: nameOf(other) };
	return <Two {...props} host={host} other={named} key={`${host.id} ${other.id} ${typeof range}`} />;
}

function Two(props: CompareProps & { readonly other: Host }) {
	const { host, other, range, table } = props;
	const one = useOne(host, range);
	const two = useOne(other, range);
	const apart = useApart(host, other, range);
	const tables = table && apart?.never !== true;
	const unit = unitOf(one.step);
	const watching = [useWatching(useApp().host(host.id)), useWatching(useApp().host(other.id))];
	const groups = seenGroups([...one.points, ...two.points], watching.includes(true));
	const label = `Attempts ${unit.words} ${rangeWords(range)} at ${host.name}, upwards, and at ${other.name}, downwards; the tables say the same`;
	return (
		<>
			<CompareFigures
				range={range}
				both={[
					{ host, series: one },
					{ host: other, series: two },
				]}
			/>
			<Panel {...props} unit={unit.words} groups={groups}>
				{apart !== null && !apart.never && (
					<p className={styles.apart} role="status">
						{apart.words}
					</p>
				)}
				<div className={watch.flowBody}>
					{apart?.never === true ? (
						<EmptyNote title="These two cannot be compared">{apart.words}</EmptyNote>
					) : (
						!table && (
							<TwinChart
								upper={sideOf(host, one)}
								lower={sideOf(other, two)}
								groups={groups}
								stepSeconds={one.step}
								label={label}
							/>
						)
					)}
					<div className={tables ? styles.tables : "unseen"}>
						{([host, other] as const).map((each, index) => (
							<section key={each.id} aria-label={`Attempts at ${each.name}`}>
								<h3>{each.name}</h3>
								<FlowTable points={(index === 0 ? one : two).points} groups={groups} seen={tables} />
							</section>
						))}
					</div>
				</div>
			</Panel>
		</>
	);
}

function useOne(host: Host, range: Range): Series {
	return useSeriesOf(useApp().host(host.id), range, useAskingOf(host.id));
}

/** Null also while one of them has not told its time yet. */
function useApart(host: Host, other: Host, range: Range): Apart | null {
	const app = useApp();
	const [one, two] = [app.host(host.id), app.host(other.id)];
	const told = [useHelloOf(one).data, useHelloOf(two).data];
	if (told.includes(undefined)) return null;
	const timeOf = (each: Host, { clock }: typeof one) => ({ name: each.name, now: clock.now(), speed: clock.speed() });
	return clocksApart(timeOf(host, one), timeOf(other, two), rangeParts(range, one.clock.now()).seconds);
}

function sideOf(host: Host, { points, knownUntil }: Series) {
	return { name: host.name, colour: host.colour, points, knownUntil };
}

function Panel(
	props: CompareProps & { readonly unit: string; readonly groups: readonly FlowGroup[]; readonly children: ReactNode },
) {
	const { range, onRange, table, onTable, unit, groups, children } = props;
	return (
		<section className={watch.flow} aria-label="Attempts of two hosts over time">
			<div className={watch.flowHead}>
				<h2>{table ? "Attempts" : `Attempts ${unit}`}</h2>
				<FlowLegend groups={groups} />
				<CompareChoice />
				<RangeChoice range={range} onRange={onRange} />
				<TableChoice table={table} onTable={onTable} words="Show as tables" />
			</div>
			{children}
		</section>
	);
}
