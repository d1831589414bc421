/**
 * The hosts this desk knows: the embedded daemon, the sample while it plays, and those it was told of. Each has one
 * link; whoever listens here gets every frame of every host, and is told when the list or a link changes.
 */
import { createHash } from "node:crypto";
import type { Answered } from "../../shared/protocol/client.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import { refuse } from "../../shared/protocol/refusal.ts";
import type { Trouble } from "../../shared/protocol/shapes.ts";
import { type HostAddress, parseHostAddress, writeHostAddress } from "../hosts/address.ts";
import { type SshTiming, usualTiming } from "../hosts/ssh-command.ts";
import type { DeskTools, HostLink, KnownHost, LinkFrame } from "./contract.ts";
import { openHostLink, type Patience } from "./host-link.ts";
import { type Asked, lookOf, type Wish } from "./host-wishes.ts";
import { meet } from "./meet.ts";
import { ownReach, type Reach, reachOf } from "./reach.ts";
import { type HostFile, type HostLook, MOST_HOSTS } from "./remembered.ts";

/** A program that was just started may take so long to answer before it counts as gone. */
const START_GRACE_MS = 10_000;

export interface HostsListener {
	onFrame(host: string, frame: LinkFrame): void;
	onHosts(): void;
}

export interface Hosts {
	list(): readonly Host[];
	find(id: string): KnownHost | null;
	/** Takes an address of the outside; said hello to before it is accepted. */
	add(asked: Asked): Promise<Answered<Host>>;
	/** Changes how a host looks, and whether acts are passed on to it. Null: there is no such host. */
	change(id: string, wish: Wish): Promise<Host | null>;
	/** Forgets a host that was added. */
	remove(id: string): Promise<boolean>;
	/** A host of the desk itself, with what only its program can tell. */
	own(host: OwnHost, told: Told): void;
	disown(id: string): void;
	retry(id: string): void;
	/** After a sleep of this machine: every link is opened anew. */
	wake(): void;
	/** The list changed in a way no link tells. */
	changed(): void;
	listen(listener: HostsListener): () => void;
	/** Resolves when no program of a link is left. */
	close(): Promise<void>;
}

export interface OwnHost {
	readonly id: string;
	readonly name: string;
	readonly kind: "embedded" | "sample";
	readonly socket: string;
}

/** Asked whenever the list is shown. */
export interface Told {
	/** Why it does not run; null where nothing is known against it. */
	problem(): Trouble | null;
	address(): string;
}

/** Handed in by tests that will not wait. */
export interface Pace {
	readonly patience?: Patience;
	readonly ssh?: SshTiming;
}

interface Entry {
	readonly id: string;
	readonly kind: Host["kind"];
	look: HostLook;
	readonly reach: Reach;
	readonly link: HostLink;
	readonly told: Told;
}

