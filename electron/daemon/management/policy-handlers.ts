/** The policy in force, how it is changed, and what it would decide. */
import { passAllUntil } from "../../../shared/policy/policy.ts";
import { settingChanges } from "../../../shared/policy/setting-fields.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { actedReply } from "./acted.ts";
import type { ManagementParts } from "./contract.ts";
import { explained } from "./explained.ts";
import type { HandlersOf } from "./handlers.ts";
import { previewed } from "./preview-keys.ts";
import { settingsDryRun, settingsForm } from "./settings-form.ts";
import { settingsWarnings } from "./settings-warnings.ts";

type Served = "getPolicy" | "getSettingsSchema" | "putPolicy" | "previewKeys" | "passAll" | "explain";

export function policyHandlers(parts: ManagementParts): HandlersOf<Served> {
	const { ledger, decider, clock } = parts;
	return {
		getPolicy: () => {
			const { policy } = ledger.state;
			const { revision, settings } = policy;
			return { ok: true, value: { revision, settings, passAllUntilAt: passAllUntil(policy, clock.now()) } };
		},
		getSettingsSchema: () => ({ ok: true, value: settingsForm() }),
		putPolicy: async ({ body, caller }) => {
			const { revision: stands, settings: inForce } = ledger.state.policy;
			const revision = body.revision ?? null;
			const { settings, reason: why } = body;
			if (!body.dryRun && settingChanges(inForce, settings).length === 0)
				return { ok: true, value: { changed: false, revision: stands, warnings: settingsWarnings(settings) } };
			if (revision !== null && revision !== stands) {
				return refuse(
					409,
					`Somebody changed the settings (revision ${stands}, not ${revision}): read them again, then repeat`,
				);
			}
			if (body.dryRun) return { ok: true, value: settingsDryRun(ledger.state.policy, settings) };
			const acted = await decider.changeSettings({ settings, revision, why, who: caller.who });
			const answer = actedReply(parts, acted, stands === ledger.state.policy.revision ? 400 : 409);
			return answer.ok ? { ok: true, value: { ...answer.value, warnings: settingsWarnings(settings) } } : answer;
		},
		previewKeys: async ({ body }) => ({ ok: true, value: await previewed(parts, body) }),
		passAll: async ({ body, caller }) => {
			if (body.seconds === 0 && passAllUntil(ledger.state.policy, clock.now()) === null)
				return { ok: true, value: { changed: false, untilAt: null } };
			const untilAt = body.seconds === 0 ? null : clock.now() + body.seconds * 1000;
			const answer = actedReply(parts, await decider.passAll(untilAt, body.reason, caller.who), 400);
			return answer.ok ? { ok: true, value: { ...answer.value, untilAt } } : answer;
		},
		explain: ({ body }) => explained(parts, body),
	};
}
