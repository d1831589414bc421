/** Our engine, every real part of it, with only the clock moved by hand: asked the same mail as the peers. */
import type { Settings } from "../../shared/policy/settings.ts";
import { openGreylist } from "../fixtures/greylist.ts";
import type { Answer } from "./compare.ts";
import { FORGET_AFTER, PASS_LIFETIME } from "./keep-triplets.ts";
import type { Mail } from "./traffic.ts";

export async function answersOfOurs(mails: readonly Mail[], settings: Partial<Settings>): Promise<readonly Answer[]> {
	const greylist = await openGreylist({ history: false });
	try {
		const { clock, ledger, parts } = greylist;
		const after: Settings = {
			...ledger.state.policy.settings,
			...{ delay: 300, retryWindow: 2 * 86_400, forgetAfter: FORGET_AFTER, passLifetime: PASS_LIFETIME },
			clientKey: "network",
			exemptRecipients: [],
			autoWhitelist: { ...ledger.state.policy.settings.autoWhitelist, enabled: false },
			...settings,
		};
		const who = { name: "ann", verified: false, role: "operator" } as const;
		const changed = await parts.decider.changeSettings({ settings: after, revision: null, who, why: "as the peer" });
		if (!changed.ok) throw new Error(changed.problem);
		const answers: Answer[] = [];
		for (const { at, client, sender, recipient } of mails) {
			clock.pass((at - clock.now()) / 1000);
			const { action } = await greylist.attempt({ client, sender, recipient });
			answers.push(action);
		}
		return answers;
	} finally {
		await greylist.close();
	}
}
