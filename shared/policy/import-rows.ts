/**
 * Triplets and auto-whitelists of another greylister, as rows of ours: pure, one draft at most. They keep the keys they
 * had there (foreign-keys.ts), so that whoever had passed there passes, and whoever waits there goes on waiting from
 * its first attempt. What stands here already is changed only where they know more, so that a second time changes nothing.
 */
import { hasControl } from "../base/clean.ts";
import { parseAddress, parseNetwork } from "../base/networks.ts";
import { isIdle } from "./auto-whitelist.ts";
import { autoClientKey } from "./client-key.ts";
import type { EarlierKeys } from "./earlier-keys.ts";
import type { Imported } from "./event.ts";
import type { Greylister } from "./foreign-keys.ts";
import { tripletText } from "./keys.ts";
import { type Acting, actionBase, type Failed } from "./operator.ts";
import type { AutoWhitelistRow, TripletRow } from "./rows.ts";
import { newLife } from "./rules/life.ts";
import type { Settings } from "./settings.ts";
import type { GreylistState } from "./state.ts";

export interface ForeignTriplet {
	/** Address or network, as wide as the key was there. */
	readonly client: string;
	/** As written there; `*@domain` for all of a domain. */
	readonly sender: string;
	/** `*`: any. */
	readonly recipient: string;
	readonly firstSeenAt: number;
	readonly lastSeenAt: number;
	readonly passed: boolean;
}

export interface ForeignTrust {
	/** An address. */
	readonly client: string;
	readonly passes: number;
	readonly lastPassAt: number;
	/** It passed without waiting there. */
	readonly trusted: boolean;
}

export interface ImportRowsOrder extends Acting {
	readonly from: Greylister;
	readonly triplets: readonly ForeignTriplet[];
	readonly autoWhitelists: readonly ForeignTrust[];
	readonly hash: (text: string) => string;
}

export interface ImportTally {
	readonly waiting: number;
	readonly passed: number;
	readonly autoWhitelists: number;
	/** Here already, and no less known. */
	readonly known: number;
	/** Their time would be over here. */
	readonly ended: number;
	readonly failed: readonly Failed[];
}

export interface ImportRowsPlan extends ImportTally {
	/** `null`: there is nothing new. */
	readonly draft: Imported | null;
}

type State = Readonly<GreylistState>;

export function planRows(state: State, order: ImportRowsOrder, now: number): ImportRowsPlan {
	const { settings } = state.policy;
	const rows = new Map<string, TripletRow>();
	const before: TripletRow[] = [];
	const widths: Widths = { v4: new Set(), v6: new Set() };
	const failed: Failed[] = [];
	const tally = { known: 0, ended: 0 };
	for (const triplet of order.triplets) {
		const row = rowOf(triplet, { settings, hash: order.hash, now, widths });
		if (typeof row === "string") {
			failed.push({ id: shown(triplet), why: row });
			continue;
		}
		const stands = rows.get(row.id) ?? state.triplets.get(row.id);
		if (row.expiresAt <= now || (row.state === "waiting" && row.windowEndsAt <= now)) tally.ended += 1;
		else if (stands !== undefined && !knowsMore(row, stands, now)) tally.known += 1;
		else if (stands === undefined && state.triplets.size + rows.size >= settings.maxTriplets)
			failed.push({ id: shown(triplet), why: "There is no room for more triplets (maxTriplets)" });
		else {
			if (stands !== undefined && !rows.has(row.id)) before.push(stands);
			rows.set(row.id, row);
		}
	}
	const trust = trustRows(state, order.autoWhitelists, now);
	const fresh = [...rows.values()];
	const passed = fresh.filter((row) => row.state === "passed").length;
	const untilAt = fresh.reduce((last, row) => Math.max(last, row.expiresAt), 0);
	return {
		draft:
			fresh.length + trust.rows.length === 0
				? null
				: {
						kind: "imported",
						...actionBase(order, now),
						from: order.from,
						rows: fresh,
						before,
						autoWhitelists: trust.rows,
						autoBefore: trust.before,
						keys: fresh.length === 0 ? [] : keysOfWidths(order.from, { settings, widths, untilAt }),
					},
		waiting: fresh.length - passed,
		passed,
		autoWhitelists: trust.rows.length,
		known: tally.known + trust.known,
		ended: tally.ended + trust.ended,
		failed: [...failed, ...trust.failed],
	};
}

interface Widths {
	readonly v4: Set<number>;
	readonly v6: Set<number>;
}

