/** What the command line can do with a triplet, as it would be typed. */
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import type { RowCommand } from "../list/use-row-copy.ts";

export function tripletCommands(row: Triplet): readonly RowCommand[] {
	return [
		{ label: "look at it", words: ["triplets", "show", row.id] },
		{ label: "approve it", words: ["triplets", "approve", row.id] },
		{ label: "purge it", words: ["triplets", "purge", row.id] },
		{ label: "whitelist its client", words: ["whitelist", "add", "client", row.client] },
	];
}
