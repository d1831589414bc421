/**
 * From a question on the wire to its line of answer. The border of the policy port: whatever goes wrong behind it,
 * mail goes on. Trouble is logged and answered DUNNO; a bug is answered DUNNO and handed to those who end the process.
 */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import { Bug } from "../../../shared/base/outcome.ts";
import type { Settings } from "../../../shared/policy/settings.ts";
import { attemptOf } from "../../../shared/postfix/attempt-of.ts";
import type { PolicyRequest } from "../../../shared/postfix/policy-request.ts";
import { replyOf } from "../../../shared/postfix/reply.ts";
import type { Answer, Decider } from "../decider/contract.ts";

export const DUNNO = "action=DUNNO\n\n";

export interface Responder {
	/** Calls `give` once, with the whole answer as it goes over the wire. */
	answer(request: PolicyRequest, give: (text: string) => void): void;
	/** What is no question: counted, passed. */
	refuse(why: string, give: (text: string) => void): void;
}

export function createResponder(parts: {
	readonly decider: Decider;
	/** Those that rule mail to a recipient. */
	settings(recipient: string): Settings;
	/** Name of this machine, for X-Greylist. */
	readonly host: string;
	readonly clock: Clock;
	readonly log: Log;
	panic(error: Bug): void;
}): Responder {
	const { decider, log } = parts;
	const write = (answer: Answer, recipient: string) =>
		`action=${replyOf(answer, { settings: parts.settings(recipient), host: parts.host, now: parts.clock.now() })}\n\n`;

	function safely(give: (text: string) => void, work: () => void): void {
		try {
			work();
		} catch (error) {
			give(DUNNO);
			if (error instanceof Bug) parts.panic(error);
			else log.error("a policy request was passed because of our own trouble", { error: String(error) });
		}
	}

	return {
		answer: (request, give) =>
			safely(give, () => {
				const attempt = attemptOf(request);
				if (!attempt.ok) {
					decider.incomplete(attempt.problem);
					give(DUNNO);
					return;
				}
				if (attempt.value === null) {
					give(DUNNO);
					return;
				}
				const { recipient } = attempt.value;
				decider.ask(attempt.value, (answer) => safely(give, () => give(write(answer, recipient))));
			}),
		refuse: (why, give) =>
			safely(give, () => {
				decider.incomplete(why);
				give(DUNNO);
			}),
	};
}
