/**
 * A folder for sample traffic as if nothing had ever come: what an earlier sample left would make its bots known
 * senders. Only what a daemon writes is removed, only where the folder is marked as sample, and only where no daemon
 * uses it. A new or empty folder is marked; one with anything else in it is left alone, and refused.
 */
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "../../system/make-folder.ts";
import { answersOn } from "../../system/unix-path.ts";
import { failed } from "../exit.ts";

const MARK = "sample";
const written = [
	"audit.ndjson",
	"damaged",
	"epoch",
	"history.sqlite",
	"history.sqlite.aside",
	"secret",
	"snapshot.ndjson",
	"snapshot.old.ndjson",
	"traffic",
] as const;

/** Errors: `Stop` 1 with the mend. */
export async function freshFolder(data: string): Promise<void> {
	try {
		makeFolder(data);
		const names = readdirSync(data);
		if (names.length === 0) {
			writeFileSync(join(data, MARK), "This folder holds sample traffic only.\n", { mode: 0o600 });
			return;
		}
		if (!names.includes(MARK))
			throw failed(`${data} is not marked as sample: it may hold real mail; name an empty folder with --data`);
		if (await answersOn(join(data, "management.sock")))
			throw failed(`Sample traffic plays on ${data} already: end that first, or name another folder with --data`);
		for (const name of written) rmSync(join(data, name), { recursive: true, force: true });
	} catch (error) {
		if (error instanceof Error && "code" in error && typeof error.code === "string")
			throw failed(`${data} cannot be used for sample traffic: ${error.message}`);
		throw error;
	}
}
