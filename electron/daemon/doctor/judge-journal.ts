/** What the journal's lines mean for mail, and what a repair would do. */
import { type Finding, fine, note, wrong } from "../../../shared/base/finding.ts";
import type { Damage } from "../ledger/log-cursor.ts";
import { isAside } from "../ledger/mend.ts";
import type { JournalReport } from "./journal.ts";

const REPAIR =
	"greydesk doctor --repair copies them to damaged/ and goes on without them; so does the daemon's next start";

export interface JournalGround {
	readonly folder: string;
	readonly journal: JournalReport;
	/** Number of the newest good snapshot; 0: none. */
	readonly snapshotSeq: number;
	/** Somebody is writing: its last line may be half here. */
	readonly isHeld: boolean;
}

export function judgeJournal(ground: JournalGround): readonly Finding[] {
	const { journal } = ground;
	const lines = (pick: (file: JournalReport["files"][number]) => number) =>
		journal.files.reduce((sum, file) => sum + pick(file), 0);
	const bytes = lines((file) => file.bytes);
	const events = lines(({ events }) => events);
	const foreign = lines((file) => file.foreign);
	const found = [...damage(ground), ...missing(ground)];
	if (foreign > 0)
		found.push(
			note(
				"journal",
				`${count(foreign, "line")} of a newer Greydesk: kept, but not understood here`,
				"Install the newer version again",
			),
		);
	if (found.length > 0) return found;
	return [
		fine(
			"journal",
			`${count(events, "line")} in ${count(journal.files.length, "file")}, ${bytes} bytes: every checksum is right, no number is missing`,
		),
	];
}

function damage({ folder, journal, isHeld }: JournalGround): readonly Finding[] {
	const broken = new Map(journal.files.map(({ name, broken }) => [name, broken]));
	const where = ({ name, offset, length }: Damage) => `${name}, ${count(length, "byte")} from byte ${offset}`;
	return journal.damage.flatMap((part) => {
		if (part.tail) {
			if (isHeld) return [];
			return [wrong("journal", `It ends within a line (${where(part)}), as after a crash`, REPAIR)];
		}
		const lines = count(broken.get(part.name) ?? 0, "damaged line");
		if (isAside(folder, part))
			return [note("journal", `${part.name} has ${lines}; ${where(part)}: set aside and told before`)];
		return [
			wrong(
				"journal",
				`${part.name} has ${lines}; ${where(part)}: what they told is lost, and a mail that had waited may wait once more`,
				REPAIR,
			),
		];
	});
}

function missing({ journal, snapshotSeq }: JournalGround): readonly Finding[] {
	const found = journal.missing.map(([after, before]) => {
		const words = `Numbers ${after + 1} to ${before - 1} are missing${before <= snapshotSeq ? ", but a snapshot has what they told" : ""}`;
		const mend = "If a file of traffic/ is in a backup, put it back while no daemon runs; else nothing mends it";
		return before <= snapshotSeq ? note("journal", words, mend) : wrong("journal", words, mend);
	});
	const { firstTraffic } = journal;
	if (
		firstTraffic !== null &&
		firstTraffic > 2 &&
		snapshotSeq < firstTraffic - 1 &&
		!startsWithActions(journal, firstTraffic)
	)
		found.push(
			wrong(
				"journal",
				`It begins with number ${firstTraffic}, and no snapshot has what was before`,
				"Put the missing files of traffic/, or a snapshot, back from a backup while no daemon runs",
			),
		);
	return found;
}

/** The first traffic of a folder follows the actions of its first start. */
function startsWithActions({ files }: JournalReport, firstTraffic: number): boolean {
	const audit = files.find(({ name }) => name === "audit.ndjson");
	return audit !== undefined && audit.events + audit.foreign + audit.broken >= firstTraffic - 1 && audit.firstSeq === 1;
}

export function count(number: number, word: string): string {
	return `${number} ${word}${number === 1 ? "" : "s"}`;
}
