/** Every place where a Postfix asks a policy service, ours told apart; and the list as it should be. */
import { isListener } from "./endpoint.ts";
import { parsePolicyService, parseRestrictions, type Restriction, wordsOf, writeRestrictions } from "./postconf.ts";
import { recipeFor } from "./recipe.ts";
import type { SmtpdView } from "./smtpd-view.ts";

export interface Place {
	/** The setting whose list it stands in. */
	readonly list: string;
	/** Where it stands in a restriction class: its name. */
	readonly className: string | null;
	readonly restrictions: readonly Restriction[];
	readonly index: number;
	readonly argument: string;
	readonly endpoint: string;
	readonly ours: boolean;
	/** The list without it. */
	readonly without: string;
}

const stages = ["client", "helo", "sender", "relay", "recipient", "data", "end_of_data"];

/** `listeners` as the daemon tells them; `null`: guessed by the usual port and by the name. */
export function placesOf(view: SmtpdView, listeners: readonly string[] | null): readonly Place[] {
	const queue = view.setting("queue_directory");
	const isOurs = (endpoint: string) =>
		listeners === null ? /:10023$|greydesk/.test(endpoint) : listeners.some((one) => isListener(endpoint, one, queue));
	const classes = wordsOf(view.setting("smtpd_restriction_classes"));
	const lists = [
		...stages.map((stage) => ({ list: `smtpd_${stage}_restrictions`, className: null })),
		...classes.map((name) => ({ list: name, className: name })),
	];
	return lists.flatMap(({ list, className }) => {
		const restrictions = parseRestrictions(view.setting(list));
		return restrictions.flatMap(({ name, argument }, index) => {
			if (name !== "check_policy_service" || argument === null) return [];
			const { endpoint } = parsePolicyService(argument);
			const without = writeRestrictions(restrictions.toSpliced(index, 1));
			return [{ list, className, restrictions, index, argument, endpoint, ours: isOurs(endpoint), without }];
		});
	});
}

/** What Postfix is to ask where it asks nobody yet. */
export function listeningFor(listeners: readonly string[] | null): string {
	return listeners?.[0] ?? "127.0.0.1:10023";
}

/** The operator's own recipient list with us last, and before us what belongs there. Nothing of theirs is left out. */
export function proposedList(view: SmtpdView, endpoint: string): string {
	const asked = parseRestrictions(view.setting("smtpd_recipient_restrictions"));
	const kept = asked.filter(({ argument }) => argument === null || parsePolicyService(argument).endpoint !== endpoint);
	const last = kept.at(-1);
	const end = last !== undefined && ["permit", "reject", "defer"].includes(last.name) ? [last] : [];
	const list = kept.slice(0, kept.length - end.length);
	const has = (...names: readonly string[]) => list.some(({ name }) => names.includes(name));
	const plain = (name: string): Restriction => ({ name, argument: null });
	const first = has("permit_mynetworks") ? list : [plain("permit_mynetworks"), ...list];
	const own = first.findIndex(({ name }) => name === "permit_mynetworks") + 1;
	const users = has("permit_sasl_authenticated") ? first : first.toSpliced(own, 0, plain("permit_sasl_authenticated"));
	const then = [
		...(has("reject_unauth_destination", "defer_unauth_destination") ? [] : [plain("reject_unauth_destination")]),
		...(has("reject_unlisted_recipient") ? [] : [plain("reject_unlisted_recipient")]),
	];
	const us = plain(recipeFor(endpoint).restriction);
	return writeRestrictions([...users, ...then, us, ...end]);
}
