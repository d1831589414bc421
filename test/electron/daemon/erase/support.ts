/** A greylist in which somebody is named everywhere, and ways to look whether they still are. */
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Eraser } from "../../../../electron/daemon/erase/contract.ts";
import { createEraser } from "../../../../electron/daemon/erase/erase.ts";
import { replay } from "../../../../electron/daemon/ledger/replay.ts";
import { writeSnapshot } from "../../../../electron/daemon/ledger/snapshot-worker.ts";
import { type Greylist, openGreylist } from "../../../fixtures/greylist.ts";
import { foldOf, journalOf, plain } from "../ledger/support.ts";

export const anna = "anna@example.org";
const operator = { name: "ann", verified: false, role: "operator" } as const;

export interface Erasable {
	readonly greylist: Greylist;
	readonly folder: string;
	readonly eraser: Eraser;
}

export const order = { address: anna, dryRun: false, withWhitelists: false, why: "she asked for it", who: operator };

export async function openErasable(): Promise<Erasable> {
	const greylist = await openGreylist({ history: true, segmentBytes: 8000 });
	return { greylist, folder: greylist.ledger.folder, eraser: eraserOf(greylist) };
}

export function eraserOf({ ledger, history, clock, parts }: Greylist, passed?: (step: string) => void): Eraser {
	return createEraser({
		ledger,
		history,
		clock,
		workerFile: null,
		...(passed === undefined ? {} : { passed }),
		newId: () => randomUUID(),
		unlist: (ids, { why, who }) => parts.decider.unlist(ids, why, who),
	});
}

/** Anna writes and is written to, waits, passes, is approved, purged and spoken of; so are others beside her. */
export async function live({ greylist, folder }: Erasable): Promise<void> {
	const { clock, ledger, parts } = greylist;
	const mails = [
		{ sender: "shop@example.com", recipient: anna },
		{ sender: "shop@example.com", recipient: "joanna@example.org" },
		{ sender: "shop@example.com", recipient: "bob@example.org" },
		{ sender: anna, recipient: "carl@example.net", client: "198.51.100.7", clientName: "out.example.org" },
		{
			sender: "joanna@example.org",
			recipient: "carl@example.net",
			client: "198.51.100.7",
			clientName: "out.example.org",
		},
		{ sender: "list-12+anna=example.org@lists.example", recipient: anna, client: "203.0.113.4" },
		{ sender: "SRS0=HHH=TT=example.org=anna@relay.example", recipient: "bob@example.org", client: "203.0.113.5" },
	];
	for (let round = 0; round < 4; round++) {
		for (const mail of mails) await greylist.attempt({ ...mail, queueId: `Q${round}` });
		clock.pass(round === 0 ? 30 : 4000);
	}
	for (let n = 0; n < 20; n++)
		await greylist.attempt({ sender: `s${n}@example.com`, recipient: n % 2 ? anna : "bob@example.org" });
	const now = clock.now();
	const mail = { sender: "aunt@example.com", recipient: "Anna@example.org", client: null };
	await parts.decider.approve({ ids: [], mail, untilAt: now + 3_600_000, why: `for ${anna}`, who: operator });
	const waiting = [...ledger.state.triplets.values()].filter(
		(row) => row.recipient === anna && row.state === "waiting",
	);
	const ids = waiting.slice(0, 3).map(({ id }) => id);
	await parts.decider.purge({ ids, alsoAutoWhitelist: false, why: `${anna} asked`, who: operator });
	const wanted = { kind: "client", pattern: "192.0.2.99", owner: "ann", reason: `host of ${anna}` } as const;
	await parts.decider.whitelist({ ...wanted, expiresAt: null, replace: false }, "", operator);
	ledger.record(
		{ kind: "correspondent", at: now, key: `${anna}\0bob@example.org`, untilAt: now + 1e9 },
		() => undefined,
	);
	mkdirSync(join(folder, "damaged"), { recursive: true });
	writeFileSync(join(folder, "damaged", "traffic-1-2"), `{"sender":"${anna}","x\0\0ÿ`, "latin1");
	for (let n = 0; n < 2; n++) {
		await greylist.attempt({ sender: "late@example.com", recipient: n === 0 ? anna : "bob@example.org" });
		expect(writeSnapshot({ folder, upTo: ledger.head().seq, at: clock.now() })).toBeNull();
	}
}

/** Files that name her, by the plainest way of looking there is: bytes, in lower case, but for who ends like her. */
export function filesNaming(folder: string, address = anna): readonly string[] {
	return filesOf(folder).filter((file) => {
		const text = readFileSync(file, "latin1").toLowerCase().replaceAll("joanna", "j");
		const [local, domain] = address.split("@");
		return [address, `${local}=${domain}`, `${domain}=${local}@`].some((needle) => text.includes(needle));
	});
}

export function filesOf(folder: string): readonly string[] {
	return readdirSync(folder, { recursive: true })
		.map((name) => join(folder, String(name)))
		.filter((path) => statSync(path).isFile());
}

/** All readings of the folder tell what is alive. */
export function expectOneStory({ ledger, folder }: { ledger: Greylist["ledger"]; folder: string }): void {
	const alive = plain(ledger.state);
	expect(plain(foldOf(journalOf(folder)).state)).toEqual(alive);
	const again = replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot: true });
	expect(again.badSnapshots).toEqual([]);
	expect(again.holes).toEqual([]);
	expect(again.audit.damage.concat(again.traffic.damage)).toEqual([]);
	expect(again.snapshotSeq).toBeGreaterThan(0);
	expect(plain(again.model.state)).toEqual(alive);
}

/** A whitelist entry that names the person who is erased. */
export const namesAnna = {
	kind: "recipient",
	pattern: anna,
	owner: "ann",
	reason: "",
	expiresAt: null,
	replace: false,
} as const;
