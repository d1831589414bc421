/**
 * Whether a Postfix asks us, and at the right place: judged from its own configuration (SMTPD_ACCESS_README,
 * SMTPD_POLICY_README, POSTSCREEN_README). Pure; reads nothing, changes nothing: it says what to run.
 */
import { type Finding, fine, note, wrong } from "../base/finding.ts";
import { shellLine } from "../base/shell-words.ts";
import { listeningFor, type Place, placesOf, proposedList } from "./doctor-places.ts";
import { parsePolicyService, type Restriction } from "./postconf.ts";
import { type PostfixFacts, type SmtpdView, viewsOf } from "./smtpd-view.ts";

export interface PostfixJudgement {
	readonly findings: readonly Finding[];
	/** Commands that make it as it should be, each once; none: nothing to change. */
	readonly change: readonly string[];
}

/** A mail server waits this long for one answer at most; ours come within milliseconds. */
const LONGEST_TIMEOUT = 15;
const BY_LINE = "The command below does it";
const RECIPIENT = "smtpd_recipient_restrictions";

export function judgePostfix(facts: PostfixFacts): PostfixJudgement {
	const judged = viewsOf(facts).map((view) => judgeView(view, facts));
	const change = judged.flatMap((one) => one.change);
	return {
		findings: [...judged.flatMap((one) => one.findings), ...postscreen(facts)],
		change: change.length === 0 ? [] : [...change, "postfix reload"],
	};
}

function judgeView(view: SmtpdView, facts: PostfixFacts): PostfixJudgement {
	const about = view.service === null ? "main.cf" : `master.cf, ${view.service}`;
	const places = placesOf(view, facts.listeners);
	const ours = places.filter((place) => place.ours);
	const findings = [
		...(ours.length === 0 ? notAsked(about, facts, places) : []),
		...ours.flatMap((place) => [...whereItStands(about, view, place), ...howItAsks(about, view, place)]),
		...twice(about, view, places),
	];
	const isFaulty = findings.some(({ level, mend }) => level !== "good" && mend === BY_LINE);
	return { findings, change: isFaulty ? changeOf(view, facts, ours[0]) : [] };
}

function notAsked(about: string, facts: PostfixFacts, places: readonly Place[]): readonly Finding[] {
	const known = facts.listeners;
	const others = places.length === 0 ? "" : `; it asks ${places.map(({ endpoint }) => endpoint).join(", ")}`;
	if (known !== null && known.length === 0)
		return [wrong(about, "Our daemon listens nowhere, so nobody can ask it", "Start it with --policy 127.0.0.1:10023")];
	const at = known === null ? "" : ` at ${known.join(" or ")}`;
	return [wrong(about, `No restriction asks Greydesk${at}${others}: nothing is greylisted`, BY_LINE)];
}

function whereItStands(
	about: string,
	view: SmtpdView,
	{ list, index, restrictions, className }: Place,
): readonly Finding[] {
	if (className !== null)
		return [
			note(about, `Greydesk is asked where a table names the restriction class ${className}: for some mail only`),
		];
	if (list === "smtpd_data_restrictions" || list === "smtpd_end_of_data_restrictions")
		return [wrong(about, `Greydesk is asked in ${list}, where only mail without a sender can still wait`, BY_LINE)];
	if (list !== RECIPIENT && list !== "smtpd_relay_restrictions")
		return [wrong(about, `Greydesk is asked in ${list}, ${tooEarly(view)}`, BY_LINE)];
	const at = `number ${index + 1} of ${restrictions.length} in ${list}`;
	const before = restrictions.slice(0, index).map(({ name }) => name);
	const found = orderOf(about, view, { before, behind: restrictions.slice(index + 1), list });
	return found.some(({ level }) => level === "wrong") ? found : [fine(about, `Greydesk is asked, ${at}`), ...found];
}

function tooEarly(view: SmtpdView): string {
	return view.setting("smtpd_delay_reject") === "no"
		? "before the recipient is known (smtpd_delay_reject = no): it can decide nothing"
		: "before mail to foreign domains is refused: it remembers what no mailbox here could get";
}

interface Order {
	readonly list: string;
	readonly before: readonly string[];
	readonly behind: readonly Restriction[];
}

function orderOf(about: string, view: SmtpdView, { list, before, behind }: Order): readonly Finding[] {
	const found: Finding[] = [];
	const end = before.find((name) => name === "permit" || name === "reject" || name === "defer");
	if (end !== undefined) found.push(wrong(about, `${end} stands before Greydesk, which is never reached`, BY_LINE));
	if (!before.includes("permit_mynetworks"))
		found.push(wrong(about, "permit_mynetworks does not stand before Greydesk: your own machines would wait", BY_LINE));
	if (view.setting("smtpd_sasl_auth_enable") === "yes" && !before.includes("permit_sasl_authenticated"))
		found.push(
			wrong(about, "permit_sasl_authenticated does not stand before Greydesk: your users would wait", BY_LINE),
		);
	if (!before.some(isRelayCheck) && !(list === RECIPIENT && relayCheckedBefore(view)))
		found.push(wrong(about, "reject_unauth_destination does not stand before Greydesk", BY_LINE));
	if (!before.includes("reject_unlisted_recipient"))
		found.push(
			note(
				about,
				"Mail to mailboxes that do not exist waits before it is refused: reject_unlisted_recipient does not stand before Greydesk",
				BY_LINE,
			),
		);
	const late = behind
		.map(({ name }) => name)
		.filter((name) => name.startsWith("reject_") && name !== "reject_unlisted_recipient");
	if (late.length > 0)
		found.push(note(about, `${late.join(", ")} stands behind Greydesk: what is refused anyway waits first`, BY_LINE));
	if (before.includes("reject_unverified_sender"))
		found.push(
			note(
				about,
				"reject_unverified_sender stands before Greydesk: the sender of every bot's mail is probed",
				"Move it behind Greydesk, by hand, where you can do without it for what waits",
			),
		);
	return found;
}

