/**
 * The power fails at any moment of a recorded life: after each single write, sync and rename, with what was not synced
 * there, gone, or there in part. The folder opens, what was promised is in it, and it can be gone on with.
 */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { dice } from "../../../fixtures/history/random-mail.ts";
import { approval } from "../../../fixtures/ledger/drafts.ts";
import { type Loss, openDisk, recordIn } from "../../../fixtures/ledger/lost-power.ts";
import { bundled } from "./child.ts";
import { acted, foldOf, freshFolder, journalOf, open, plain, segments } from "./support.ts";

const losses: readonly Loss[] = ["nothing", "all", "any", "any"];

test("after every prefix of a recorded life, with unsynced pages there, gone or there in part, nothing promised is lost", {
	timeout: 300_000,
}, async () => {
	const folder = freshFolder();
	const record = join(freshFolder(), "record");
	const recorder = pathToFileURL(join(import.meta.dirname, "..", "..", "..", "fixtures", "recorded-disk.mjs")).href;
	const program = bundled("test/fixtures/ledger/recorded-child.ts");
	const env = { ...process.env, GREYDESK_RECORD: record, GREYDESK_RECORD_FOLDER: folder };
	execFileSync(process.execPath, ["--import", recorder, program, folder], {
		env,
		stdio: ["ignore", "ignore", "inherit"],
	});
	const entries = recordIn(record);
	expect(entries.filter((entry) => entry.do === "rename").length).toBeGreaterThan(3);
	expect(entries.filter((entry) => entry.do === "remove").length).toBeGreaterThan(0);
	const disk = openDisk();
	const roll = dice(11);
	let opened = 0;
	for (const [index, entry] of entries.entries()) {
		disk.play(entry);
		// What only begins or is only said changes nothing on the disk.
		if (entry.do === "sync" || entry.do === "folder") continue;
		const promised = disk.said.filter((words) => words.startsWith("action ")).map((words) => words.split(" "));
		const mails = Number(promised.at(-1)?.[2] ?? 0);
		for (const loss of losses) {
			const about = `after ${index + 1} of ${entries.length} (${entry.do}), lost: ${loss}`;
			const left = freshFolder();
			disk.leave(left, loss, roll);
			const { ledger, clock } = await open(left, { ring: { lines: 16, bytes: 1 << 16 } });
			const { state } = ledger;
			for (const [, action = ""] of promised) expect(state.actions.get(action), `${about}: ${action}`).toBeDefined();
			for (let n = 0; n < mails; n++)
				expect(state.triplets.get(`triplet${n}`)?.attempts, `${about}: mail ${n} of ${mails}`).toBe(1);
			// Where old traffic was dropped only the snapshots tell what it told.
			if (
				segments(left)[0]?.endsWith("/0000000000000001.ndjson") ||
				segments(left)[0]?.endsWith("/0000000000000002.ndjson")
			)
				expect(plain(state), about).toEqual(plain(foldOf(journalOf(left)).state));
			if (opened++ % 10 === 0) expect(await acted(ledger, approval(1000, clock.at)), about).not.toBeNull();
			await ledger.close();
			rmSync(left, { recursive: true, force: true });
		}
	}
	expect(opened).toBeGreaterThan(400);
});
