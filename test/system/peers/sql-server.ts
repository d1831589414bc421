/** A database server of its own, as a greylister of others keeps its rows in: one database for one user. */
import { type ChildProcess, execFileSync } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";

export interface SqlServer {
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	/** As its own program for that writes it. */
	dump(): string;
	stop(): Promise<void>;
}

export const account = {
	database: "greylist",
	user: "greylister",
	password: "no-word-for-a-list-of-processes",
} as const;

/** Whether perl has the driver, which sqlgrey needs for such a server. */
export function hasPerlDriver(name: string): boolean {
	try {
		execFileSync("perl", [`-MDBD::${name}`, "-e", "1"], { stdio: "ignore" });
		return true;
	} catch {
		return false;
	}
}

export function serverOf(
	child: ChildProcess,
	{ port, folder, dump }: Pick<SqlServer, "port" | "dump"> & { readonly folder: string },
): SqlServer {
	return {
		...account,
		port,
		dump,
		async stop() {
			if (child.exitCode === null) {
				child.kill("SIGINT");
				// MariaDB hears no SIGINT.
				child.kill("SIGTERM");
				await once(child, "exit");
			}
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
