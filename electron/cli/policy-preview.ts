/** `greydesk policy preview`: these addresses would become this key, by changed settings. Nothing is changed. */
import type { z } from "zod";
import { getPolicy, previewKeys } from "../../shared/protocol/policy-routes.ts";
import { ask, type Context, type HostFlags, hostOf } from "./ask.ts";
import { columns } from "./columns.ts";
import { wrongUsage } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { changed } from "./policy-edit.ts";

type Changes = z.infer<typeof previewKeys.reply>["senders"];

export async function previewChanges(context: Context, changes: readonly string[], flags: HostFlags): Promise<void> {
	const { terminal } = context;
	const host = hostOf(flags, context);
	const { settings } = await ask(host, getPolicy);
	const after = changed(settings, changes);
	if (!after.ok) throw wrongUsage(after.problem);
	const reply = await ask(host, previewKeys, { body: { settings: after.value } });
	if (flags.json) return terminal.json(reply);
	for (const line of [...told("senders", reply.senders), "", ...told("clients", reply.clients)]) terminal.line(line);
	const seen = reply.looked < reply.triplets ? `${reply.looked} of ${reply.triplets}` : `${reply.triplets}`;
	terminal.note(`By ${seen} triplets in memory. Nothing was changed.`);
}

function told(what: string, { before, after, joined, parted, more }: Changes): readonly string[] {
	const rows = [
		...joined.map((group) => [`${group.count} become one`, harmless(group.key), members(group)]),
		...parted.map((group) => [`one becomes ${group.count}`, harmless(group.key), members(group)]),
	];
	if (rows.length === 0) return [`Of ${before} ${what} none becomes another.`];
	const rest = more === 0 ? [] : [`and ${more} more`];
	return [`${before} ${what} become ${after}:`, ...columns(rows), ...rest];
}

function members({ count, members: named }: Changes["joined"][number]): string {
	return harmless(named.join(", ")) + (count > named.length ? ", …" : "");
}
