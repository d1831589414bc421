/**
 * Auto-whitelists: clients and sender domains that proved themselves by passing after a delay, several times, far
 * enough apart, to several recipients or from several senders. Passes by approval or in shadow mode never count
 * (decide does not mark them `earned`). Without use for `idle` seconds the proof is worth nothing any more.
 */
import { autoClientKey, autoDomainKey, type Origin } from "./client-key.ts";
import type { Passed } from "./event.ts";
import type { AutoWhitelistRow } from "./rows.ts";
import type { Settings } from "./settings.ts";
import type { GreylistState } from "./state.ts";

/** As many as `distinct` can ask for. */
const MOST_DISTINCT = 3;

export type AutoWhitelistSettings = Settings["autoWhitelist"];

/** Whether this row lets mail through now. A clock that stepped back ends nothing. */
export function isTrusted(row: AutoWhitelistRow | null, settings: AutoWhitelistSettings, now: number): boolean {
	return settings.enabled && row !== null && row.earnedAt !== null && !isIdle(row, settings, now);
}

export function isIdle(row: AutoWhitelistRow, settings: AutoWhitelistSettings, now: number): boolean {
	return now - row.lastUsedAt >= settings.idle * 1000;
}

/** The auto-whitelists that would let mail of this origin through now: of its client, of its sender's domain. */
export function trustIn(state: Readonly<GreylistState>, origin: Origin, now: number): readonly AutoWhitelistRow[] {
	const settings = state.policy.settings.autoWhitelist;
	if (!settings.enabled || state.autoWhitelists.size === 0) return [];
	return [autoClientKey(origin), autoDomainKey(origin)].flatMap((key) => {
		const row = key === null ? undefined : state.autoWhitelists.get(key);
		return row !== undefined && isTrusted(row, settings, now) ? [row] : [];
	});
}

/** Which of these triplets' next mail an auto-whitelist lets through all the same, and by which entries. */
export interface StillTrusted {
	/** Triplets. */
	readonly count: number;
	readonly rows: readonly AutoWhitelistRow[];
}

export function stillTrusted(state: Readonly<GreylistState>, origins: readonly Origin[], now: number): StillTrusted {
	const rows = new Map<string, AutoWhitelistRow>();
	let count = 0;
	for (const origin of origins) {
		const trust = trustIn(state, origin, now);
		if (trust.length > 0) count += 1;
		for (const row of trust) rows.set(row.key, row);
	}
	return { count, rows: [...rows.values()] };
}

/** Counts what a pass earned, and begins the idle time of what it used anew. */
export function foldUse(state: GreylistState, event: Passed): void {
	if (event.used !== undefined) {
		const row = state.autoWhitelists.get(event.used);
		if (row !== undefined)
			state.autoWhitelists.set(row.key, {
				...row,
				lastUsedAt: Math.max(row.lastUsedAt, event.at),
				...(row.uses === undefined ? {} : { uses: row.uses + 1 }),
			});
	}
	if (event.earned === undefined) return;
	earn(state, event, event.earned.client);
	if (event.earned.domain !== null) earn(state, event, event.earned.domain);
}

/** Trust that was taken away, with what was earned since; what nobody used for too long would have ended by now. */
export function trustedAgain(
	state: Readonly<GreylistState>,
	taken: readonly AutoWhitelistRow[],
	now: number,
): {
	readonly rows: readonly AutoWhitelistRow[];
	readonly ended: readonly { readonly id: string; readonly why: string }[];
} {
	const again = taken.map((row) => {
		const since = state.autoWhitelists.get(row.key);
		return {
			...row,
			lastPassAt: Math.max(row.lastPassAt, since?.lastPassAt ?? 0),
			lastUsedAt: Math.max(row.lastUsedAt, since?.lastUsedAt ?? 0),
		};
	});
	const isOver = (row: AutoWhitelistRow) => isIdle(row, state.policy.settings.autoWhitelist, now);
	const why = "Nobody used it for so long that it would have ended by now";
	return {
		rows: again.filter((row) => !isOver(row)),
		ended: again.filter(isOver).map(({ key }) => ({ id: key, why })),
	};
}

function earn(state: GreylistState, event: Passed, key: string): void {
	const settings = state.policy.settings.autoWhitelist;
	const found = state.autoWhitelists.get(key);
	const before = found === undefined || isIdle(found, settings, event.at) ? null : found;
	if (before !== null && event.at - before.lastPassAt < settings.apart * 1000) return;
	const passes = (before?.passes ?? 0) + 1;
	const recipients = withOne(before?.recipients ?? [], event.attempt.recipient);
	const senders = withOne(before?.senders ?? [], event.senderKey);
	const enough =
		passes >= settings.passes && (recipients.length >= settings.distinct || senders.length >= settings.distinct);
	state.autoWhitelists.set(key, {
		...(before ?? { uses: 0 }),
		key,
		passes,
		lastPassAt: event.at,
		recipients,
		senders,
		earnedAt: before?.earnedAt ?? (enough ? event.at : null),
		lastUsedAt: event.at,
	});
}

function withOne(known: readonly string[], one: string): readonly string[] {
	return known.length >= MOST_DISTINCT || known.includes(one) ? known : [...known, one];
}
