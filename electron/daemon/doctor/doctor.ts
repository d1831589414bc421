/**
 * Looks a daemon's folder through with the ledger's own readers, and tells what is wrong and what mends it. It reads
 * only, takes no lock, and may run beside the daemon; of what that is writing just now it says nothing.
 */
import { readdirSync, readFileSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { isDiskLow } from "../../../shared/base/disk-room.ts";
import { durationWords } from "../../../shared/base/duration.ts";
import { type Finding, fine, note, wrong } from "../../../shared/base/finding.ts";
import { historyName, unsealed } from "../history/file-seal.ts";
import { checkEpoch } from "../ledger/epoch.ts";
import { holderOf } from "../ledger/lock.ts";
import { checkSnapshot, snapshotNames } from "../ledger/snapshot.ts";
import { checkAccess, readSecret } from "./access.ts";
import { type FileReport, type JournalReport, readJournal } from "./journal.ts";
import { count, judgeJournal } from "./judge-journal.ts";

export interface Examined {
	readonly findings: readonly Finding[];
	readonly files: readonly FileReport[];
}

const LEAST_FREE_FILES = 1000;
/** Less is what two clocks of one machine differ by. */
const CLOCK_MS = 60_000;

export async function examineFolder(folder: string): Promise<Examined> {
	const findings: Finding[] = [];
	if (!checkAccess(folder, findings)) return { findings, files: [] };
	const isHeld = await lockOf(folder, findings);
	const journal = readJournal(folder);
	const snapshots = snapshotsOf(folder, journal);
	findings.push(...judgeJournal({ folder, journal, snapshotSeq: snapshots.seq, isHeld }), ...snapshots.findings);
	findings.push(...epochOf(folder), ...historyOf(folder), ...leftOf(folder), ...spaceOf(folder), ...clockOf(journal));
	return { findings, files: journal.files };
}

async function lockOf(folder: string, findings: Finding[]): Promise<boolean> {
	const secret = readSecret(folder);
	const holder = secret === null ? "nobody" : await holderOf({ path: folder, secret });
	if (holder === "nobody") {
		findings.push(fine("lock", "No daemon holds the folder"));
		return false;
	}
	const who = holder === null ? "a process that does not say who it is" : `process ${holder.pid} since ${holder.since}`;
	findings.push(fine("lock", `A daemon holds the folder: ${who}`));
	return true;
}

function snapshotsOf(
	folder: string,
	journal: JournalReport,
): { readonly findings: readonly Finding[]; readonly seq: number } {
	const findings: Finding[] = [];
	let newest = 0;
	for (const name of snapshotNames) {
		const checked = checkSnapshot(folder, name);
		if (checked === null) continue;
		if (!checked.ok) {
			const mend = "greydesk doctor --repair moves it to damaged/; the journal tells the same, and is read instead";
			findings.push(wrong("snapshot", checked.problem, mend));
			continue;
		}
		newest = Math.max(newest, checked.value);
		if (checked.value <= journal.lastSeq)
			findings.push(fine("snapshot", `${name} is whole, up to number ${checked.value}`));
		else
			findings.push(
				note(
					"snapshot",
					`${name} knows number ${checked.value}, the journal only ${journal.lastSeq}: its end was lost`,
					"Nothing: what the snapshot knows is used",
				),
			);
	}
	if (findings.length === 0) findings.push(fine("snapshot", "None yet: a start reads the whole journal"));
	return { findings, seq: newest };
}

function epochOf(folder: string): readonly Finding[] {
	const state = checkEpoch(folder);
	if (state === "good") return [];
	if (state === "copied")
		return [
			note(
				"epoch",
				"The folder was restored from a copy: the next start begins a new epoch, so that no event's id means two things",
			),
		];
	return [
		note(
			"epoch",
			"The file epoch cannot be read: the next start begins a new one, and readers of the live stream begin anew",
		),
	];
}

function historyOf(folder: string): readonly Finding[] {
	const path = join(folder, historyName);
	if (!readdirSync(folder).includes(historyName)) return [fine("history", "None yet: it is made from the journal")];
	const { size } = statSync(path);
	if (unsealed(readFileSync(path)) !== null) return [fine("history", `${historyName} is whole, ${size} bytes`)];
	return [
		wrong(
			"history",
			`${historyName} is damaged: lists and charts are made anew from the journal at the next start`,
			"greydesk doctor --repair moves it aside; so does the daemon's next start",
		),
	];
}

function leftOf(folder: string): readonly Finding[] {
	const names = readdirSync(folder);
	const left = names.filter((name) => name.endsWith(".tmp"));
	const found =
		left.length === 0
			? []
			: [note("folder", `${left.join(", ")}: left by a process that was ended`, "Nothing: it is written over")];
	if (!names.includes("damaged")) return found;
	const aside = readdirSync(join(folder, "damaged")).length;
	return [
		...found,
		note(
			"folder",
			`damaged/ keeps ${count(aside, "part")} that were set aside earlier`,
			"Look at the disk; delete them when nobody asks for them",
		),
	];
}

function spaceOf(folder: string): readonly Finding[] {
	const { bavail, blocks, bsize, ffree, files } = statfsSync(folder);
	const free = bavail * bsize;
	const words = `${Math.floor(free / (1 << 20))} MiB are free`;
	if (isDiskLow({ free, total: blocks * bsize }) === true)
		return [
			wrong(
				"disk",
				`Only ${words}: when nothing can be written any more, all mail passes unrecorded`,
				"Make room, or keep less traffic ([retention] bytes in greydesk.toml)",
			),
		];
	if (files > 0 && ffree < LEAST_FREE_FILES)
		return [wrong("disk", `Only ${count(ffree, "new file")} can be made on it`, "Remove small files there")];
	return [fine("disk", words)];
}

function clockOf({ lastAt }: JournalReport): readonly Finding[] {
	const ahead = lastAt === null ? 0 : lastAt - Date.now();
	if (ahead < CLOCK_MS) return [fine("clock", "It stands behind nothing that the journal tells")];
	return [
		wrong(
			"clock",
			`It stands ${durationWords(ahead / 1000)} before the journal's last event: it was wrong then, or is now`,
			"Set it (timedatectl), before the daemon starts",
		),
	];
}
