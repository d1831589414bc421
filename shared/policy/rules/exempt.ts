/**
 * Mail that is never greylisted: of authenticated users, from trusted networks, to recipients that must be reachable
 * (RFC 5321 4.5.1: postmaster; RFC 2142: abuse), to domains that are not ours, and of the null sender at RCPT, which
 * callers-back and bounces use (RFC 6647 section 5). Loopback is not exempt by itself: local relays tell who they are.
 */
import { clean } from "../../base/clean.ts";
import { parseAddress } from "../../base/networks.ts";
import type { Question } from "../decision.ts";
import { exemptTables } from "../exempt-tables.ts";
import { exactness } from "../recipient-policy.ts";
import type { Settings } from "../settings.ts";
import { undelayed } from "./life.ts";
import { passed, passWith, release } from "./passing.ts";
import { goOn, type Rule } from "./rule.ts";

const nothing = goOn(
	"Not authenticated, no trusted network, no exempt recipient, and the sender is not the null sender",
);

export const exempt: Rule = {
	name: "exempt",
	asked: "Is this mail never greylisted?",
	ask(question) {
		const why = exemption(question);
		if (why === null) return nothing;
		const parts = { rule: "exempt", reason: "exempt", why } as const;
		if (!isDecidedLater(question)) return passWith(release(question, parts));
		return passWith(passed(question, { ...parts, triplet: null, life: null, delays: undelayed }));
	},
};

/**
 * The null sender is asked about at RCPT and, where the operator put us there too, at DATA: one of the two decides, by
 * setting. The other is answered without an event, or one mail would be two.
 */
export function isDecidedHere({ sender, state }: Question["attempt"], { nullSender }: Settings): boolean {
	return sender !== "" || state === (nullSender === "pass" ? "RCPT" : "DATA");
}

/** At RCPT nothing has passed yet of what is decided at DATA: a triplet that waits goes on waiting. */
function isDecidedLater({ attempt, policy }: Question): boolean {
	return attempt.sender === "" && attempt.state === "RCPT" && policy.settings.nullSender === "at-data";
}

function exemption({ attempt, policy }: Question): string | null {
	const { settings } = policy;
	const { client, recipient } = attempt;
	if (attempt.saslUser !== null) return `Authenticated as ${clean(attempt.saslUser, 100)}`;
	const tables = exemptTables(settings);
	if (settings.trustedNetworks.length > 0) {
		const address = parseAddress(client);
		const network = address === null ? undefined : tables.trusted.find(address);
		if (network !== undefined) return `${client} is in the trusted network ${network}`;
	}
	const greylist = policy.override?.greylist ?? null;
	const pattern = tables.recipients.forMail(recipient);
	if (pattern !== undefined && !(greylist?.on === true && exactness(greylist.by) > exactness(pattern)))
		return `The recipient is exempt (${pattern})`;
	if (greylist?.on === false) return `The recipient is opted out (${greylist.by} greylist=off)`;
	if (greylist === null && tables.listed !== null && recipient.includes("@"))
		if (tables.listed.forMail(recipient) === undefined)
			return `Neither ${clean(recipient, 100)} nor its domain is one of those that are greylisted`;
	return attempt.sender === "" ? nullSender(attempt.state, settings.nullSender) : null;
}

function nullSender(state: "RCPT" | "DATA", setting: "pass" | "at-data"): string | null {
	if (setting === "pass") return "The null sender is never asked to wait";
	return state === "RCPT" ? "The null sender is not asked to wait at RCPT: it is decided at DATA" : null;
}