interface RowParts {
	readonly settings: Settings;
	readonly hash: (text: string) => string;
	readonly now: number;
	readonly widths: Widths;
}

/** Words say why it can be none. */
function rowOf(triplet: ForeignTriplet, { settings, hash, now, widths }: RowParts): TripletRow | string {
	const { sender, recipient } = triplet;
	const network = parseNetwork(triplet.client);
	if (!network.ok) return network.problem;
	if (hasControl(sender) || hasControl(recipient)) return "It holds control characters";
	const { base, bits, text: clientKey } = network.value;
	const isV4 = base.groups === null;
	if (bits < (isV4 ? 8 : 16)) return "That network is wider than any key here";
	widths[isV4 ? "v4" : "v6"].add(bits);
	const firstSeenAt = Math.min(triplet.firstSeenAt, now);
	const lastSeenAt = Math.max(firstSeenAt, Math.min(triplet.lastSeenAt, now));
	const life = newLife(settings, firstSeenAt);
	const passed = { state: "passed", expiresAt: lastSeenAt + settings.passLifetime * 1000, attempts: 2 } as const;
	return {
		...life,
		...(triplet.passed ? { ...passed, passedAt: lastSeenAt } : {}),
		id: hash(tripletText(clientKey, sender, recipient)),
		client: base.text,
		clientKey,
		clientName: null,
		helo: null,
		sender,
		senderKey: sender,
		recipient,
		lastSeenAt,
		reason: triplet.passed ? "known" : "new",
		outcome: "unknown",
		lastInstance: "",
	};
}

/** They passed there and not here, or were seen there later. */
function knowsMore(row: TripletRow, stands: TripletRow, now: number): boolean {
	if (stands.expiresAt <= now) return true;
	if (row.state !== stands.state) return row.state === "passed";
	return row.state === "passed" && row.lastSeenAt > stands.lastSeenAt;
}

/** One way of cutting for each pair of widths that occur. A network as wide as an address is the address. */
function keysOfWidths(
	of: Greylister,
	{ settings, widths, untilAt }: { readonly settings: Settings; readonly widths: Widths; readonly untilAt: number },
): readonly EarlierKeys[] {
	const v4 = [...widths.v4].toSorted((a, b) => a - b);
	const v6 = [...widths.v6].toSorted((a, b) => a - b);
	return Array.from({ length: Math.max(v4.length, v6.length) }, (_, at) => ({
		settings: {
			clientKey: "network",
			ipv4Prefix: v4[at] ?? v4[0] ?? 24,
			ipv6Prefix: v6[at] ?? v6[0] ?? 64,
			senderRules: settings.senderRules,
		},
		untilAt,
		of,
	}));
}

function trustRows(state: State, trust: readonly ForeignTrust[], now: number) {
	const settings = state.policy.settings.autoWhitelist;
	const rows = new Map<string, AutoWhitelistRow>();
	const before: AutoWhitelistRow[] = [];
	const failed: Failed[] = [];
	let [known, ended] = [0, 0];
	for (const { client, passes, lastPassAt, trusted } of trust) {
		if (parseAddress(client) === null) {
			failed.push({ id: client, why: "It is no address" });
			continue;
		}
		const key = autoClientKey({ client: parseAddress(client)?.text ?? client, clientName: null, sender: "" });
		const at = Math.min(lastPassAt, now);
		const stands = rows.get(key) ?? state.autoWhitelists.get(key);
		const earnedAt = trusted ? at : null;
		const row = { key, passes, lastPassAt: at, recipients: [], senders: [], earnedAt, lastUsedAt: at, uses: 0 };
		if (isIdle(row, settings, now)) ended += 1;
		else if (stands !== undefined && !isIdle(stands, settings, now) && !provesMore(row, stands)) known += 1;
		else {
			if (stands !== undefined && !rows.has(key)) before.push(stands);
			rows.set(key, row);
		}
	}
	return { rows: [...rows.values()], before, failed, known, ended };
}

function provesMore(row: AutoWhitelistRow, stands: AutoWhitelistRow): boolean {
	if ((row.earnedAt === null) !== (stands.earnedAt === null)) return row.earnedAt !== null;
	return row.earnedAt === null ? row.passes > stands.passes : row.lastUsedAt > stands.lastUsedAt;
}

function shown({ client, sender, recipient }: ForeignTriplet): string {
	return `${client} ${sender} ${recipient}`.slice(0, 400);
}
