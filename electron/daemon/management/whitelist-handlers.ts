/** The whitelists: listed, added to, taken from. Only the decider changes them. */

import { isPackOwner, PACK_OWNS } from "../../../shared/policy/provider-pack.ts";
import { patternOf } from "../../../shared/policy/whitelist-pattern.ts";
import { checkEntry, standingEntry, type WantedEntry } from "../../../shared/policy/whitelist-plan.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { actedReply } from "./acted.ts";
import type { ManagementParts } from "./contract.ts";
import type { HandlersOf } from "./handlers.ts";
import { importLists } from "./import-lists.ts";
import { listWhitelists } from "./list-whitelists.ts";
import { cleanName } from "./who.ts";

type Served = "listWhitelists" | "addWhitelist" | "importWhitelists" | "removeWhitelist";

export function whitelistHandlers(parts: ManagementParts): HandlersOf<Served> {
	const { ledger, decider, clock } = parts;
	return {
		listWhitelists: ({ query }) => listWhitelists(parts, query),
		addWhitelist: async ({ body, caller }) => {
			const { kind, pattern, reason, replace, dryRun } = body;
			const expiresAt = body.expiresAt ?? null;
			const well = patternOf(kind, pattern);
			if (!well.ok) return refuse(400, well.problem);
			if (expiresAt !== null && expiresAt <= clock.now())
				return refuse(400, "`expiresAt` lies in the past: give a later instant, or none");
			const owner = body.owner === undefined ? null : cleanName(body.owner);
			if (isPackOwner(owner ?? caller.who.name)) return refuse(400, PACK_OWNS);
			const asked = { kind, pattern, reason, owner, expiresAt };
			const stands = standingEntry(ledger.state.policy, asked, clock.now());
			if (stands !== null) {
				const { id, ...entry } = stands;
				return { ok: true, value: { changed: false, id, entry, warnings: [] } };
			}
			const wanted: WantedEntry = { ...asked, owner: owner ?? caller.who.name, replace };
			if (dryRun) {
				const checked = checkEntry(ledger.state.policy, wanted, clock.now());
				if (!checked.ok) return refuse(409, checked.problem);
				const { entry, warnings } = checked.value;
				return { ok: true, value: { dryRun: true, entry, warnings: [...warnings] } };
			}
			const listed = await decider.whitelist(wanted, reason, caller.who);
			const answer = actedReply(parts, listed, 409);
			if (!answer.ok) return answer;
			if (!listed.ok) return refuse(409, listed.problem);
			const { id, ...entry } = listed.value.entry;
			return { ok: true, value: { ...answer.value, id, entry, warnings: [...listed.value.warnings] } };
		},
		importWhitelists: ({ body, caller }) => importLists(parts, body, caller),
		removeWhitelist: async ({ params, query, caller }) =>
			actedReply(parts, await decider.unlist([params.id], query.reason, caller.who), 404),
	};
}
