/**
 * Where a service lies and what it runs: the unit's file, the daemon's folder and sockets, and a Node that will still be
 * there tomorrow. A system service runs as nobody in particular, so everybody must be able to read its program.
 */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { stateFolder } from "../../system/folders.ts";
import { UNIT } from "./unit.ts";

export type Scope = "system" | "user";

export interface Place {
	readonly scope: Scope;
	/** The unit's file, below the root that was named. */
	readonly file: string;
	readonly data: string;
	/** The management socket, as the daemon and its clients name it. */
	readonly socket: string;
}

export interface PlaceWish {
	readonly scope: Scope;
	readonly data: string | null;
	/** "/" but for tests and images. */
	readonly root: string;
}

export function placeOf({ scope, data, root }: PlaceWish, env: NodeJS.ProcessEnv): Place {
	if (scope === "system") {
		const file = join(root, "etc", "systemd", "system", UNIT);
		return { scope, file, data: data ?? "/var/lib/greydesk", socket: "/run/greydesk/management.sock" };
	}
	const config = env.XDG_CONFIG_HOME;
	const base = config !== undefined && isAbsolute(config) ? config : join(homedir(), ".config");
	const folder = data ?? stateFolder(env);
	return {
		scope,
		file: join(root, base, "systemd", "user", UNIT),
		data: folder,
		socket: join(folder, "management.sock"),
	};
}

const OLDEST = [20, 15] as const;

/** The Node of this process, or, within Electron, the first one on the path that is new enough. */
export function findNode(env: NodeJS.ProcessEnv): Outcome<string> {
	if (process.versions.electron === undefined) return good(process.execPath);
	for (const folder of (env.PATH ?? "").split(delimiter)) {
		if (isAbsolute(folder) && isNewEnough(join(folder, "node"))) return good(join(folder, "node"));
	}
	return bad(
		`A service needs Node ${OLDEST.join(".")} or newer, and none is on your PATH: install it (Debian 13: apt-get install nodejs), then try again`,
	);
}

function isNewEnough(node: string): boolean {
	try {
		const said = execFileSync(node, ["--version"], {
			encoding: "utf8",
			timeout: 5000,
			stdio: ["ignore", "pipe", "ignore"],
		});
		const [, major = 0, minor = 0] = /^v(\d+)\.(\d+)\./.exec(said)?.map(Number) ?? [];
		return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
	} catch {
		return false;
	}
}

/** The first thing on the way to `file` that others may not pass or read; null where everybody can read it. */
export function closedToOthers(file: string): string | null {
	for (let path = dirname(file); ; path = dirname(path)) {
		// Homes are shut to a system service, whatever their mode.
		if (["/home", "/root", "/run/user", "/tmp", "/var/tmp"].includes(path)) return path;
		if ((statSync(path).mode & 0o001) === 0) return path;
		if (path === dirname(path)) break;
	}
	return (statSync(file).mode & 0o004) === 0 ? file : null;
}
