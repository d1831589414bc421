/** The policy in force, how it is changed, and what it would decide. */
import { isIP } from "node:net";
import type { z } from "zod";
import type { Attempt } from "../../../shared/policy/attempt.ts";
import type { explain as explainRoute } from "../../../shared/protocol/policy-routes.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { actedReply } from "./acted.ts";
import type { ManagementParts } from "./contract.ts";
import type { HandlersOf } from "./handlers.ts";
import { settingsDryRun, settingsForm } from "./settings-form.ts";
import { settingsWarnings } from "./settings-warnings.ts";

type Served = "getPolicy" | "getSettingsSchema" | "putPolicy" | "passAll" | "explain";

export function policyHandlers(parts: ManagementParts): HandlersOf<Served> {
	const { ledger, decider, clock } = parts;
	return {
		getPolicy: () => {
			const { revision, settings, passAllUntilAt } = ledger.state.policy;
			return { ok: true, value: { revision, settings, passAllUntilAt } };
		},
		getSettingsSchema: () => ({ ok: true, value: settingsForm() }),
		putPolicy: async ({ body, caller }) => {
			const stands = ledger.state.policy.revision;
			const revision = body.revision ?? null;
			if (revision !== null && revision !== stands) {
				return refuse(
					409,
					`Somebody changed the settings (revision ${stands}, not ${revision}): read them again, then repeat`,
				);
			}
			const { settings, reason: why } = body;
			if (body.dryRun) return { ok: true, value: settingsDryRun(ledger.state.policy, settings) };
			const acted = await decider.changeSettings({ settings, revision, why, who: caller.who });
			const answer = actedReply(parts, acted, stands === ledger.state.policy.revision ? 400 : 409);
			return answer.ok ? { ok: true, value: { ...answer.value, warnings: settingsWarnings(settings) } } : answer;
		},
		passAll: async ({ body, caller }) => {
			const untilAt = body.seconds === 0 ? null : clock.now() + body.seconds * 1000;
			const answer = actedReply(parts, await decider.passAll(untilAt, body.reason, caller.who), 400);
			return answer.ok ? { ok: true, value: { ...answer.value, untilAt } } : answer;
		},
		explain: ({ body }) => {
			if (isIP(body.client) === 0) return refuse(400, '"client" must be an IPv4 or IPv6 address, such as 192.0.2.1');
			if (!body.recipient.includes("@")) return refuse(400, '"recipient" must be an address, such as user@example.org');
			const { verdict, rule, entry, trace } = decider.explain(attemptOf(body));
			return {
				ok: true,
				value: {
					verdict: verdict.action,
					rule,
					secondsLeft: verdict.action === "defer" ? verdict.secondsLeft : null,
					entry: entry === null ? null : entryNamed(parts, entry),
					trace: trace.map((line) => ({ ...line })),
				},
			};
		},
	};
}

/** A whitelist entry by its id, or an auto-whitelist by its key. */
function entryNamed({ ledger }: ManagementParts, id: string): z.input<typeof explainRoute.reply>["entry"] {
	const entry = ledger.state.policy.whitelists.find((listed) => listed.id === id);
	if (entry !== undefined) return { id, kind: entry.kind, pattern: entry.pattern };
	return { id, kind: "auto", pattern: id.slice(id.indexOf(":") + 1) };
}

function attemptOf(asked: z.output<typeof explainRoute.body>): Attempt {
	const name = asked.clientName?.toLowerCase() ?? "";
	return {
		instance: "",
		state: asked.state,
		client: asked.client.toLowerCase(),
		clientName: name === "" || name === "unknown" ? null : name,
		reverseName: null,
		helo: asked.helo === undefined || asked.helo === "" ? null : asked.helo,
		sender: asked.sender === "<>" ? "" : lowerDomain(asked.sender),
		recipient: lowerDomain(asked.recipient),
		saslUser: asked.saslUser === undefined || asked.saslUser === "" ? null : asked.saslUser,
		encryption: null,
		queueId: null,
		size: null,
	};
}

function lowerDomain(address: string): string {
	const at = address.lastIndexOf("@") + 1;
	return address.slice(0, at) + address.slice(at).toLowerCase();
}
