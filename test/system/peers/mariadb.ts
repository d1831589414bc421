/** A MariaDB server on a folder of its own: what sqlgrey calls mysql. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";
import { folderOf } from "./old-greylister.ts";
import { freePort } from "./ports.ts";
import { account, hasPerlDriver, type SqlServer, serverOf } from "./sql-server.ts";

const program = "/usr/sbin/mariadbd";

export function canRunMariadb(): boolean {
	return existsSync(program) && hasPerlDriver("mysql");
}

/** `zone`: as an offset, `+05:30`. */
export async function startMariadb(zone: string): Promise<SqlServer> {
	const me = userInfo().username;
	const folder = folderOf(me);
	const [data, socket] = [join(folder, "data"), join(folder, "socket")];
	const as = ["--no-defaults", `--user=${me}`, `--datadir=${data}`];
	execFileSync("mariadb-install-db", [...as, "--auth-root-authentication-method=normal", "--skip-test-db"], {
		stdio: "pipe",
	});
	const port = await freePort();
	const words = [`--port=${port}`, "--bind-address=127.0.0.1", `--socket=${socket}`, `--default-time-zone=${zone}`];
	const child = spawn(program, [...as, ...words, `--pid-file=${folder}/pid`], { stdio: "ignore" });
	const sql = (text: string) =>
		execFileSync("mariadb", ["--no-defaults", "-uroot", `--socket=${socket}`, "-e", text], { stdio: "pipe" });
	await eventually("MariaDB answers", 30, () => {
		try {
			sql("SELECT 1");
			return true;
		} catch {
			return false;
		}
	});
	sql(`CREATE DATABASE ${account.database}; CREATE USER '${account.user}'@'%' IDENTIFIED BY '${account.password}'`);
	sql(`GRANT ALL ON ${account.database}.* TO '${account.user}'@'%'`);
	const dump = () =>
		execFileSync("mariadb-dump", ["--no-defaults", "-uroot", `--socket=${socket}`, account.database], {
			encoding: "utf8",
		});
	return serverOf(child, { port, folder, dump });
}
