/**
 * Takes the frames of the desk's stream apart and gives each to whom it concerns. Frames are foreign: what does not
 * parse is left aside, and the reader goes on.
 */
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { actionKinds } from "../../shared/protocol/action-routes.ts";
import { commandFrameShape, deskFrameShape, hostsFrameShape, type PageCommand } from "../../shared/protocol/desk.ts";
import { type Detail, detailShape, type StreamEvent, tickShape } from "../../shared/protocol/stream.ts";
import type { StreamListener } from "../link/events.ts";
import type { HostState } from "./host-state.ts";
import type { HostsState } from "./hosts.ts";
import type { PreferencesState } from "./preferences-state.ts";
import { changesOf } from "./row-patch.ts";
import { patchPages, type TripletPage } from "./triplet-pages.ts";

export interface ReaderParts {
	readonly hosts: HostsState;
	readonly queries: QueryClient;
	readonly known: ReadonlyMap<string, HostState>;
	host(id: string): HostState;
	reloadHosts(): Promise<void>;
	readonly preferences: Pick<PreferencesState, "hear">;
	/** What frames lose before anybody sees them, while addresses are masked. */
	fit(json: unknown): unknown;
	/** A menu of the window asks something of the page. */
	obey(command: PageCommand): void;
}

export function createReader(parts: ReaderParts): StreamListener {
	const { hosts } = parts;
	return {
		open() {
			hosts.line.set("live");
			for (const host of parts.known.values()) host.live.reset();
			void parts.reloadHosts();
			void parts.queries.invalidateQueries();
		},
		lost: () => hosts.line.set(hosts.line.get() === "refused" ? "refused" : "lost"),
		refused: () => hosts.line.set("refused"),
		frame(name, json) {
			if (name === "hosts") return hostsFrame(parts, json);
			if (name === "preferences") return parts.preferences.hear(json);
			if (name === "command") return commandFrame(parts, json);
			const read = deskFrameShape.safeParse(parts.fit(json));
			if (read.success) hostFrame(parts, parts.host(read.data.host), { name, json: read.data.frame });
		},
	};
}

function commandFrame(parts: ReaderParts, json: unknown): void {
	const read = commandFrameShape.safeParse(json);
	// A newer desk may ask what we do not know.
	if (read.success) parts.obey(read.data.command);
}

function hostsFrame(parts: ReaderParts, json: unknown): void {
	const read = hostsFrameShape.safeParse(json);
	if (!read.success) return;
	parts.hosts.heard.set(read.data.hosts);
	const before = parts.hosts.info.get();
	// The first list, with what else the desk knows of this machine, is on its way.
	if (before === null) return;
	parts.hosts.info.set({ ...before, hosts: read.data.hosts });
	for (const host of read.data.hosts) {
		const old = before.hosts.find((one) => one.id === host.id);
		if (host.link === "live" && old?.link !== "live") readAgain(parts, parts.host(host.id));
	}
}

function hostFrame(parts: ReaderParts, host: HostState, { name, json }: { name: string; json: unknown }): void {
	if (name === "tick") {
		const read = tickShape.safeParse(json);
		if (!read.success) return;
		host.clock.hear(read.data.at);
		host.live.hear(read.data);
	} else if (name === "detail") {
		const read = detailShape.safeParse(json);
		if (read.success) detail(parts, host, read.data);
	} else if (name === "gap") readAgain(parts, host);
}

/** What the lists of Activity, Whitelists and Settings are read from. */
const audited = ["actions", "whitelists", "policy"] as const;

/** Something was missed: the seconds are forgotten, and what is on screen is read anew. */
function readAgain(parts: ReaderParts, host: HostState): void {
	host.live.reset();
	for (const what of ["hello", "status", "triplets", "triplet", "statistics", "delays", ...audited])
		void parts.queries.invalidateQueries({ queryKey: [what, host.id] });
}

function detail(parts: ReaderParts, host: HostState, frame: Detail): void {
	host.tail.hear(frame);
	const changes = changesOf(frame.events);
	if (changes.size > 0) {
		parts.queries.setQueriesData<InfiniteData<TripletPage, string | null>>(
			{ queryKey: ["triplets", host.id] },
			(data) => patchPages(data, changes),
		);
		for (const id of changes.keys()) void parts.queries.invalidateQueries({ queryKey: ["triplet", host.id, id] });
	}
	if (frame.events.some(isAction))
		for (const what of audited) void parts.queries.invalidateQueries({ queryKey: [what, host.id] });
	if (frame.events.some(({ kind }) => kind.startsWith("alert-")))
		void parts.queries.invalidateQueries({ queryKey: ["status", host.id] });
	host.arrivals.set(host.arrivals.get() + frame.events.filter(isFirst).length);
	// Rows that an undone purge brings back are in no list yet.
	if (frame.events.some((event) => event.kind === "undone"))
		void parts.queries.invalidateQueries({ queryKey: ["triplets", host.id] });
}

/** Of the audit trail: somebody did something, here or elsewhere. */
function isAction({ kind }: StreamEvent): boolean {
	return actionKinds.some((known) => known === kind);
}

function isFirst(event: StreamEvent): boolean {
	return event.kind === "deferred" && event.reason === "new";
}
