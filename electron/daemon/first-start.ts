/**
 * Fresh installations of the service begin by watching (`--shadow`): the first start on a folder then sets shadow mode,
 * as an event like any other change, so that the audit trail says who did it. Later starts leave the mode alone.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Decider } from "./decider/contract.ts";
import type { Ledger } from "./ledger/contract.ts";

/** Whether nothing was ever recorded in this folder; to be asked before the ledger opens it. */
export function isFirstStart(folder: string): boolean {
	return !existsSync(join(folder, "audit.ndjson"));
}

/** Throws where it cannot be recorded: then nobody may be deferred by surprise. */
export async function beginInShadow(ledger: Ledger, decider: Decider): Promise<void> {
	const acted = await decider.changeSettings({
		settings: { ...ledger.state.policy.settings, mode: "shadow" },
		revision: null,
		why: "first start with --shadow: watch, and defer nothing",
		who: { name: "greydesk", verified: false, role: "operator" },
	});
	if (!acted.ok) throw new Error(acted.problem);
}