function isRelayCheck(name: string): boolean {
	return name === "reject_unauth_destination" || name === "defer_unauth_destination";
}

/** Since Postfix 3.6 the relay restrictions come first; before that, after the recipient's. */
function relayCheckedBefore(view: SmtpdView): boolean {
	return (
		view.setting("smtpd_relay_before_recipient_restrictions") === "yes" &&
		/\b(reject|defer)_unauth_destination\b/.test(view.setting("smtpd_relay_restrictions"))
	);
}

function howItAsks(about: string, view: SmtpdView, { argument }: Place): readonly Finding[] {
	const { attributes } = parsePolicyService(argument);
	const found: Finding[] = [];
	const action = attributes.get("default_action") ?? view.setting("smtpd_policy_service_default_action");
	if (action.toUpperCase() !== "DUNNO")
		found.push(wrong(about, `Where Greydesk does not answer, Postfix answers "${action}": mail is delayed`, BY_LINE));
	const timeout = attributes.get("timeout") ?? view.setting("smtpd_policy_service_timeout");
	if (secondsOf(timeout) > LONGEST_TIMEOUT)
		found.push(note(about, `Postfix waits ${timeout} for an answer before it goes on: 5s is enough`, BY_LINE));
	return found.length > 0 ? found : [fine(about, `Where Greydesk does not answer within ${timeout}, mail passes`)];
}

/** Postfix's time values: a number and a unit of s, m, h, d, w; seconds where there is none. */
function secondsOf(text: string): number {
	const [, count = "", unit = "s"] = /^(\d+)([smhdw])?$/.exec(text) ?? [];
	return count === "" ? 0 : Number(count) * ({ s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }[unit] ?? 1);
}

/** Ports and sockets of greylisting policy servers as Debian, Fedora and their own manuals have them. */
const otherGreylisters: readonly (readonly [RegExp, string])[] = [
	[/:(10023|60000)$|postgrey/, "postgrey"],
	[/:2501$|sqlgrey/, "sqlgrey"],
	[/:10031$|policyd|cluebringer/, "policyd"],
	[/gld|:2525$/, "gld"],
];

function twice(about: string, view: SmtpdView, places: readonly Place[]): readonly Finding[] {
	const found = places
		.filter(({ ours }) => !ours)
		.flatMap(({ endpoint, list }) => {
			const name = otherGreylisters.find(([pattern]) => pattern.test(endpoint))?.[1];
			return name === undefined
				? []
				: [
						wrong(
							about,
							`${endpoint} in ${list} looks like ${name}: mail would wait at both`,
							`Take check_policy_service ${endpoint} out, once Greydesk is asked`,
						),
					];
		});
	const milter = /\S*(milter-greylist|greylist)\S*/.exec(view.setting("smtpd_milters"))?.[0];
	if (milter !== undefined)
		found.push(
			wrong(
				about,
				`${milter} in smtpd_milters looks like another greylist: mail would wait at both`,
				"Take it out of smtpd_milters, once Greydesk is asked",
			),
		);
	return found;
}

function postscreen({ settings, services }: PostfixFacts): readonly Finding[] {
	if (!services.some(({ command }) => command === "postscreen")) return [];
	const deep = ["pipelining", "non_smtp_command", "bare_newline"].map((name) => `postscreen_${name}_enable`);
	const on = deep.filter((name) => settings.get(name) === "yes");
	if (on.length === 0) return [fine("postscreen", "It passes new clients on at once")];
	return [
		note(
			"postscreen",
			`Its tests after the greeting are on (${on.join(", ")}): it answers 450 to each new client by itself, and then the mail waits here once more`,
			line("postconf", "-e", ...on.map((name) => `${name} = no`)),
		),
	];
}

function changeOf(view: SmtpdView, facts: PostfixFacts, ours: Place | undefined): readonly string[] {
	const value = proposedList(view, ours?.endpoint ?? listeningFor(facts.listeners));
	const elsewhere = ours !== undefined && ours.list !== RECIPIENT && ours.className === null ? ours : null;
	const set = (name: string, to: string) =>
		view.service === null
			? line("postconf", "-e", `${name} = ${to}`)
			: line("postconf", "-P", `${view.service}/${name}=${to}`);
	return [...(elsewhere === null ? [] : [set(elsewhere.list, elsewhere.without)]), set(RECIPIENT, value)];
}

function line(...words: readonly string[]): string {
	return shellLine(words) ?? "By hand: the list holds characters that no terminal should be given";
}
