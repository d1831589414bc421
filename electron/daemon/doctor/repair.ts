/**
 * Repairs a folder by what a daemon's start does: under its lock the torn end is cut off, what is damaged is copied or
 * moved to `damaged/`, and the journal tells the gap. Damage further back than a start looks is copied there, too.
 * Deletes nothing. Refuses, in words, a folder that is held, and one on which no daemon has run.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { silentLog } from "../../../shared/base/log.ts";
import { realMachine, walkingClock } from "../clock.ts";
import { historyName, setAside as setHistoryAside, unsealed } from "../history/file-seal.ts";
import { lastInstantOf } from "../last-instant.ts";
import { sizeOf } from "../ledger/journal-files.ts";
import { openLedger } from "../ledger/ledger.ts";
import { holderOf } from "../ledger/lock.ts";
import { isAside, setAside } from "../ledger/mend.ts";
import { checkSnapshot, snapshotNames } from "../ledger/snapshot.ts";
import { readSecret } from "./access.ts";
import { readJournal } from "./journal.ts";

/** What was done, one sentence each; none: there was nothing to do. */
export async function repairFolder(folder: string): Promise<readonly string[]> {
	const secret = readSecret(folder);
	if (secret === null) throw new Error(`${folder} has no file secret: put it back from a backup first`);
	// Looked at before the journal is read: what a daemon is writing now looks torn.
	if ((await holderOf({ path: folder, secret })) !== "nobody")
		throw new Error(`${folder} is held by a daemon: stop it, it repairs the folder itself when it starts`);
	const { damage } = readJournal(folder);
	const isFresh = damage.some((part) => part.tail || !isAside(folder, part));
	const badSnapshot = snapshotNames.some((name) => checkSnapshot(folder, name)?.ok === false);
	const done: string[] = [];
	if (isFresh || badSnapshot) {
		// The next start would not tell what this one has set aside: so this is a start, and an end.
		const clock = walkingClock(realMachine(), await lastInstantOf(folder));
		const before = new Set(damage.filter((part) => !part.tail && isAside(folder, part)));
		const ledger = await openLedger({ folder, clock, log: silentLog, command: "greydesk doctor --repair" });
		await ledger.close();
		setAside(
			folder,
			damage.filter((part) => !part.tail && !before.has(part)),
			badSnapshots(folder),
		);
		if (damage.some(({ tail }) => tail)) done.push("The torn end of the journal was copied to damaged/ and cut off");
		if (damage.some((part) => !part.tail && !before.has(part)))
			done.push("Damaged lines were copied to damaged/; the journal tells the gap");
		if (badSnapshot) done.push("The damaged snapshot was moved to damaged/");
	}
	if (sizeOf(join(folder, historyName)) !== null && unsealed(readFileSync(join(folder, historyName))) === null) {
		setHistoryAside(folder);
		done.push("The damaged history was moved aside; the daemon makes it anew");
	}
	return done;
}

/** A start looks at the older one only where the newer cannot be used. */
function badSnapshots(folder: string): readonly { readonly name: string }[] {
	return snapshotNames.filter((name) => checkSnapshot(folder, name)?.ok === false).map((name) => ({ name }));
}
