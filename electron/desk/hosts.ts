/**
 * The hosts this desk knows: the embedded daemon, the sample while it plays, and those it was told of. Each has one
 * link; whoever listens here gets every frame of every host, and is told when the list or a link changes.
 */
import { createHash } from "node:crypto";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import { checkHost } from "./check-host.ts";
import type { DeskTools, HostLink, KnownHost, LinkFrame } from "./contract.ts";
import { parseHostAddress } from "./host-address.ts";
import { openHostLink } from "./host-link.ts";
import { type HostFile, MOST_HOSTS } from "./remembered.ts";

/** A program that was just started may take so long to answer before it counts as gone. */
const START_GRACE_MS = 10_000;

export interface HostsListener {
	onFrame(host: string, frame: LinkFrame): void;
	onHosts(): void;
}

export interface Hosts {
	list(): readonly Host[];
	find(id: string): KnownHost | null;
	/** Takes an address of the outside; said hello to before it is accepted. A problem is one sentence. */
	add(address: string, name: string | undefined): Promise<Outcome<Host>>;
	/** Forgets a host that was added. */
	remove(id: string): Promise<boolean>;
	/** A host of the desk itself, with what only its program can tell. */
	own(host: KnownHost, told: Told): void;
	disown(id: string): void;
	retry(id: string): void;
	/** After a sleep of this machine: every link is opened anew. */
	wake(): void;
	/** The list changed in a way no link tells. */
	changed(): void;
	listen(listener: HostsListener): () => void;
	close(): void;
}

/** Asked whenever the list is shown. */
export interface Told {
	/** Why it does not run; null where nothing is known against it. */
	problem(): string | null;
	address(): string;
}

interface Entry {
	readonly host: KnownHost;
	readonly link: HostLink;
	readonly told: Told;
}

export async function openHosts(file: HostFile, tools: DeskTools): Promise<Hosts> {
	const entries = new Map<string, Entry>();
	const listeners = new Set<HostsListener>();
	const changed = () => {
		for (const listener of listeners) listener.onHosts();
	};

	const enter = (host: KnownHost, told: Told) => {
		const link = openHostLink({
			...tools,
			socket: host.socket,
			grace: host.kind === "socket" ? 0 : START_GRACE_MS,
			onFrame: (frame) => {
				for (const listener of listeners) listener.onFrame(host.id, frame);
			},
			onState: changed,
		});
		entries.set(host.id, { host, link, told });
		changed();
	};
	const leave = (id: string) => {
		entries.get(id)?.link.close();
		entries.delete(id);
		changed();
	};
	const save = () => {
		const kept = [...entries.values()].filter((entry) => entry.host.kind === "socket");
		return file.write(kept.map(({ host: { id, name, socket } }) => ({ id, name, socket })));
	};

	for (const { id, name, socket } of await file.read()) enter(...added(id, name, socket));

	return {
		list: () => [...entries.values()].map(shown),
		find: (id) => entries.get(id)?.host ?? null,
		async add(address, name) {
			const socket = parseHostAddress(address);
			if (!socket.ok) return socket;
			const known = [...entries.values()].find((entry) => entry.host.socket === socket.value);
			if (known !== undefined) return good(shown(known));
			if (entries.size >= MOST_HOSTS) return bad(`This desk keeps ${MOST_HOSTS} hosts at most: remove one first`);
			const said = await checkHost(socket.value);
			if (!said.ok) return said;
			const id = createHash("sha256").update(socket.value).digest("hex").slice(0, 10);
			enter(...added(id, nameOf(name) ?? nameOf(said.value.host) ?? socket.value, socket.value));
			await save();
			const entry = entries.get(id);
			return entry === undefined ? bad("The host was removed meanwhile") : good(shown(entry));
		},
		async remove(id) {
			if (entries.get(id)?.host.kind !== "socket") return false;
			leave(id);
			await save();
			return true;
		},
		own: enter,
		disown: leave,
		retry: (id) => entries.get(id)?.link.retry(),
		wake() {
			for (const entry of entries.values()) entry.link.wake();
		},
		changed,
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		close() {
			for (const entry of entries.values()) entry.link.close();
			entries.clear();
			listeners.clear();
		},
	};
}

function shown({ host: { id, name, kind }, link, told }: Entry): Host {
	const state = link.state();
	const problem = state.link === "live" ? null : (told.problem() ?? state.problem);
	return { id, name, address: told.address(), kind, ...state, problem, removable: kind === "socket" };
}

function added(id: string, name: string, socket: string): [KnownHost, Told] {
	const told: Told = { problem: () => null, address: () => `unix:${socket}` };
	return [{ id, name, kind: "socket", socket }, told];
}

function nameOf(text: string | undefined): string | null {
	const clean = (text ?? "").replace(/\p{C}/gu, " ").trim().slice(0, 100);
	return clean === "" ? null : clean;
}
