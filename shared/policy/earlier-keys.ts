/**
 * After a change of key settings, triplets still stand under their earlier keys: these are asked too, until the last of
 * them has ended, so that nobody waits twice because of our settings (design 4). So are the keys of another greylister
 * whose triplets were taken over.
 */
import type { Attempt } from "./attempt.ts";
import { clientKeyOf } from "./client-key.ts";
import { type ForeignMail, foreignMails, type Greylister } from "./foreign-keys.ts";
import { longestLife } from "./override-lines.ts";
import { senderKeyOf } from "./sender-key.ts";
import type { KeySettings, Settings } from "./settings.ts";

export interface EarlierKeys {
	readonly settings: KeySettings;
	/** No triplet under these keys lives longer. */
	readonly untilAt: number;
	/** Sender and recipient as this one wrote them; of the settings only the client's count then. */
	readonly of?: Greylister;
}

/** Who changes keys more often than this within a life of a triplet finds only the latest. */
const MOST = 4;
/** Of other greylisters: their ways of cutting networks. */
const MOST_FOREIGN = 8;

/** What stands after a change at `at`, the latest first. */
export function afterChange(
	earlier: readonly EarlierKeys[],
	{ before, after }: { readonly before: Settings; readonly after: Settings },
	at: number,
): readonly EarlierKeys[] {
	const living = earlier.filter(({ untilAt }) => untilAt > at);
	const foreign = living.filter(({ of }) => of !== undefined);
	const kept = living.filter(({ settings, of }) => of === undefined && !sameKeys(settings, after));
	if (sameKeys(before, after)) return [...kept, ...foreign];
	const untilAt = at + longestLife(before) * 1000;
	const others = kept.filter(({ settings }) => !sameKeys(settings, before));
	return [...[{ settings: keySettings(before), untilAt }, ...others].slice(0, MOST), ...foreign];
}

/** What stands once triplets under these foreign keys were taken over. */
export function withForeign(
	earlier: readonly EarlierKeys[],
	added: readonly EarlierKeys[],
	at: number,
): readonly EarlierKeys[] {
	const isSame = (one: EarlierKeys, two: EarlierKeys) => one.of === two.of && sameKeys(one.settings, two.settings);
	const fresh = added.map((keys) => {
		const before = earlier.find((known) => isSame(known, keys));
		return before === undefined || before.untilAt < keys.untilAt ? keys : before;
	});
	const living = earlier.filter((known) => known.untilAt > at && !fresh.some((keys) => isSame(known, keys)));
	const own = living.filter(({ of }) => of === undefined);
	const foreign = living.filter(({ of }) => of !== undefined);
	return [...own, ...[...fresh, ...foreign].slice(0, MOST_FOREIGN)];
}

/** Client key, and the mails under which a row of an attempt may stand by these keys, the triplet itself first. */
export function earlierKeyOf(
	attempt: Attempt,
	{ settings, of }: EarlierKeys,
): { readonly clientKey: string; readonly mails: readonly [ForeignMail, ...ForeignMail[]] } {
	const clientKey = clientKeyOf(attempt, settings);
	const own: ForeignMail = [senderKeyOf(attempt.sender, settings.senderRules), attempt.recipient];
	const [first = own, ...more] = of === undefined ? [own] : foreignMails(of, attempt);
	return { clientKey, mails: [first, ...more] };
}

function keySettings({ clientKey, ipv4Prefix, ipv6Prefix, senderRules }: KeySettings): KeySettings {
	return { clientKey, ipv4Prefix, ipv6Prefix, senderRules };
}

function sameKeys(one: KeySettings, two: KeySettings): boolean {
	return JSON.stringify(keySettings(one)) === JSON.stringify(keySettings(two));
}
