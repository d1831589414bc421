/**
 * A person taken out of the files beside the journal: snapshots, as the state they hold; bytes that were set aside
 * because they were damaged, in their whole length. A history that was set aside is removed: it is made from the journal,
 * and its pages cannot be cleaned one by one. What was being written when its writer died goes, too.
 */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { finderOf } from "../../../shared/base/person.ts";
import { type Erasing, eraseFrom, findPlaces, noPlaces } from "../../../shared/policy/erasure.ts";
import { historyAsideName } from "../history/file-seal.ts";
import { syncFolder } from "../ledger/folder.ts";
import { type Mark, markOf } from "../ledger/journal-files.ts";
import { damagedFolder } from "../ledger/mend.ts";
import { freshModel } from "../ledger/model.ts";
import { freshSnapshotName, loadSnapshot, replaceSnapshot, snapshotNames } from "../ledger/snapshot.ts";
import type { Snapshot } from "../ledger/snapshot-format.ts";
import { erasingOf, freshName, type Keyed, rewriteRaw, writeAll } from "./rewrite.ts";
import { mentionsIn } from "./scan.ts";

export function rewriteRest(folder: string, keyed: Keyed): void {
	rmSync(join(folder, freshSnapshotName), { force: true });
	for (const name of snapshotNames) rewriteSnapshot(folder, name, keyed);
	const aside = existsSync(join(folder, damagedFolder)) ? readdirSync(join(folder, damagedFolder)) : [];
	for (const name of aside) rewriteFile(folder, `${damagedFolder}/${name}`, keyed);
	const history = join(folder, historyAsideName);
	if (existsSync(history) && mentionsIn(history, finderOf(keyed.person, "pages")) > 0) rmSync(history);
	if (aside.length > 0) syncFolder(join(folder, damagedFolder));
	syncFolder(folder);
}

/** One that cannot be read is rewritten as the bytes it is: the next start sets it aside. */
function rewriteSnapshot(folder: string, name: string, keyed: Keyed): void {
	const loaded = loadSnapshot(folder, name, freshModel());
	if (loaded === null) return;
	if (!loaded.ok) {
		rewriteFile(folder, name, keyed);
		return;
	}
	const erasing = erasingOf(keyed, "text");
	const { model, at, audit, traffic }: Snapshot = loaded.value;
	const places = noPlaces();
	for (const _ of findPlaces(model.state, erasing, places));
	eraseFrom(model.state, erasing, places);
	// Its places in the journal stand; what is written before them has changed.
	const again = (mark: Mark | null) => (mark === null ? null : markOf(folder, mark));
	replaceSnapshot(folder, name, { model, at, audit: again(audit), traffic: again(traffic) });
}

function rewriteFile(folder: string, name: string, keyed: Keyed): void {
	const erasing: Erasing = erasingOf(keyed, "bytes");
	const bytes = readFileSync(join(folder, name));
	if (!erasing.finder.isIn(bytes.toString("latin1"))) return;
	const fresh = join(folder, freshName(name));
	const fd = openSync(fresh, "w", 0o600);
	try {
		writeAll(fd, rewriteRaw(bytes, erasing));
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
	renameSync(fresh, join(folder, name));
}
