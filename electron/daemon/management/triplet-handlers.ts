/** Triplets: list, look at one, approve, purge, and the dry run of both. Only the decider changes anything. */
import type { z } from "zod";
import { type StillTrusted, stillTrusted } from "../../../shared/policy/auto-whitelist.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { dryRunShape } from "../../../shared/protocol/shapes.ts";
import { tripletOf } from "../../../shared/protocol/triplet-of.ts";
import { MAX_KEYS_SHOWN } from "../../../shared/protocol/triplet-routes.ts";
import { actedReply } from "./acted.ts";
import type { ManagementParts } from "./contract.ts";
import type { HandlersOf } from "./handlers.ts";
import { listTriplets } from "./list-triplets.ts";
import { createSelections, type Selections } from "./selections.ts";
import { showTriplet } from "./show-triplet.ts";
import { exactlyOne, whichTriplets } from "./which-triplets.ts";

/** A dry run shows so many of those it would act on. */
const SAMPLE = 20;
const HELPDESK_UNTIL_MS = 7 * 86_400_000;

type Served = "listTriplets" | "showTriplet" | "approve" | "purge";

export function tripletHandlers(parts: ManagementParts): HandlersOf<Served> {
	const { decider, clock } = parts;
	const selections = createSelections(clock);
	return {
		listTriplets: ({ query }) => listTriplets(parts, query),
		showTriplet: ({ params }) => showTriplet(parts, params.id),
		approve: async ({ body, caller }) => {
			const ways = exactlyOne([body.ids, body.selection, body.q, body.mail], "ids, selection, q or mail");
			if (!ways.ok) return ways;
			if (body.dryRun && body.mail !== undefined) {
				return refuse(400, "A mail needs no dry run: it is one sender and one recipient");
			}
			const untilAt = body.until ?? null;
			if (untilAt !== null && untilAt <= clock.now())
				return refuse(400, "`until` lies in the past: give a later instant");
			if (untilAt !== null && caller.role === "helpdesk" && untilAt - clock.now() > HELPDESK_UNTIL_MS) {
				return refuse(403, "The helpdesk may approve for 7 days at most: give an earlier `until`, or ask an operator");
			}
			const ids = await whichTriplets(parts, selections, body);
			if (!ids.ok) return ids;
			if (body.dryRun) return { ok: true, value: dryRun(parts, selections, rowsOf(parts, ids.value)) };
			const mail = body.mail === undefined ? null : { ...body.mail, client: body.mail.client ?? null };
			const request = { ids: ids.value, mail, untilAt, why: body.reason, who: caller.who };
			return actedReply(parts, await decider.approve(request), 400);
		},
		purge: async ({ body, caller }) => {
			const ways = exactlyOne([body.ids, body.selection, body.q], "ids, selection or q");
			if (!ways.ok) return ways;
			const ids = await whichTriplets(parts, selections, body);
			if (!ids.ok) return ids;
			const { alsoAutoWhitelist, reason: why } = body;
			if (body.dryRun) {
				const rows = rowsOf(parts, ids.value);
				const trusted = stillTrusted(parts.ledger.state, rows, clock.now());
				const autoWhitelisted = autoWhitelistedReply(trusted, alsoAutoWhitelist);
				const dry = dryRun(parts, selections, rows);
				return { ok: true, value: { ...dry, autoWhitelisted } };
			}
			const purged = await decider.purge({ ids: ids.value, alsoAutoWhitelist, why, who: caller.who });
			const answer = actedReply(parts, purged, 400);
			if (!purged.ok || !answer.ok) return answer;
			const autoWhitelisted = autoWhitelistedReply(purged.value.trusted, alsoAutoWhitelist);
			return { ok: true, value: { ...answer.value, autoWhitelisted } };
		},
	};
}

/** Those that are still known. */
function rowsOf({ ledger }: ManagementParts, ids: readonly string[]): readonly TripletRow[] {
	return ids.map((id) => ledger.state.triplets.get(id)).filter((row) => row !== undefined);
}

function dryRun(
	{ ledger, clock }: ManagementParts,
	selections: Selections,
	rows: readonly TripletRow[],
): z.input<typeof dryRunShape> {
	const now = clock.now();
	return {
		dryRun: true,
		selection: selections.pin(rows.map((row) => row.id)),
		count: rows.length,
		sample: rows.slice(0, SAMPLE).map((row) => tripletOf(row, ledger.state.approvals, now)),
	};
}

function autoWhitelistedReply({ count, rows }: StillTrusted, asked: boolean) {
	const keys = rows.slice(0, MAX_KEYS_SHOWN).map((row) => row.key);
	return { count, entries: rows.length, keys, removed: asked && rows.length > 0 };
}
