/** A PostgreSQL server on a folder of its own. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "./old-greylister.ts";
import { freePort, listening } from "./ports.ts";
import { account, hasPerlDriver, type SqlServer, serverOf } from "./sql-server.ts";

const root = "/usr/lib/postgresql";
const asRoot = process.getuid?.() === 0;
/** It refuses to run as root. */
const asUser = asRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

function programs(): string | null {
	const [newest] = existsSync(root) ? readdirSync(root).toSorted().toReversed() : [];
	return newest === undefined ? null : join(root, newest, "bin");
}

export function canRunPostgres(): boolean {
	return programs() !== null && hasPerlDriver("Pg");
}

export async function startPostgres(zone: string): Promise<SqlServer> {
	const bin = programs() ?? "";
	const folder = folderOf(asRoot ? "postgres" : (process.env.USER ?? "nobody"));
	const run = (program: string, ...words: readonly string[]) => {
		const [command = "", ...args] = [...asUser, join(bin, program), ...words];
		return execFileSync(command, args, { cwd: folder, stdio: "pipe", encoding: "utf8" });
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
	const sql = `CREATE ROLE ${account.user} LOGIN PASSWORD '${account.password}'; `;
	run("psql", "-h", "127.0.0.1", "-p", `${port}`, "-U", "postgres", "-qc", sql);
	run("createdb", "-h", "127.0.0.1", "-p", `${port}`, "-U", "postgres", "-O", account.user, account.database);
	const dump = () => run("pg_dump", "-h", "127.0.0.1", "-p", `${port}`, "-U", "postgres", account.database);
	return serverOf(child, { port, folder, dump });
}
