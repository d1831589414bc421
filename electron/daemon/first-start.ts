/**
 * The first start on a folder writes the settings it begins with as an event, so that an upgrade with other defaults
 * never changes a policy silently. `shadow`: it begins by watching, as a fresh installation of the service does.
 */
import { defaultSettings } from "../../shared/policy/settings.ts";
import type { Ledger } from "./ledger/contract.ts";

export async function writeFirstSettings(
	ledger: Ledger,
	first: { at: number; shadow: boolean; id: string },
): Promise<void> {
	const { policy } = ledger.state;
	if (policy.revision > 0) return;
	const after = { ...defaultSettings, mode: first.shadow ? ("shadow" as const) : ("enforce" as const) };
	await ledger.act([
		{
			kind: "settings-changed",
			at: first.at,
			actionId: first.id,
			who: { name: "greydesk", verified: true, role: "operator" },
			why: "first start on this folder",
			revision: 1,
			before: null,
			after,
			passAllBefore: null,
			passAllUntilAt: null,
		},
	]);
}
