/** What an action answered, in words: how many, what failed and why, and the way back. */
import type { ActedReply } from "../../shared/protocol/shapes.ts";
import { columns } from "./columns.ts";
import { failed } from "./exit.ts";
import { harmless } from "./harmless.ts";
import type { Terminal } from "./terminal.ts";

interface Saying {
	/** "Approved", "Purged", "Removed", "Undone", "Done again". */
	readonly verb: string;
	/** Options to repeat on the same host. */
	readonly again: string;
	readonly json: boolean;
}

/** Errors: `Stop` 1 where a part failed, after everything was said. */
export function tellActed(terminal: Terminal, reply: ActedReply, { verb, again, json }: Saying): void {
	if (json) terminal.json(reply);
	else {
		terminal.line(`${verb} ${reply.count}. Action ${reply.actionId}`);
		const rows = reply.failed.map(({ id, why }) => [harmless(id), harmless(why)]);
		for (const line of columns(rows)) terminal.line(`  ${line}`);
		if (reply.count > 0 && verb !== "Undone" && verb !== "Done again")
			terminal.note(`To take it back: greydesk undo ${reply.actionId}${again}`);
	}
	if (reply.failed.length > 0) throw failed(`${reply.failed.length} could not be done`);
}
