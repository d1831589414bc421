/**
 * The whitelists as a list, a page at a time, the latest first unless sorted otherwise: entries of operators and auto-whitelists that hold now.
 * Auto-whitelists may be many: they are walked in parts, between the mail, and no more than 10,000 are looked at once
 * they match; then the total is said to be inexact.
 */
import { setImmediate } from "node:timers/promises";
import type { z } from "zod";
import { type Address, parseAddress } from "../../../shared/base/networks.ts";
import { isTrusted } from "../../../shared/policy/auto-whitelist.ts";
import type { AutoWhitelistRow } from "../../../shared/policy/rows.ts";
import { coversAddress } from "../../../shared/policy/whitelist-cover.ts";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import {
	type listWhitelists as listRoute,
	type WhitelistRow,
	whitelistSortKeys,
} from "../../../shared/protocol/whitelist-routes.ts";
import type { ManagementParts } from "./contract.ts";
import { asOf } from "./from-history.ts";
import { cursorTo, inOrder, orderOf, placeAt, placeOf } from "./whitelist-order.ts";

const MOST_AUTO = 10_000;
const ROWS_PER_PART = 5_000;

type Query = z.output<typeof listRoute.query>;

export async function listWhitelists(
	parts: ManagementParts,
	query: Query,
): Promise<Answered<z.input<typeof listRoute.reply>>> {
	const order = orderOf(query.sort);
	if (order === null)
		return refuse(400, `"sort" is one of ${whitelistSortKeys.join(", ")}, with - in front to turn it round`);
	const after = query.cursor === undefined ? null : placeAt(query.cursor, query.sort);
	if (query.cursor !== undefined && after === null)
		return refuse(400, '"cursor" is none that a list has given: begin again without it');
	const now = parts.clock.now();
	const isWanted = wanted(query);
	const entries = query.kind === "auto" ? [] : entriesOf(parts, now).filter(isWanted);
	const noAuto = { rows: [], exact: true };
	const wantsAuto = (query.kind === undefined || query.kind === "auto") && query.expired !== "true";
	const auto = wantsAuto ? await autoRows(parts, isWanted, now) : noAuto;
	const compare = inOrder(order);
	const all = [...entries, ...auto.rows]
		.map((row) => ({ row, place: placeOf(row, order) }))
		.sort((one, other) => compare(one.place, other.place));
	const from = after === null ? 0 : all.findIndex(({ place }) => compare(after, place) < 0);
	const page = from < 0 ? [] : all.slice(from, from + query.limit);
	const last = page.at(-1);
	const more = last !== undefined && from + page.length < all.length;
	return {
		ok: true,
		value: {
			rows: page.map(({ row }) => row),
			total: { value: all.length, exact: auto.exact },
			next: more ? cursorTo(last.place, query.sort) : null,
			asOf: asOf(parts),
		},
	};
}

/** An entry, as a list shows it. */
function entriesOf({ ledger }: ManagementParts, now: number): WhitelistRow[] {
	const { policy, whitelistUses } = ledger.state;
	return policy.whitelists.map((entry: WhitelistEntry) => {
		const use = whitelistUses.get(entry.id);
		return {
			...entry,
			owner: entry.owner === "" ? null : entry.owner,
			expired: entry.expiresAt !== null && entry.expiresAt <= now,
			hits: use?.hits ?? 0,
			lastHitAt: use?.lastHitAt ?? null,
		};
	});
}

async function autoRows(
	{ ledger }: ManagementParts,
	isWanted: (row: WhitelistRow) => boolean,
	now: number,
): Promise<{ readonly rows: readonly WhitelistRow[]; readonly exact: boolean }> {
	const rows: WhitelistRow[] = [];
	let walked = 0;
	for (const row of ledger.state.autoWhitelists.values()) {
		walked += 1;
		if (walked % ROWS_PER_PART === 0) await setImmediate();
		const settings = ledger.state.policy.settings.autoWhitelist;
		if (!isTrusted(row, settings, now)) continue;
		const shown = autoRow(row, settings.idle);
		if (!isWanted(shown)) continue;
		if (rows.length === MOST_AUTO) return { rows, exact: false };
		rows.push(shown);
	}
	return { rows, exact: true };
}

function autoRow(row: AutoWhitelistRow, idleSeconds: number): WhitelistRow {
	const hits = row.uses ?? null;
	return {
		id: row.key,
		kind: "auto",
		pattern: row.key.slice(row.key.indexOf(":") + 1),
		reason: `Passed ${row.passes} ${row.passes === 1 ? "time" : "times"} after a delay`,
		owner: null,
		addedAt: row.earnedAt ?? row.lastPassAt,
		expiresAt: row.lastUsedAt + idleSeconds * 1000,
		expired: false,
		hits,
		lastHitAt: hits === null || hits === 0 ? null : row.lastUsedAt,
	};
}

function wanted({ q, kind, expired }: Query): (row: WhitelistRow) => boolean {
	const text = q.trim().toLowerCase();
	const address = parseAddress(text);
	return (row) =>
		(kind === undefined || row.kind === kind) &&
		(expired === undefined || row.expired === (expired === "true")) &&
		(text === "" || speaksOf(row, text) || (address !== null && isOver(row, address)));
}

function speaksOf({ pattern, reason, owner }: WhitelistRow, text: string): boolean {
	return [pattern, reason, owner ?? ""].some((part) => part.toLowerCase().includes(text));
}

function isOver({ kind, pattern }: WhitelistRow, address: Address): boolean {
	return (kind === "client" || kind === "network" || kind === "auto") && coversAddress(pattern, address);
}
