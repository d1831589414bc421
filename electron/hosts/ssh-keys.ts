/**
 * First contact: which keys a host shows, and putting one that a person has compared into the user's known_hosts. Ssh
 * itself asks the host, by the same way as later (configuration, jump hosts), and writes what it was shown into a file
 * of ours that nobody trusts, hashed where the configuration hashes. Only the line whose fingerprint was compared goes
 * from there to the user's file, byte for byte. No credentials are offered meanwhile.
 */
import { createHash } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import { makeFolder } from "../system/make-folder.ts";
import type { SshAddress } from "./address.ts";
import { runSsh } from "./ssh-child.ts";
import { type SshTiming, sshWords } from "./ssh-command.ts";

const kinds = { ED25519: "ssh-ed25519", ECDSA: "ecdsa-sha2-nistp256", RSA: "rsa-sha2-512,rsa-sha2-256" } as const;

export interface ShownKey {
	/** ED25519, ECDSA or RSA. */
	readonly type: string;
	/** `SHA256:…`, as `ssh-keygen -lf` writes it. */
	readonly fingerprint: string;
	/** As ssh wrote it for known_hosts. */
	readonly line: string;
}

/** Empty where the host cannot be asked, such as behind a jump host whose own key is not known. */
export async function shownKeys(address: SshAddress, timing: SshTiming): Promise<readonly ShownKey[]> {
	const folder = await mkdtemp(join(tmpdir(), "greydesk-keys-"));
	try {
		const asked = Object.entries(kinds).map(async ([type, algorithms]) => {
			const file = join(folder, type);
			await ask(address, timing, [`HostKeyAlgorithms=${algorithms}`, `UserKnownHostsFile="${file}"`]);
			return keysIn(type, await readFile(file, "utf8").catch(() => ""));
		});
		return (await Promise.all(asked)).flat();
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function ask(address: SshAddress, timing: SshTiming, settings: readonly string[]): Promise<void> {
	const words = sshWords(address, timing, [
		...settings,
		// Into an empty file that is thrown away: it records, and trusts nothing.
		"StrictHostKeyChecking=accept-new",
		"GlobalKnownHostsFile=/dev/null",
		"PreferredAuthentications=none",
		"UpdateHostKeys=no",
		"CheckHostIP=no",
		"ClearAllForwardings=yes",
	]);
	const run = runSsh([...words, "-N", "--", address.host]);
	// A host that lets anybody in without a key would keep us.
	const timer = setTimeout(() => void run.end(), 2 * timing.connect * 1000);
	await run.ended;
	clearTimeout(timer);
}

function keysIn(type: string, text: string): readonly ShownKey[] {
	return text.split("\n").flatMap((line) => {
		const [name, algorithm, key] = line.split(" ");
		if (name === undefined || algorithm === undefined || key === undefined) return [];
		const hash = createHash("sha256").update(Buffer.from(key, "base64")).digest("base64");
		return [{ type, fingerprint: `SHA256:${hash.replace(/=+$/, "")}`, line }];
	});
}

/** Trusts the key of this very fingerprint, if the host still shows it. A problem is one sentence. */
export async function trustKey(address: SshAddress, timing: SshTiming, fingerprint: string): Promise<Outcome<null>> {
	const key = (await shownKeys(address, timing)).find((each) => each.fingerprint === fingerprint);
	if (key === undefined)
		return bad(
			`${address.host} does not show the key ${fingerprint.slice(0, 60)} now: nothing was trusted. Compare again`,
		);
	const file = await knownHostsOf(address, timing);
	if (file === null)
		return bad("Your ssh configuration keeps no known_hosts (UserKnownHostsFile): add the key by hand");
	try {
		makeFolder(dirname(file));
		const before = await readFile(file, "utf8").catch(() => "");
		const gap = before === "" || before.endsWith("\n") ? "" : "\n";
		await appendFile(file, `${gap}${key.line}\n`, { mode: 0o600 });
	} catch (error) {
		return bad(`${file} cannot be written (${error instanceof Error ? error.message : String(error)})`);
	}
	return good(null);
}

/** The file ssh would write a new key to. */
async function knownHostsOf(address: SshAddress, timing: SshTiming): Promise<string | null> {
	const [program = "ssh", ...words] = sshWords(address, timing);
	const run = runSsh([program, "-G", ...words, "--", address.host]);
	await run.ended;
	const [, first = ""] = /^userknownhostsfile (\S+)/m.exec(run.output()) ?? [];
	// Ssh takes the home of the user database, not of the environment.
	const path = first.replace(/^~(?=\/)/, userInfo().homedir);
	return path.startsWith("/") && path !== "/dev/null" ? path : null;
}
