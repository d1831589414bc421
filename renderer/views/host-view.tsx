/** One host on screen: banners, then first screen, Watch or Triplets, and beside them the open triplet. */
import type { ViewName } from "../../shared/protocol/address.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import { useTellAbilities } from "../state/abilities.ts";
import { useAddress, useHost } from "../state/app-context.tsx";
import { useStore } from "../state/store.ts";
import { useAsking } from "../state/use-asking.ts";
import { useHasRead } from "../state/use-has-read.ts";
import { useHello } from "../state/use-history.ts";
import { useStatus } from "../state/use-status.ts";
import { ActivityView } from "./activity/activity-view.tsx";
import { AlertsView } from "./alerts/alerts-view.tsx";
import { FirstScreen } from "./first/first-screen.tsx";
import { Banners } from "./frame/banners.tsx";
import styles from "./host-view.module.css";
import { NothingRead } from "./nothing-read.tsx";
import { TripletPanel } from "./panel/triplet-panel.tsx";
import { SettingsView } from "./settings/settings-view.tsx";
import { Triplets } from "./triplets/triplets.tsx";
import { useUndoKey } from "./undo.tsx";
import { Watch } from "./watch/watch.tsx";
import { WhitelistsView } from "./whitelists/whitelists-view.tsx";

export function HostView({ host }: { host: Host }) {
	const address = useAddress();
	const hello = useHello();
	const untouched = useUntouched(host);
	useUndoKey();
	useTellAbilities(address.view, host.id);
	const asking = useAsking();
	const read = useHasRead(host, address.view);
	const first = address.view === "watch" && address.host === null && untouched;
	return (
		<>
			<Banners host={host} hello={hello.data ?? null} />
			<div className={styles.split}>
				<main className={styles.main} data-stale={!asking && read}>
					{first ? (
						<FirstScreen />
					) : asking || read ? (
						<View host={host} view={address.view} />
					) : (
						<NothingRead host={host} />
					)}
				</main>
				{address.open !== null && !first && hasTriplets(address.view) && (
					<TripletPanel id={address.open} key={address.open} />
				)}
			</div>
		</>
	);
}

function View({ host, view }: { host: Host; view: ViewName }) {
	switch (view) {
		case "watch":
			return <Watch host={host} />;
		case "triplets":
			return <Triplets host={host} />;
		case "activity":
			return <ActivityView host={host} />;
		case "whitelists":
			return <WhitelistsView host={host} />;
		case "settings":
			return <SettingsView host={host} />;
		case "alerts":
			return <AlertsView host={host} />;
		case "hosts":
			return null;
	}
}

function hasTriplets(view: ViewName): boolean {
	return view === "watch" || view === "triplets";
}

/** The desk's own engine, that has never been asked about a mail. */
function useUntouched(host: Host): boolean {
	const tick = useStore(useHost().live.tick);
	const status = useStatus(host.kind === "embedded" && tick === null);
	const told = tick ?? status.data;
	if (host.kind !== "embedded" || told === undefined) return false;
	return [...Object.values(told.counters), ...Object.values(told.triplets)].every((count) => count === 0);
}
