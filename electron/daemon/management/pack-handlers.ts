/** The pack of large senders: what this build carries, what stands here, and the switch. Only the decider changes it. */
import { good } from "../../../shared/base/outcome.ts";
import { packOnHost } from "../../../shared/policy/provider-pack.ts";
import { pack } from "../../../shared/policy/providers/pack.ts";
import type { PackTold } from "../../../shared/protocol/pack-routes.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { actedReply } from "./acted.ts";
import type { ManagementParts } from "./contract.ts";
import type { HandlersOf } from "./handlers.ts";

export function packHandlers(parts: ManagementParts): HandlersOf<"getPack" | "setPack"> {
	return {
		getPack: () => ({ ok: true, value: packTold(parts) }),
		setPack: async ({ body: { enabled, date, reason }, caller }) => {
			if (date !== undefined && date !== pack.date)
				return refuse(409, `This host carries the pack of ${pack.date}, not of ${date}: look at it again`);
			const acted = await parts.decider.switchPack({ pack, on: enabled, why: reason, who: caller.who });
			if (!acted.ok) return actedReply(parts, acted, 409);
			if (acted.value === null) return { ok: true, value: { changed: false } };
			return actedReply(parts, good(acted.value), 409);
		},
	};
}

export function packTold({ ledger, clock }: Pick<ManagementParts, "ledger" | "clock">): PackTold {
	const { removed, added, left, ...rest } = packOnHost(ledger.state.policy, pack, clock.now());
	return {
		date: pack.date,
		...rest,
		added: [...added],
		removed: removed.map(({ reason, pattern }) => ({ provider: reason.replace(/^Large sender: /, ""), pattern })),
		left: [...left],
		providers: pack.providers.map(({ id, name, names, spf, source }) => ({
			...{ id, name, spf: [...spf], source },
			names: names.map(({ pattern }) => pattern),
		})),
	};
}
