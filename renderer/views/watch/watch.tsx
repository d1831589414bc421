/** Watch: figures, the chart, and below it the live tail. */
import { useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { Range } from "../../state/address.ts";
import { useAddress, useApp, useHost, useHosts } from "../../state/app-context.tsx";
import { useStore } from "../../state/store.ts";
import { useHello, useSeries } from "../../state/use-history.ts";
import { useFilledTail } from "../../state/use-recent.ts";
import { useKeys } from "../../ui/keys.ts";
import { Compare } from "./compare.tsx";
import { FlowPanel } from "./flow-panel.tsx";
import { TailPanel } from "./tail-panel.tsx";
import { Tiles } from "./tiles.tsx";
import { useSpan } from "./use-span.ts";
import { useWatching } from "./use-watching.ts";
import styles from "./watch.module.css";

export function Watch({ host }: { host: Host }) {
	const { address } = useApp();
	const chosen = useAddress().range;
	const state = useHost();
	const hello = useHello();
	const line = useStore(useApp().hosts.line);
	const [table, setTable] = useState(false);
	// Five minutes of a clock that runs sixty times as fast are five seconds: nothing to look at.
	const range: Range = chosen ?? ((hello.data?.speed ?? state.clock.speed()) > 1 ? "1h" : "5m");
	const live = host.link === "live" && line === "live";
	const series = useSeries(range, live);
	const tools = useSpan(range, series.step);
	useFilledTail();
	const other = useOther(host);
	const watching = useWatching(state);
	const show = (next: Range) => address.go({ range: next }, "replace");
	useKeys({
		1: () => show("5m"),
		2: () => show("1h"),
		3: () => show("24h"),
		4: () => show("7d"),
		5: () => show("30d"),
		6: () => show("1y"),
	});
	return (
		<div className={styles.watch}>
			<h1 className="unseen">Watch {host.name}</h1>
			{other === undefined ? (
				<>
					<Tiles range={range} points={series.points} live={live} watching={watching} />
					<FlowPanel
						host={host}
						range={range}
						onRange={show}
						series={series}
						watching={watching}
						tools={tools}
						table={table}
						onTable={setTable}
					/>
				</>
			) : (
				<Compare host={host} other={other} range={range} onRange={show} table={table} onTable={setTable} />
			)}
			<TailPanel live={live} tools={tools} />
		</div>
	);
}

/** The host to compare with; undefined where none is asked for, null where this desk does not know it. */
function useOther(host: Host): Host | null | undefined {
	const { with: id } = useAddress();
	const hosts = useHosts();
	if (id === null || id === host.id) return undefined;
	return hosts?.find((one) => one.id === id) ?? null;
}
