/**
 * Which daemon a command asks: `--host unix:/path`, or this user's local one, by the XDG base directories.
 * `ssh://` is declared but not there yet: it is refused with words rather than misread as a path.
 */
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";

/** Linux: sun_path holds 108 bytes with its closing NUL. */
const LONGEST_SOCKET_PATH = 107;

export function stateFolder(env: NodeJS.ProcessEnv, name: string): string {
	const base = env.XDG_STATE_HOME;
	return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), ".local", "state"), name);
}

export function defaultData(env: NodeJS.ProcessEnv): string {
	return stateFolder(env, "greydesk");
}

/** The path of the socket. A problem is one sentence. */
export function socketOf(host: string | undefined, env: NodeJS.ProcessEnv): Outcome<string> {
	if (host === undefined) return fits(join(defaultData(env), "management.sock"));
	if (host.startsWith("ssh://"))
		return bad(`${host}: ssh is not supported yet; forward the socket and name it with --host unix:/path`);
	if (!host.startsWith("unix:")) return bad(`"${host}" names no host: write --host unix:/path/to/management.sock`);
	const path = host.slice("unix:".length).replace(/^\/\/(?=\/)/, "");
	if (path === "" || path.includes("\0")) return bad("--host unix: needs the path of a management socket");
	return fits(resolve(path));
}

function fits(path: string): Outcome<string> {
	if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) return good(path);
	return bad(
		`${path} is longer than the ${LONGEST_SOCKET_PATH} bytes a socket's path may have: choose a shorter folder`,
	);
}
