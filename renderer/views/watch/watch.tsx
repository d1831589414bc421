/** Watch: figures, the chart, and below it the live tail. */
import { useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { Range } from "../../state/address.ts";
import { useAddress, useApp, useHost } from "../../state/app-context.tsx";
import { useStore } from "../../state/store.ts";
import { useHello, useSeries } from "../../state/use-history.ts";
import { useKeys } from "../../ui/keys.ts";
import { FlowPanel } from "./flow-panel.tsx";
import { TailPanel } from "./tail-panel.tsx";
import { Tiles } from "./tiles.tsx";
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
	const show = (next: Range) => address.go({ range: next }, "replace");
	useKeys({
		1: () => show("5m"),
		2: () => show("1h"),
		3: () => show("24h"),
		"/": () => address.go({ view: "triplets", open: null }),
	});
	return (
		<div className={styles.watch}>
			<h1 className="unseen">Watch {host.name}</h1>
			<Tiles range={range} points={series.points} live={live} />
			<FlowPanel range={range} onRange={show} series={series} table={table} onTable={setTable} />
			<TailPanel live={live} />
		</div>
	);
}
