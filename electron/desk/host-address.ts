/**
 * How a host is named when it is added:
 *
 *   address = [ "unix:" ] path
 *   path    = "/" 1*106(any byte but NUL and control characters)     -- absolute: sun_path holds 107 bytes
 *
 * Anything else is a problem with words; `ssh://` is told apart, for it will come.
 */
import { posix } from "node:path";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";

const LONGEST = 107;

export function parseHostAddress(text: string): Outcome<string> {
	const trimmed = text.trim();
	if (trimmed.startsWith("ssh://"))
		return bad("Hosts over SSH come later: forward the socket and add it as unix:/path");
	const path = trimmed.startsWith("unix:") ? trimmed.slice("unix:".length) : trimmed;
	if (!path.startsWith("/")) return bad("Write the management socket as unix:/path/to/management.sock");
	if (/\p{Cc}/u.test(path)) return bad("The path of a socket has no control characters: copy it again");
	if (Buffer.byteLength(path) > LONGEST) return bad(`The path of a socket may have ${LONGEST} bytes at most`);
	return good(posix.normalize(path));
}