export async function openHosts(file: HostFile, tools: DeskTools, pace: Pace = {}): Promise<Hosts> {
	const timing = pace.ssh ?? usualTiming;
	const memory = await file.read();
	const own: Record<string, HostLook> = { ...memory.own };
	const entries = new Map<string, Entry>();
	const listeners = new Set<HostsListener>();
	const changed = () => {
		for (const listener of listeners) listener.onHosts();
	};

	const enter = ({ id, kind, look, reach, told }: Omit<Entry, "link">) => {
		const link = openHostLink({
			...tools,
			...(pace.patience === undefined ? {} : { patience: pace.patience }),
			reach,
			grace: isAdded(kind) ? 0 : START_GRACE_MS,
			onFrame: (frame) => {
				for (const listener of listeners) listener.onFrame(id, frame);
			},
			onState: changed,
		});
		const entry: Entry = { id, kind, look, reach, link, told };
		entries.set(id, entry);
		changed();
		return entry;
	};
	const leave = async (id: string) => {
		const closed = entries.get(id)?.link.close();
		entries.delete(id);
		changed();
		await closed;
	};
	const save = () => {
		const added = [...entries.values()].filter(({ kind }) => isAdded(kind));
		return file.write({ hosts: added.map(({ id, look, told }) => ({ id, address: told.address(), ...look })), own });
	};
	const added = (address: HostAddress, look: HostLook, reach: Reach) => {
		const words = writeHostAddress(address);
		const kind = address.kind === "unix" ? "socket" : "ssh";
		return { id: idOf(address), kind, look, reach, told: { problem: () => null, address: () => words } } as const;
	};

	for (const { address, id, ...look } of memory.hosts) {
		const read = parseHostAddress(address);
		if (read.ok) enter({ ...added(read.value, look, reachOf(read.value, timing)), id });
		else tools.log.warn(`a host of desk.json is left out: ${read.problem}`, { id });
	}

	const add = async (asked: Asked): Promise<Answered<Host>> => {
		const read = parseHostAddress(asked.address);
		if (!read.ok) return refuse(400, read.problem);
		const address = read.value;
		const known = () => [...entries.values()].find(({ told }) => told.address() === writeHostAddress(address));
		const there = known();
		if (there === undefined && entries.size >= MOST_HOSTS)
			return refuse(400, `This desk keeps ${MOST_HOSTS} hosts at most: remove one first`);
		if (there !== undefined && asked.fingerprint === undefined) {
			there.link.retry();
			return { ok: true, value: shown(there) };
		}
		const reach = there?.reach ?? reachOf(address, timing);
		const said = await meet({ reach, address, timing }, asked.fingerprint);
		const same = known();
		if (!said.ok || same !== undefined) {
			if (same?.reach !== reach) await reach.close();
			if (!said.ok) return said;
		}
		if (same !== undefined) {
			same.link.retry();
			return { ok: true, value: shown(same) };
		}
		// Who typed an alias of ~/.ssh/config knows the host by it; what the host calls itself stands in its details.
		const name = address.kind === "ssh" ? address.host : said.value.host;
		const look = lookOf({ name, colour: null, readOnly: false }, asked);
		const entry = enter(added(address, look.name === "" ? { ...look, name: writeHostAddress(address) } : look, reach));
		await save();
		return { ok: true, value: shown(entry) };
	};

	return {
		list: () => [...entries.values()].map(shown),
		find: (id) => knownOf(entries.get(id)),
		add,
		async change(id, wish) {
			const entry = entries.get(id);
			if (entry === undefined) return null;
			entry.look = lookOf(entry.look, wish);
			if (!isAdded(entry.kind)) own[id] = entry.look;
			changed();
			await save();
			return shown(entry);
		},
		async remove(id) {
			if (!isAdded(entries.get(id)?.kind ?? "sample")) return false;
			await leave(id);
			await save();
			return true;
		},
		own({ id, name, kind, socket }, told) {
			const look = own[id] ?? { name, colour: null, readOnly: false };
			enter({ id, kind, look, reach: ownReach(socket), told });
		},
		disown: (id) => void leave(id),
		retry: (id) => entries.get(id)?.link.retry(),
		wake() {
			for (const entry of entries.values()) entry.link.wake();
		},
		changed,
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		async close() {
			const links = [...entries.values()].map(({ link }) => link);
			entries.clear();
			listeners.clear();
			await Promise.all(links.map((link) => link.close()));
		},
	};
}

function shown({ id, look, kind, link, told }: Entry): Host {
	const state = link.state();
	const problem = state.link === "live" ? null : (told.problem() ?? state.problem);
	return { id, ...look, address: told.address(), kind, ...state, problem, removable: isAdded(kind) };
}

function knownOf(entry: Entry | undefined): KnownHost | null {
	if (entry === undefined) return null;
	const { id, kind, look, reach } = entry;
	return { id, kind, name: look.name, readOnly: look.readOnly, socket: reach.socket, explain: reach.explain };
}

function isAdded(kind: Host["kind"]): boolean {
	return kind === "socket" || kind === "ssh";
}

/** Of the path alone for a socket here: such ids stand in addresses since before ssh. */
function idOf(address: HostAddress): string {
	const text = address.kind === "unix" ? address.path : writeHostAddress(address);
	return createHash("sha256").update(text).digest("hex").slice(0, 10);
}
