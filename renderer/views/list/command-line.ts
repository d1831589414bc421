/** What is done here as a command for a shell, at the host that is on screen and no other. Pure. */
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { shellLine } from "../../../shared/base/shell-words.ts";
import type { Host } from "../../../shared/protocol/desk.ts";

/** `words` after `greydesk`. A problem is one sentence. */
export function commandLine(words: readonly string[], host: Pick<Host, "kind" | "address"> | null): Outcome<string> {
	const at = host === null ? null : hostWords(host);
	if (at === null) return bad("Sample traffic has no address that a command could use.");
	const line = shellLine(["greydesk", ...words, ...at]);
	return line === null ? bad("It holds control characters, which must not be pasted into a terminal.") : good(line);
}

/** The embedded engine is the command's own default; null: no command reaches this host. */
function hostWords({ kind, address }: Pick<Host, "kind" | "address">): readonly string[] | null {
	if (kind === "embedded") return [];
	return kind === "sample" ? null : ["--host", address];
}
