/** Whitelists of other greylisters, read line by line and taken over in one action; what is not understood is told. */
import type { z } from "zod";
import {
	type FoundEntry,
	type ReadList,
	readList,
	type ToldLine,
} from "../../../shared/analysis/whitelist-files/read-list.ts";
import { isPackOwner, PACK_OWNS } from "../../../shared/policy/provider-pack.ts";
import type { Answered } from "../../../shared/protocol/client.ts";
import { refuse } from "../../../shared/protocol/refusal.ts";
import type { ImportedLists, importWhitelists } from "../../../shared/protocol/whitelist-routes.ts";
import { actedReply } from "./acted.ts";
import type { ManagementParts } from "./contract.ts";
import type { Caller } from "./handlers.ts";
import { cleanName } from "./who.ts";

type Asked = z.output<typeof importWhitelists.body>;

export async function importLists(
	parts: ManagementParts,
	{ files, reason, owner, dryRun }: Asked,
	{ who }: Caller,
): Promise<Answered<ImportedLists>> {
	const lists: ReadList[] = [];
	for (const { name, text, format = null } of files) {
		const list = readList({ name, text, format });
		if (!list.ok) return refuse(400, list.problem);
		lists.push(list.value);
	}
	const entries = lists.flatMap((list) => list.entries).map((entry) => ({ ...entry, reason: entry.comment || reason }));
	const names = files.map(({ name }) => name.slice(name.lastIndexOf("/") + 1)).join(", ");
	const why = reason === "" ? `Taken over from ${names}`.slice(0, 500) : reason;
	const named = owner === undefined ? who.name : cleanName(owner);
	if (isPackOwner(named)) return refuse(400, PACK_OWNS);
	const done = await parts.decider.importList({ entries, owner: named, why, who, dryRun });
	if (!done.ok) return refuse(parts.ledger.health().open ? 503 : 409, done.problem);
	const { added, known, wide } = done.value;
	const acted = done.value.acted === null ? null : actedReply(parts, { ok: true, value: done.value.acted }, 409);
	if (acted !== null && !acted.ok) return acted;
	return {
		ok: true,
		value: {
			dryRun,
			acted: acted === null ? null : acted.value,
			count: added.length,
			added: added.map(({ kind, pattern, file, line }) => ({ kind, pattern, file, line })),
			notUnderstood: lists.flatMap((list) => [...list.notUnderstood]),
			notes: [...lists.flatMap((list) => list.notes), ...wide.map(told)],
			known: known.map(told),
		},
	};
}

function told([{ file, line, pattern }, why]: readonly [FoundEntry, string]): ToldLine {
	return { file, line, text: pattern, why };
}
