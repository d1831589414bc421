/** Triplets and auto-whitelists of another greylister, as a client has read them from its files. */
import type { z } from "zod";
import type { Answered } from "../../../shared/protocol/client.ts";
import type { ImportedTriplets, importTriplets as importRoute } from "../../../shared/protocol/import-routes.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { ManagementParts } from "./contract.ts";
import type { Caller } from "./handlers.ts";

export async function importTriplets(
	{ decider, ledger }: ManagementParts,
	body: z.output<typeof importRoute.body>,
	{ who }: Caller,
): Promise<Answered<ImportedTriplets>> {
	const { from, triplets, autoWhitelists, reason, dryRun, action = null } = body;
	const why = reason === "" ? `Taken over from ${from}` : reason;
	const done = await decider.importRows({ from, triplets, autoWhitelists, why, who, actionId: action, dryRun });
	if (!done.ok) return refuse(ledger.health().open ? 503 : 409, done.problem);
	const { acted, failed, ...tally } = done.value;
	const told = (each: { readonly id: string; readonly why: string }) => ({ ...each });
	return {
		ok: true,
		value: {
			dryRun,
			acted: acted === null ? null : { ...acted, failed: acted.failed.map(told) },
			...tally,
			failed: failed.map(told),
		},
	};
}
