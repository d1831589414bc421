/** The switch that lets everything pass, the whitelists, and answers to our own mail. */
import { clean } from "../../base/clean.ts";
import { utcWords } from "../../base/instant.ts";
import { whitelistMatch } from "../whitelists.ts";
import { passWith, release } from "./passing.ts";
import { goOn, type Rule } from "./rule.ts";

const switchIsOff = goOn("The pass-all switch is off");

export const passAll: Rule = {
	name: "pass-all",
	asked: "Does everything pass for now?",
	ask(question) {
		const until = question.policy.passAllUntilAt;
		if (until === null || question.now >= until) return switchIsOff;
		const why = `The pass-all switch is on until ${utcWords(until, question.now)}`;
		return passWith(release(question, { rule: "pass-all", reason: "open", why }));
	},
};

const notListed = goOn("No whitelist entry covers this client, its verified name, the recipient or a proven sender");

export const whitelist: Rule = {
	name: "whitelist",
	asked: "Is it whitelisted?",
	ask(question) {
		const entry = whitelistMatch(question.policy.whitelists, question, question.now);
		if (entry === null) return notListed;
		const reason = entry.reason === "" ? "" : `: ${clean(entry.reason, 200)}`;
		const why = `Whitelisted by the ${entry.kind} entry ${clean(entry.pattern, 200)}${reason}`;
		return passWith({ ...release(question, { rule: "whitelist", reason: "whitelisted", why }), whitelist: entry.id });
	},
};

const notAsked = goOn("Answers to our own mail are not told apart (correspondents)");
const noAnswer = goOn("No mail of ours to this sender, from this recipient, was seen delivered in 90 days");

export const correspondent: Rule = {
	name: "correspondent",
	asked: "Does it answer mail of ours?",
	ask(question) {
		if (!question.policy.settings.correspondents) return notAsked;
		if (question.rows.correspondent === null) return noAnswer;
		const why = "The recipient wrote to this sender, and the mail was delivered";
		return passWith(release(question, { rule: "correspondent", reason: "exempt", why }));
	},
};
