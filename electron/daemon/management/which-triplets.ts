/**
 * Which triplets an action means: `ids`, a pinned `selection`, a query `q` (with `expect`, so that nobody acts on more
 * than was shown) or, to approve, a `mail` that may never have been seen. Exactly one of them.
 */
import type { Answered } from "../../../shared/protocol/client.ts";
import { parse } from "../../../shared/protocol/query.ts";
import { matches } from "../../../shared/protocol/query-match.ts";
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
	which: Which & { readonly dryRun: boolean },
): Promise<Answered<readonly string[]>> {
	if (which.ids !== undefined) return { ok: true, value: [...new Set(which.ids)] };
	if (which.selection !== undefined) {
		const pinned = selections.find(which.selection);
		if (pinned !== null) return { ok: true, value: pinned };
		return refuse(409, "This selection is no longer kept (ten minutes): look again what it would do, then repeat");
	}
	if (which.q === undefined) return { ok: true, value: [] };
	if (which.expect === undefined && !which.dryRun) {
		return refuse(400, "Say with `expect` how many you mean to act on: a dry run tells how many match now");
	}
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
	const { asOf, value: selected } = found.value;
	if (!selected.ok) return refuse(400, selected.problem);
	if (asOf < head) {
		return refuse(
			503,
			`The history is ${head - asOf} events behind: nothing was done, for it may name the wrong triplets; try again soon`,
		);
	}
	const ids = stillMatching(parts, q, selected.value);
	if (expect !== undefined && expect !== ids.length) {
		return refuse(409, `Now ${ids.length} match, not ${expect}: look again, then repeat with the number you see`);
	}
	return { ok: true, value: ids };
}

/** Mail that came since the history was read may have changed them: asked again of the rows as they stand. */
function stillMatching({ ledger, clock }: ManagementParts, q: string, ids: readonly string[]): readonly string[] {
	const query = parse(q);
	if (!query.ok) return [];
	const now = clock.now();
	return ids.filter((id) => {
		const row = ledger.state.triplets.get(id);
		return row !== undefined && matches(query.value, row, now);
	});
}
