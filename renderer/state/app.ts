/**
 * The page's state, wired: one stream feeds every host's live figures, tail and the lists that are open.
 * Made once by main.tsx; nothing here exists on import.
 */
import { QueryClient } from "@tanstack/react-query";
import type { Send } from "../../shared/protocol/client.ts";
import { listHosts, type PageCommand } from "../../shared/protocol/desk.ts";
import type { StreamListener } from "../link/events.ts";
import { type Actions, createActions } from "./actions.ts";
import { type AddressBar, createAddressBar } from "./address.ts";
import { ask } from "./ask.ts";
import { followMasking } from "./follow-masking.ts";
import { createHostState, type HostState } from "./host-state.ts";
import { createHosts, type HostsState } from "./hosts.ts";
import { createOpenedMail, type OpenedMail } from "./opened-mail.ts";
import { createPreferences, type PreferencesState } from "./preferences-state.ts";
import { sameTime } from "./same-time.ts";
import { createReader } from "./stream-reader.ts";
import { createVeil, type Veil } from "./veil.ts";

export interface App {
	readonly address: AddressBar;
	readonly hosts: HostsState;
	readonly queries: QueryClient;
	readonly desk: Send;
	readonly actions: Actions;
	readonly mail: OpenedMail;
	readonly preferences: PreferencesState;
	/** Drawn while addresses are masked; each transport of the page has it in it. */
	readonly veil: Veil;
	host(id: string): HostState;
	/** Asks the desk again which hosts there are. */
	reloadHosts(): Promise<void>;
	readonly listener: StreamListener;
}

/** What was read stays so long, for when its host is gone and another view of it is asked for. */
const KEPT_MS = 30 * 60_000;

/** `lineTo` makes the transport to a path prefix of the desk; `obey` does what a menu of the window asks. */
export function createApp(lineTo: (base: string) => Send, obey: (command: PageCommand) => void): App {
	const queries = new QueryClient({
		defaultOptions: {
			// Loopback is always "online"; a refusal does not become right by asking again.
			queries: { networkMode: "always", retry: false, gcTime: KEPT_MS, refetchOnWindowFocus: false, staleTime: 1_000 },
		},
	});
	const hosts = createHosts();
	const veil = createVeil();
	const sendTo = (base: string) => veil.behind(lineTo(base));
	const desk = sendTo("");
	const known = new Map<string, HostState>();
	function host(id: string): HostState {
		const found = known.get(id) ?? createHostState(id, sendTo);
		known.set(id, found);
		return found;
	}
	async function reloadHosts(): Promise<void> {
		const before = hosts.heard.get();
		const answer = await ask(desk, listHosts);
		if (!answer.ok) return;
		const heard = hosts.heard.get();
		hosts.info.set(heard === null || heard === before ? answer.value : { ...answer.value, hosts: heard });
	}
	const mail = createOpenedMail(desk);
	const preferences = createPreferences(desk, veil);
	const address = createAddressBar(window, (one, other) => sameTime({ info: hosts.info.get(), host }, one, other));
	followMasking({ veil, preferences, queries, address, known });
	const reader = createReader({
		hosts,
		queries,
		host,
		known,
		reloadHosts,
		preferences,
		fit: veil.heard,
		obey: (command) => (command === "opened-file" ? void mail.ask() : obey(command)),
	});
	return {
		address,
		hosts,
		queries,
		desk,
		actions: createActions(host),
		host,
		reloadHosts,
		mail,
		preferences,
		veil,
		listener: {
			...reader,
			open() {
				reader.open();
				// The app may have been opened with a mail before this page could hear of it.
				void mail.ask();
			},
		},
	};
}
