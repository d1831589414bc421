/**
 * Which triplets an action means: `ids`, a pinned `selection`, a query `q` (with `expect`, so that nobody acts on more
 * than was shown) or, to approve, a `mail` that may never have been seen. Exactly one of them.
 */
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import { MAX_SELECTION } from "../../../shared/protocol/triplet-routes.ts";
import type { ManagementParts } from "./contract.ts";
import { fromHistory } from "./from-history.ts";
import { refuseQuery } from "./problems.ts";
import type { Selections } from "./selections.ts";

export interface Which {
	readonly ids?: readonly string[] | undefined;
	readonly selection?: string | undefined;
	readonly q?: string | undefined;
	readonly expect?: number | undefined;
}

/** `ways` counts how many were given: one is right. */
export function exactlyOne(ways: readonly unknown[], names: string): Answered<null> {
	const given = ways.filter((way) => way !== undefined).length;
	if (given === 1) return { ok: true, value: null };
	return refuse(400, `Say in exactly one way which mails you mean: ${names}`);
}

export async function whichTriplets(
	parts: ManagementParts,
	selections: Selections,
	which: Which,
): Promise<Answered<readonly string[]>> {
	if (which.ids !== undefined) return { ok: true, value: [...new Set(which.ids)] };
	if (which.selection !== undefined) {
		const pinned = selections.find(which.selection);
		if (pinned !== null) return { ok: true, value: pinned };
		return refuse(409, "This selection is no longer kept (ten minutes): look again what it would do, then repeat");
	}
	if (which.q === undefined) return { ok: true, value: [] };
	return matching(parts, which.q, which.expect);
}

async function matching(
	parts: ManagementParts,
	q: string,
	expect: number | undefined,
): Promise<Answered<readonly string[]>> {
	const wrong = refuseQuery(q);
	if (wrong !== null) return wrong;
	const head = parts.ledger.head().seq;
	const found = await fromHistory(parts, (history) =>
		history.select({ q, limit: MAX_SELECTION, now: parts.clock.now() }, head),
	);
	if (!found.ok) return found;
	if (!found.value.ok) return refuse(400, found.value.problem);
	const ids = found.value.value;
	if (expect !== undefined && expect !== ids.length) {
		return refuse(409, `Now ${ids.length} match, not ${expect}: look again, then repeat with the number you see`);
	}
	return { ok: true, value: ids };
}
