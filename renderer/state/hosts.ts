/** The hosts of the desk, how their links are, and whether the desk itself still speaks to us. */
import type { z } from "zod";
import type { Host, listHosts } from "../../shared/protocol/desk.ts";
import { createStore, type Store } from "./store.ts";

export type DeskLine = "connecting" | "live" | "lost" | "refused";
export type DeskInfo = z.infer<typeof listHosts.reply>;

export interface HostsState {
	/** Null before the desk has answered. */
	readonly info: Store<DeskInfo | null>;
	/** The list as the stream told it last: where it spoke while the desk was asked, its word is the newer one. */
	readonly heard: Store<Host[] | null>;
	readonly line: Store<DeskLine>;
	/** Removed here, and still to be taken back: shown nowhere, and still known to the desk. */
	readonly leaving: Store<ReadonlySet<string>>;
}

export function createHosts(): HostsState {
	return {
		info: createStore<DeskInfo | null>(null),
		heard: createStore<Host[] | null>(null),
		line: createStore<DeskLine>("connecting"),
		leaving: createStore<ReadonlySet<string>>(new Set()),
	};
}

/** The host the address names; without a name, the desk's own engine. Null: not known here. */
export function hostOf(info: DeskInfo | null, id: string | null): Host | null {
	const hosts = info?.hosts ?? [];
	if (id !== null) return hosts.find((host) => host.id === id) ?? null;
	return hosts.find((host) => host.kind === "embedded") ?? hosts[0] ?? null;
}
