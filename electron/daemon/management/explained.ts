/**
 * What would be decided for an attempt. It is read as the policy port reads it, so that it is the same attempt: the
 * trace begins with whether it can be decided at all.
 */
import { isIP } from "node:net";
import type { z } from "zod";
import { clean } from "../../../shared/base/clean.ts";
import type { Attempt } from "../../../shared/policy/attempt.ts";
import { policyFor } from "../../../shared/policy/recipient-policy.ts";
import { attemptOf } from "../../../shared/postfix/attempt-of.ts";
import { type PolicyRequest, requestOf } from "../../../shared/postfix/policy-request.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import type { explain as explainRoute } from "../../../shared/protocol/policy-routes.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { ManagementParts } from "./contract.ts";

type Explanation = z.input<typeof explainRoute.reply>;

const whole = "Does the request lack what a decision needs?";
const ours = "Is it asked at a state at which greylisting decides?";

export async function explained(
	parts: ManagementParts,
	asked: z.output<typeof explainRoute.body>,
): Promise<Answered<Explanation>> {
	if (isIP(asked.client) === 0) return refuse(400, '"client" must be an IPv4 or IPv6 address, such as 192.0.2.1');
	if (!asked.recipient.includes("@")) return refuse(400, '"recipient" must be an address, such as user@example.org');
	const attempt = attemptOf(requestAsked(asked));
	if (!attempt.ok) return { ok: true, value: undecided("incomplete", whole, attempt.problem) };
	if (attempt.value === null) {
		return { ok: true, value: undecided("not-asked", ours, "At DATA only mail of the null sender is decided") };
	}
	return { ok: true, value: await decided(parts, attempt.value) };
}

function requestAsked(asked: z.output<typeof explainRoute.body>): PolicyRequest {
	return {
		...requestOf([]),
		request: "smtpd_access_policy",
		protocolState: asked.state,
		clientAddress: asked.client,
		clientName: asked.clientName ?? "",
		heloName: asked.helo ?? "",
		sender: asked.sender === "<>" ? "" : asked.sender,
		recipient: asked.recipient,
		saslUsername: asked.saslUser ?? "",
	};
}

/** Such a request passes unrecorded, or is counted as incomplete. */
function undecided(rule: string, asked: string, why: string): Explanation {
	return { verdict: "pass", rule, secondsLeft: null, entry: null, trace: [{ rule, asked, answer: "pass", why }] };
}

async function decided(parts: ManagementParts, attempt: Attempt): Promise<Explanation> {
	const { verdict, rule, entry, trace, facts } = await parts.decider.explain(attempt);
	const why = "It names a client and a recipient";
	return {
		verdict: verdict.action,
		rule,
		secondsLeft: verdict.action === "defer" ? verdict.secondsLeft : null,
		entry: entry === null ? null : entryNamed(parts, entry),
		overrides: [...(policyFor(parts.ledger.state.policy, attempt.recipient).override?.patterns ?? [])],
		trace: [{ rule: "incomplete", asked: whole, answer: "go on", why }, ...trace.map((line) => ({ ...line }))],
		facts: facts.map((fact) => ({ ...fact, why: fact.why === null ? null : clean(fact.why, 300) })),
	};
}

/** A whitelist entry by its id, or an auto-whitelist by its key. */
function entryNamed({ ledger }: ManagementParts, id: string): Explanation["entry"] {
	const entry = ledger.state.policy.whitelists.find((listed) => listed.id === id);
	if (entry !== undefined) return { id, kind: entry.kind, pattern: entry.pattern };
	return { id, kind: "auto", pattern: id.slice(id.indexOf(":") + 1) };
}
