/** What is allowed but probably not meant: told beside the reply of a change, never refused. */
import { overrideLines, withOverrides } from "../../../shared/policy/override-lines.ts";
import type { Settings } from "../../../shared/policy/settings.ts";

/** Of overrides: more are counted only. */
const MOST_OF_SOME = 20;

interface Warning {
	readonly when: (settings: Settings) => boolean;
	readonly words: string;
}

const warnings: readonly Warning[] = [
	{
		when: ({ retryWindow, delay }) => retryWindow <= delay,
		words:
			"The retry window is not longer than the delay: no retry can come in time, every mail counts as never retried",
	},
	{
		when: ({ forgetAfter, retryWindow }) => forgetAfter < retryWindow,
		words: "Triplets are forgotten before their retry window ends: late retries begin anew",
	},
	{
		when: ({ passLifetime, retryWindow }) => passLifetime < retryWindow,
		words: "Passed triplets are forgotten sooner than waiting ones: known senders are delayed again and again",
	},
	{
		when: ({ delay }) => delay > 3600,
		words: "A delay over an hour loses mail of senders that give up early (RFC 6647 begins with one minute)",
	},
	{
		when: ({ delay }) => delay === 0,
		words: "With no delay an immediate retry passes: only senders that never retry are stopped",
	},
	{
		when: ({ retryWindow }) => retryWindow < 4 * 3600,
		words: "A retry window under 4 hours is shorter than the first retries of some mail servers",
	},
	{
		when: ({ clientKey, ipv4Prefix }) => clientKey === "address" || ipv4Prefix > 24,
		words: "With single addresses as the key, senders with many hosts are deferred once for each of them",
	},
	{
		when: ({ mode }) => mode === "shadow",
		words: "In shadow mode nothing is deferred: it is only recorded what would have been",
	},
	{
		when: ({ exemptRecipients }) => !exemptRecipients.includes("postmaster@"),
		words: "Mail to postmaster is greylisted: keep postmaster@ exempt, so that others can tell you of trouble",
	},
	{
		when: ({ trustedNetworks }) => trustedNetworks.some((network) => network.endsWith("/0")),
		words: "A trusted network covers every address: nothing will be greylisted",
	},
];

export function settingsWarnings(settings: Settings): string[] {
	const ofAll = warningsOf(settings);
	const known = new Set(ofAll);
	const ofSome = [...overrideLines(settings).values()].flatMap((line) =>
		warningsOf(withOverrides(settings, [line]))
			.filter((words) => !known.has(words))
			.map((words) => `For ${line.pattern}: ${words}`),
	);
	const more = ofSome.length - MOST_OF_SOME;
	return [...ofAll, ...ofSome.slice(0, MOST_OF_SOME), ...(more > 0 ? [`${more} more of overrides like these`] : [])];
}

function warningsOf(settings: Settings): readonly string[] {
	return warnings.filter((warning) => warning.when(settings)).map((warning) => warning.words);
}
