/**
 * Looks at the management socket from inside the host, once ssh got there and the socket did not answer: ssh reports a
 * missing socket, missing rights and forbidden forwarding alike. What runs there is a constant; the path goes by
 * standard input. An account without a shell answers nothing, and that is said as unknown.
 */
import type { SshAddress } from "./address.ts";
import { runSsh } from "./ssh-child.ts";
import { type SshTiming, sshWords } from "./ssh-command.ts";
import type { Seen } from "./ssh-trouble.ts";

/** One line, no quote and no "!": every login shell hands it on to sh unchanged. */
const LOOK = [
	"IFS= read -r p;",
	'if test -S "$p"; then if test -r "$p" && test -w "$p"; then if test -r /proc/net/unix; then',
	'if grep -qF -- " $p" /proc/net/unix; then s=listening; else s=nobody; fi;',
	"else s=there; fi; else s=denied; fi;",
	'elif test -e "$p"; then s=other;',
	`else d="$p"; until test -z "$d" || test -d "$d"; do d="\${d%/*}"; done;`,
	`if test -x "\${d:-/}"; then s=missing; else s=denied; fi; fi;`,
	'echo "greydesk:$s:"',
].join(" ");

export async function lookThere(address: SshAddress, timing: SshTiming): Promise<Seen> {
	const words = [...sshWords(address, timing, ["ClearAllForwardings=yes"]), "--", address.host];
	const run = runSsh([...words, `exec sh -c '${LOOK}'`], `${address.path}\n`);
	const timer = setTimeout(() => void run.end(), 2 * timing.connect * 1000);
	await run.ended;
	clearTimeout(timer);
	const seen = /greydesk:(listening|there|nobody|denied|missing|other):/.exec(run.output())?.[1];
	return (seen as Seen | undefined) ?? "unknown";
}
