/**
 * A power cut: of what the disk was asked to keep nothing is lost, of what was only written any page may be missing
 * (zeros where it should be) and the file may end anywhere. Both logs only grow, so this is all that a sync allows.
 */
import { cpSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dice } from "../../../fixtures/history/random-mail.ts";
import { approval, deferral } from "../../../fixtures/ledger/drafts.ts";
import { acted, audit, foldOf, freshFolder, journalOf, open, plain, recorded, segments } from "./support.ts";

const PAGE = 4096;
const CUTS = 60;

/** Bytes beyond `synced` as a cut may leave them. */
function afterCut(bytes: Buffer, synced: number, roll: () => number): Buffer {
	const left = Buffer.from(bytes.subarray(0, synced + Math.floor(roll() * (bytes.length - synced + 1))));
	for (let from = synced - (synced % PAGE); from < left.length; from += PAGE)
		if (roll() < 0.4) left.fill(0, Math.max(from, synced), Math.min(from + PAGE, left.length));
	return left;
}

test("after a power cut the folder opens, with every synced action and mail, whichever unsynced pages are gone", async () => {
	const roll = dice(5);
	const folder = freshFolder();
	const { ledger, clock } = await open(folder);
	for (let n = 0; n < 60; n++) await recorded(ledger, deferral(n, clock.at));
	expect(await acted(ledger, approval(1, clock.at))).not.toBeNull();
	const files = [audit(folder), ...segments(folder)];
	const synced = files.map((file) => statSync(file).size);
	const kept = ledger.head().seq;
	await Promise.all(Array.from({ length: 60 }, (_, n) => recorded(ledger, deferral(100 + n, clock.at))));
	expect(statSync(files[1] ?? "").size - (synced[1] ?? 0)).toBeGreaterThan(4 * PAGE);
	for (let cut = 0; cut < CUTS; cut++) {
		const left = join(freshFolder(), "left");
		cpSync(folder, left, { recursive: true });
		for (const [index, file] of files.entries())
			writeFileSync(file.replace(folder, left), afterCut(readFileSync(file), synced[index] ?? 0, roll));
		const again = await open(left);
		const events = journalOf(left);
		const numbers = new Set(events.map(({ seq }) => seq));
		for (let seq = 1; seq <= kept; seq++) expect(numbers.has(seq), `cut ${cut}: ${seq} of ${kept}`).toBe(true);
		expect(again.ledger.state.actions.get("action1"), `cut ${cut}`).toBeDefined();
		expect(plain(again.ledger.state)).toEqual(plain(foldOf(events).state));
		expect(await acted(again.ledger, approval(2, again.clock.at)), `cut ${cut}`).not.toBeNull();
		await again.ledger.close();
	}
});
