/** The answer to an operator's action: what the decider did, or why it did not, with a status that fits. */
import type { Outcome } from "../../../shared/base/outcome.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { ActedReply } from "../../../shared/protocol/shapes.ts";
import type { Acted } from "../decider/contract.ts";
import type { ManagementParts } from "./contract.ts";

/** `otherwise` is the status of a refusal where the journal is not to blame. */
export function actedReply(
	parts: Pick<ManagementParts, "ledger">,
	acted: Outcome<Acted>,
	otherwise: number,
): Answered<ActedReply> {
	if (!acted.ok) return refuse(parts.ledger.health().open ? 503 : otherwise, acted.problem);
	const { actionId, seq, count, failed } = acted.value;
	return { ok: true, value: { actionId, seq, count, failed: failed.map((each) => ({ ...each })) } };
}
