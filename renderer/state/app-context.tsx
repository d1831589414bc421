/** How views reach the state: the app, the host the address names, and time. */
import { createContext, use, useEffect, useMemo, useState } from "react";
import { invariant } from "../../shared/base/outcome.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import type { Address } from "./address.ts";
import type { App } from "./app.ts";
import { namesApart } from "./host-names.ts";
import type { HostState } from "./host-state.ts";
import { hostOf } from "./hosts.ts";
import { useStore } from "./store.ts";

export const AppContext = createContext<App | null>(null);
const HostContext = createContext<HostState | null>(null);
export const HostProvider = HostContext.Provider;

export function useApp(): App {
	const app = use(AppContext);
	invariant(app, "useApp outside of the app");
	return app;
}

export function useAddress(): Address {
	return useStore(useApp().address);
}

/** The host that the address names, as the desk tells of it; null where it knows none by that name. */
export function useChosenHost(): Host | null {
	const app = useApp();
	return hostOf(useStore(app.hosts.info), useAddress().host);
}

/** State of the chosen host; only inside HostProvider. */
export function useHost(): HostState {
	const host = use(HostContext);
	invariant(host, "useHost outside of a host");
	return host;
}

/** Renders again every so many milliseconds while the page is seen. */
export function useBeat(everyMs: number): number {
	const [beat, setBeat] = useState(0);
	useEffect(() => {
		const timer = setInterval(() => {
			if (!document.hidden) setBeat((one) => one + 1);
		}, everyMs);
		return () => clearInterval(timer);
	}, [everyMs]);
	return beat;
}

/** The host's time now, once a second (of ours). */
export function useHostNow(): number {
	useBeat(1000);
	return useHost().clock.now();
}

/** What each host is called where two of them stand side by side: apart from any other. */
export function useNamesApart(): (host: Host) => string {
	const hosts = useHosts();
	const names = useMemo(() => namesApart(hosts ?? []), [hosts]);
	return (host) => names.get(host.id) ?? host.name;
}

/** The hosts to be shown, as the desk lists them; null before it has answered. */
export function useHosts(): readonly Host[] | null {
	const { hosts } = useApp();
	const info = useStore(hosts.info);
	const leaving = useStore(hosts.leaving);
	return useMemo(() => info?.hosts.filter((host) => !leaving.has(host.id)) ?? null, [info, leaving]);
}
