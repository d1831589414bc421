/** Where things lie for this user, by the XDG base directory specification: a relative value in it counts as none. */
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** What a daemon keeps under a name: its journal, its sockets. */
export function stateFolder(env: NodeJS.ProcessEnv, name = "greydesk"): string {
	return join(absolute(env.XDG_STATE_HOME) ?? join(homedir(), ".local", "state"), name);
}

/** What the desk was told: hosts, preferences. */
export function configFolder(env: NodeJS.ProcessEnv): string {
	return join(absolute(env.XDG_CONFIG_HOME) ?? join(homedir(), ".config"), "greydesk");
}

function absolute(path: string | undefined): string | null {
	return path !== undefined && isAbsolute(path) ? path : null;
}
