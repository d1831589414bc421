/**
 * After a change of key settings, triplets still stand under their earlier keys: these are asked too, until the last of
 * them has ended, so that nobody waits twice because of our settings (design 4).
 */
import { longestLife } from "./override-lines.ts";
import type { Settings } from "./settings.ts";

/** The settings that make keys. */
export type KeySettings = Pick<Settings, "clientKey" | "ipv4Prefix" | "ipv6Prefix" | "senderRules">;

export interface EarlierKeys {
	readonly settings: KeySettings;
	/** No triplet under these keys lives longer. */
	readonly untilAt: number;
}

/** Who changes keys more often than this within a life of a triplet finds only the latest. */
const MOST = 4;

/** What stands after a change at `at`, the latest first. */
export function afterChange(
	earlier: readonly EarlierKeys[],
	{ before, after }: { readonly before: Settings; readonly after: Settings },
	at: number,
): readonly EarlierKeys[] {
	const living = earlier.filter(({ untilAt }) => untilAt > at);
	const kept = living.filter(({ settings }) => !sameKeys(settings, after));
	if (sameKeys(before, after)) return kept;
	const untilAt = at + longestLife(before) * 1000;
	const others = kept.filter(({ settings }) => !sameKeys(settings, before));
	return [{ settings: keySettings(before), untilAt }, ...others].slice(0, MOST);
}

function keySettings({ clientKey, ipv4Prefix, ipv6Prefix, senderRules }: KeySettings): KeySettings {
	return { clientKey, ipv4Prefix, ipv6Prefix, senderRules };
}

function sameKeys(one: KeySettings, two: KeySettings): boolean {
	return JSON.stringify(keySettings(one)) === JSON.stringify(keySettings(two));
}
