/** Clients and sender domains that proved themselves (auto-whitelist.ts). Their use begins the idle time anew. */
import { isTrusted } from "../auto-whitelist.ts";
import type { Question } from "../decision.ts";
import type { RuleName } from "../event.ts";
import type { AutoWhitelistRow } from "../rows.ts";
import { passWith, release } from "./passing.ts";
import { type GoOn, goOn, type Rule, type Ruling } from "./rule.ts";

const clientUnproven = goOn("This client has not yet passed often enough after a delay");
const domainUnproven = goOn("No verified name in the sender's domain that has passed often enough after a delay");

export const autoWhitelistClient: Rule = {
	name: "auto-whitelist-client",
	asked: "Has this client proved itself?",
	ask: (question) =>
		trusted(question, { rule: "auto-whitelist-client", row: question.rows.autoClient, else: clientUnproven }),
};

export const autoWhitelistDomain: Rule = {
	name: "auto-whitelist-domain",
	asked: "Has the sender's domain proved itself?",
	ask: (question) =>
		trusted(question, { rule: "auto-whitelist-domain", row: question.rows.autoDomain, else: domainUnproven }),
};

interface Trust {
	readonly rule: RuleName;
	readonly row: AutoWhitelistRow | null;
	readonly else: GoOn;
}

function trusted(question: Question, { rule, row, else: unproven }: Trust): Ruling {
	if (row === null || !isTrusted(row, question.policy.settings.autoWhitelist, question.now)) return unproven;
	const name = row.key.slice(row.key.indexOf(":") + 1);
	const why = `${name} has passed ${row.passes} times after a delay and is trusted`;
	return passWith({ ...release(question, { rule, reason: "auto-whitelisted", why }), used: row.key });
}
