/**
 * Which daemon a command asks: `--host unix:/path`, or this user's local one, by the XDG base directories.
 * `ssh://` is declared but not there yet: it is refused with words rather than misread as a path.
 */
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { bad, type Outcome } from "../../shared/base/outcome.ts";
import { socketPath } from "../system/unix-path.ts";

export function stateFolder(env: NodeJS.ProcessEnv, name: string): string {
	const base = env.XDG_STATE_HOME;
	return join(base !== undefined && isAbsolute(base) ? base : join(homedir(), ".local", "state"), name);
}

export function defaultData(env: NodeJS.ProcessEnv): string {
	return stateFolder(env, "greydesk");
}

/** The path of the socket. A problem is one sentence. */
export function socketOf(host: string | undefined, env: NodeJS.ProcessEnv): Outcome<string> {
	if (host === undefined) return socketPath(join(defaultData(env), "management.sock"));
	if (host.startsWith("ssh://"))
		return bad(`${host}: ssh is not supported yet; forward the socket and name it with --host unix:/path`);
	if (!host.startsWith("unix:")) return bad(`"${host}" names no host: write --host unix:/path/to/management.sock`);
	const path = host.slice("unix:".length).replace(/^\/\/(?=\/)/, "");
	if (path === "" || path.includes("\0")) return bad("--host unix: needs the path of a management socket");
	return socketPath(resolve(path));
}
