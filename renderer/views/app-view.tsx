/** The whole page: the frame around the view that the address names, for the host that it names. */

import { QueryClientProvider } from "@tanstack/react-query";
import { starts } from "../../shared/protocol/start-again.ts";
import type { App } from "../state/app.ts";
import { AppContext, HostProvider, useAddress, useApp, useChosenHost } from "../state/app-context.tsx";
import { useStore } from "../state/store.ts";
import { EmptyNote } from "../ui/problem-note.tsx";
import { Frame } from "./frame/frame.tsx";
import { Preferred } from "./frame/preferred.tsx";
import { HostView } from "./host-view.tsx";
import { HostsView } from "./hosts/hosts-view.tsx";
import { UnknownHost } from "./hosts/unknown-host.tsx";
import { Shut } from "./shut.tsx";

export function AppView({ app }: { app: App }) {
	return (
		<AppContext value={app}>
			<QueryClientProvider client={app.queries}>
				<Preferred>
					<Gate />
				</Preferred>
			</QueryClientProvider>
		</AppContext>
	);
}

function Gate() {
	const app = useApp();
	const line = useStore(app.hosts.line);
	const info = useStore(app.hosts.info);
	const host = useChosenHost();
	const { host: wanted, view } = useAddress();
	if (line === "refused")
		return (
			<Shut words="The desk no longer knows this page: it was started anew. Open it again and use the new address." />
		);
	return (
		<Frame host={host}>
			{view === "hosts" ? (
				<HostsView />
			) : host !== null ? (
				<HostProvider value={app.host(host.id)} key={host.id}>
					<HostView host={host} />
				</HostProvider>
			) : info === null ? (
				<EmptyNote title={line === "lost" ? "The desk does not answer" : "Asking the desk for its hosts…"}>
					{line === "lost" ? `It is tried again every few seconds. Is ${starts} still running?` : ""}
				</EmptyNote>
			) : (
				<UnknownHost wanted={wanted ?? ""} />
			)}
		</Frame>
	);
}
