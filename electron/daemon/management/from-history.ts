/** Asks the history; where it is missing or fails, the answer is a refusal with words and the rest of the API works on. */
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { History } from "../history/contract.ts";
import type { ManagementParts } from "./contract.ts";

type Needed = Pick<ManagementParts, "history" | "log">;

export async function fromHistory<T>(parts: Needed, ask: (history: History) => Promise<T>): Promise<Answered<T>> {
	const { history } = parts;
	if (history === null) {
		return refuse(503, "The history is not available: mail and actions work on; the daemon's log says why");
	}
	try {
		return { ok: true, value: await ask(history) };
	} catch (error) {
		const why = history.position().problem ?? (error instanceof Error ? error.message : "it did not answer");
		parts.log.warn("the history did not answer", { why });
		return refuse(
			503,
			`The history cannot answer now (${why.slice(0, 200)}): try again in a moment; mail is not affected`,
		);
	}
}

/** `epoch:seq`: what an answer includes, and where a stream that begins with it goes on. */
export function asOf(parts: Pick<ManagementParts, "ledger">, seq?: number): string {
	const head = parts.ledger.head();
	return `${head.epoch}:${seq ?? head.seq}`;
}
