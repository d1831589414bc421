/**
 * Signs that stand for an erased person: keyed hashes of each way in which the address was written, so that what was
 * told apart stays told apart, and as long as it was at most. The key is made for one erasure and lives in the file
 * `erasing` until that is through: one that is cut short goes on under the same signs, and afterwards nobody can tell
 * any more for whom they stand.
 */
import { createHmac, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { domainToASCII, domainToUnicode } from "node:url";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { type Person, typedPerson } from "../../../shared/base/person.ts";
import type { Signs } from "../../../shared/policy/erasure.ts";
import { codeOf, syncFolder } from "../ledger/folder.ts";
import { erasingName } from "../ledger/journal-files.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
/** Characters of a sign behind its asterisk: no two people of a domain share one. */
const LONGEST = 8;
const ID_CHARACTERS = 16;

/** Errors: it is no address. */
export function readPerson(address: string): Outcome<Person> {
	return typedPerson(address, (domain) => [domainToASCII(domain), domainToUnicode(domain)]);
}

export function signsOf(key: string): Signs {
	const signs = new Map<string, string>();
	const sign = (kind: string, text: string, length: number) => {
		const digest = createHmac("sha256", key).update(kind).update(text).digest();
		return Array.from(digest.subarray(0, length), (byte) => ALPHABET[byte & 31]).join("");
	};
	return {
		ofLocal(local) {
			const known = signs.get(local);
			if (known !== undefined) return known;
			const fresh = `*${sign("local\0", local, Math.min(LONGEST, Buffer.byteLength(local) - 1))}`;
			signs.set(local, fresh);
			return fresh;
		},
		ofId: (id) => sign("id\0", id, ID_CHARACTERS),
	};
}

export interface Begun {
	readonly key: string;
	/** Of the person's triplets, as far as they were found: once a file is rewritten, it tells them no more. */
	readonly ids: readonly string[];
}

/** The person's erasure that was cut short, or a new one. Throws what the system said. */
export function beginErasing(folder: string, person: Person): Outcome<Begun> {
	const begun = readBegun(folder);
	if (begun !== null && begun.of !== digestOf(begun.key, person))
		return bad("The erasure of somebody else was cut short: run that one again first");
	if (begun !== null) return good(begun);
	const key = randomBytes(32).toString("hex");
	keepBegun(folder, person, { key, ids: [] });
	return good({ key, ids: [] });
}

/** Whole or not at all; throws what the system said. */
export function keepBegun(folder: string, person: Person, { key, ids }: Begun): void {
	const path = join(folder, erasingName);
	const fd = openSync(`${path}.tmp`, "w", 0o600);
	try {
		writeSync(fd, `${JSON.stringify({ key, of: digestOf(key, person), ids })}\n`);
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
	renameSync(`${path}.tmp`, path);
	syncFolder(folder);
}

export function endErasing(folder: string): void {
	rmSync(join(folder, erasingName), { force: true });
	syncFolder(folder);
}

/** Tells one person from another without naming them. */
function digestOf(key: string, { local, domains }: Person): string {
	return createHmac("sha256", key).update(`${local}@${domains[0]}`).digest("hex");
}

/** `null`: none, or nothing that was ever finished writing. */
function readBegun(folder: string): (Begun & { readonly of: string }) | null {
	try {
		const { key, of, ids } = JSON.parse(readFileSync(join(folder, erasingName), "utf8"));
		if (typeof key !== "string" || typeof of !== "string") return null;
		return { key, of, ids: Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [] };
	} catch (error) {
		if (codeOf(error) === "ENOENT" || error instanceof SyntaxError) return null;
		throw error;
	}
}
