/** Who may read and write the folder, and what stands in it that only its owner may see. */
import { accessSync, constants, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { type Finding, fine, note, wrong } from "../../../shared/base/finding.ts";
import { codeOf } from "../ledger/folder.ts";

const SECRET_BYTES = 32;
const OTHERS = 0o077;
/** Made for others: who may use a socket is settled by its own mode. */
const forOthers = /\.sock$/;

/** `false`: it makes no sense to look further. */
export function checkAccess(folder: string, findings: Finding[]): boolean {
	const there = statOf(folder);
	if (there === null || !there.isDirectory()) {
		const is = there === null ? "is not there" : "is no folder";
		findings.push(wrong("folder", `${folder} ${is}`, "Name the daemon's folder with --data"));
		return false;
	}
	try {
		accessSync(folder, constants.R_OK | constants.X_OK);
		readdirSync(folder);
	} catch {
		findings.push(wrong("folder", `${folder} may not be read by this user`, `Run this as its owner, uid ${there.uid}`));
		return false;
	}
	const names = readdirSync(folder);
	findings.push(...rightsOf(folder, there, names), ...secretOf(folder, names));
	if (names.includes("sample")) findings.push(note("folder", "It holds sample traffic only"));
	if (names.includes("audit.ndjson") || names.includes("traffic")) return true;
	findings.push(note("journal", "There is none yet: no daemon has run here"));
	return false;
}

function rightsOf(folder: string, { mode, uid }: Stats, names: readonly string[]): readonly Finding[] {
	const found: Finding[] = [];
	if ((mode & OTHERS) !== 0)
		found.push(wrong("folder", `Others may look into ${folder} (mode ${octal(mode)})`, `chmod 700 ${folder}`));
	const files = names
		.filter((name) => !forOthers.test(name))
		.map((name) => ({ name, stat: statOf(join(folder, name)) }));
	const foreign = files.filter(({ stat }) => stat !== null && stat.uid !== uid).map(({ name }) => name);
	if (foreign.length > 0)
		found.push(
			wrong(
				"folder",
				`${listed(foreign)} ${foreign.length === 1 ? "has" : "have"} another owner than the folder`,
				`chown -R --reference=${folder} ${folder}`,
			),
		);
	const self = process.getuid?.();
	if (self !== undefined && self !== 0 && self !== uid)
		found.push(note("folder", `It belongs to uid ${uid}, and you are uid ${self}: a daemon of yours could not use it`));
	const locked = files
		.filter(({ name, stat }) => stat?.isFile() === true && !isReadable(join(folder, name)))
		.map(({ name }) => name);
	if (locked.length > 0)
		found.push(wrong("folder", `${listed(locked)} may not be read`, `Run this as its owner, uid ${uid}`));
	return found.length > 0
		? found
		: [fine("folder", `${folder} is its owner's alone (uid ${uid}, mode ${octal(mode)})`)];
}

function secretOf(folder: string, names: readonly string[]): readonly Finding[] {
	const bytes = readSecret(folder)?.length ?? null;
	if (bytes === SECRET_BYTES) return [];
	const isUsed = names.includes("audit.ndjson") || names.includes("traffic");
	if (bytes === null)
		return isUsed ? [wrong("secret", "It is gone: no known triplet would be recognised", BACKUP)] : [];
	return [wrong("secret", `It holds ${bytes} bytes, not ${SECRET_BYTES}: a daemon refuses to start`, BACKUP)];
}

const BACKUP = "Put the file secret back from a backup of this folder";

/** `null`: there is none that can be read. */
export function readSecret(folder: string): Uint8Array | null {
	try {
		return readFileSync(join(folder, "secret"));
	} catch {
		return null;
	}
}

function statOf(path: string): Stats | null {
	try {
		return statSync(path);
	} catch (error) {
		if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR" || codeOf(error) === "EACCES") return null;
		throw error;
	}
}

function isReadable(path: string): boolean {
	try {
		accessSync(path, constants.R_OK);
		return true;
	} catch {
		return false;
	}
}

function listed(names: readonly string[]): string {
	return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}

function octal(mode: number): string {
	return (mode & 0o777).toString(8).padStart(4, "0");
}
