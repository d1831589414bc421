/** A PostgreSQL server of its own on a folder of its own, with one database for one user. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "./old-greylister.ts";
import { freePort, listening } from "./ports.ts";

export interface Postgres {
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	stop(): Promise<void>;
}

const root = "/usr/lib/postgresql";
const asRoot = process.getuid?.() === 0;
/** It refuses to run as root. */
const asUser = asRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

function programs(): string | null {
	const [newest] = existsSync(root) ? readdirSync(root).toSorted().toReversed() : [];
	return newest === undefined ? null : join(root, newest, "bin");
}

/** With perl's driver, which sqlgrey needs for it. */
export function canRunPostgres(): boolean {
	if (programs() === null) return false;
	try {
		execFileSync("perl", ["-MDBD::Pg", "-e", "1"], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

export async function startPostgres(zone: string): Promise<Postgres> {
	const bin = programs() ?? "";
	const folder = folderOf(asRoot ? "postgres" : (process.env.USER ?? "nobody"));
	const run = (program: string, ...words: readonly string[]) => {
		const [command = "", ...args] = [...asUser, join(bin, program), ...words];
		execFileSync(command, args, { cwd: folder, stdio: "pipe" });
	};
	const data = join(folder, "data");
	run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "SQL_ASCII", "--locale=C");
	const port = await freePort();
	const options = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, `timezone=${zone}`, "fsync=off"];
	const [command = "", ...args] = [
		...asUser,
		join(bin, "postgres"),
		...["-D", data, "-p", `${port}`],
		...options.flatMap((option) => ["-c", option]),
	];
	const child = spawn(command, args, { cwd: folder, stdio: "ignore" });
	await listening(port);
	const [database, user, password] = ["greylist", "greylister", "no-word-for-a-list-of-processes"];
	const sql = `CREATE ROLE ${user} LOGIN PASSWORD '${password}'; `;
	run("psql", "-h", "127.0.0.1", "-p", `${port}`, "-U", "postgres", "-qc", sql);
	run("createdb", "-h", "127.0.0.1", "-p", `${port}`, "-U", "postgres", "-O", user, database);
	return {
		...{ port, database, user, password },
		async stop() {
			if (child.exitCode === null) {
				child.kill("SIGINT");
				await once(child, "exit");
			}
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
