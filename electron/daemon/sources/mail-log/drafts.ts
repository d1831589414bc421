/** What a log and our answers tell together, as events for the ledger. */
import { clean } from "../../../../shared/base/clean.ts";
import type { IgnoredDeferral, OutcomeTold } from "../../../../shared/policy/event.ts";
import type { IgnoredHow, Joined } from "../../../../shared/postfix/log-join.ts";

/** `null`: it is about no triplet, and so about no row that could show it. `at`: policy time. */
export function draftOf(joined: Joined, at: number): OutcomeTold | IgnoredDeferral | null {
	const { asked } = joined;
	const { triplet, instance } = asked;
	if (joined.kind === "outcome") {
		if (triplet === null) return null;
		const { outcome, code } = joined;
		return { kind: "outcome", at, triplet, instance, askedAt: asked.at, outcome, code };
	}
	const { client, clientName, sender, recipient } = asked;
	const { times } = joined;
	const why = `${hows[joined.how]}, in ${times} dialogues so far (${clean(client, 64)})`;
	return { kind: "ignored-deferral", at, triplet, client, clientName, sender, recipient, times, why };
}

const hows: Readonly<Record<IgnoredHow, string>> = {
	"non-smtp-command": "Told to wait, it sent its mail all the same, which Postfix took for commands",
	"content-after-refusal": "Told to wait, it went on with DATA and content although nobody was to get it",
};
