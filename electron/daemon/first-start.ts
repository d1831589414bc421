/**
 * Fresh installations of the service begin by watching (`--shadow`): while a folder has seen neither mail nor operator
 * the start sets shadow mode, as an event like any other change, so that the audit trail says who did it. A start that
 * failed before it could answer does not use that up. Later starts leave the mode alone.
 */
import { counterNames } from "../../shared/policy/counters.ts";
import type { Decider } from "./decider/contract.ts";
import type { Ledger } from "./ledger/contract.ts";

const self = "greydesk";

/** Throws where it cannot be recorded: then nobody may be deferred by surprise. */
export async function beginInShadow(ledger: Ledger, decider: Decider): Promise<void> {
	const { settings } = ledger.state.policy;
	if (settings.mode === "shadow" || !isUntouched(ledger)) return;
	const acted = await decider.changeSettings({
		settings: { ...settings, mode: "shadow" },
		revision: null,
		why: "first start with --shadow: watch, and defer nothing",
		who: { name: self, verified: false, role: "operator" },
	});
	if (!acted.ok) throw new Error(acted.problem);
}

/** Whether nothing but starts was ever recorded here. */
function isUntouched(ledger: Ledger): boolean {
	const counters = ledger.counters();
	const { actions, triplets } = ledger.state;
	return (
		triplets.size === 0 &&
		counterNames.every((name) => counters[name] === 0) &&
		[...actions.values()].every(({ who }) => who.name === self && !who.verified)
	);
}
