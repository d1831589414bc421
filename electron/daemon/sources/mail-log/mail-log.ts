/**
 * The mail log at work: lines in, events out. It listens to what the engine answers, reads what Postfix logs of it, and
 * records what the two tell together. A log that is not there, or is silent while mail is asked about, is an alert;
 * mail goes on whatever becomes of it.
 */
import type { Clock } from "../../../../shared/base/clock.ts";
import type { Log } from "../../../../shared/base/log.ts";
import { parseAddress } from "../../../../shared/base/networks.ts";
import { planCorrespondent } from "../../../../shared/policy/correspondents.ts";
import type { EventDraft, PolicyEvent } from "../../../../shared/policy/event.ts";
import { exemptTables } from "../../../../shared/policy/exempt-tables.ts";
import { policyFor } from "../../../../shared/policy/recipient-policy.ts";
import type { Settings } from "../../../../shared/policy/settings.ts";
import { createLogJoin } from "../../../../shared/postfix/log-join.ts";
import { readLogLine } from "../../../../shared/postfix/log-line.ts";
import { createOutbound } from "../../../../shared/postfix/log-outbound.ts";
import { type IsOurs, saidByUs } from "../../../../shared/postfix/log-said.ts";
import type { Ledger } from "../../ledger/contract.ts";
import { draftOf } from "./drafts.ts";
import { followFile } from "./follow-file.ts";
import { followJournal, JOURNAL } from "./follow-journal.ts";
import { readPosition, writePosition } from "./position-file.ts";
import { silenceWatch } from "./silence.ts";
import type { LogReader, LogSource, SavedPosition } from "./source.ts";

export interface MailLogParts {
	/** A file, or `journal:`. */
	readonly path: string;
	/** Where the place in the log is kept. */
	readonly folder: string;
	readonly ledger: Pick<Ledger, "record" | "subscribe" | "state">;
	readonly clock: Clock;
	readonly log: Log;
	readonly alerts: {
		raise(id: "mail-log-unreadable" | "mail-log-silent", words: string): void;
		clear(id: "mail-log-unreadable" | "mail-log-silent"): void;
	};
}

const SECOND = 1000;
/** The place is kept so often. */
const KEEP_SECONDS = 5;

/** Returns the way to stop. */
export async function openMailLog(parts: MailLogParts): Promise<() => Promise<void>> {
	const { path, folder, ledger, clock, log, alerts } = parts;
	const join = createLogJoin();
	const outbound = createOutbound((text) => {
		const address = parseAddress(text);
		return address !== null && exemptTables(ledger.state.policy.settings).trusted.find(address) !== undefined;
	});
	const silence = silenceWatch(clock);
	const isOurs = oursBy((recipient) => policyFor(ledger.state.policy, recipient).settings.reply);
	const written = () => undefined;

	const reader: LogReader = {
		lines(lines) {
			const read = { now: Date.now(), zoneMinutes: -new Date().getTimezoneOffset() };
			for (const text of lines) {
				const line = readLogLine(text, read);
				if (line === null) continue;
				silence.line();
				for (const mail of outbound.read(line)) {
					const learned = planCorrespondent(ledger.state, mail, clock.now());
					if (learned !== null) ledger.record(learned, written);
				}
				for (const joined of join.read(line, isOurs)) {
					const draft: EventDraft | null = draftOf(joined, clock.now());
					if (draft !== null) ledger.record(draft, written);
				}
			}
		},
		lost(why) {
			log.warn("lines of the mail log were lost", { path, why });
			join.lost();
		},
		trouble(words) {
			if (words === null) alerts.clear("mail-log-unreadable");
			else alerts.raise("mail-log-unreadable", words);
		},
	};

	function hear(event: PolicyEvent): void {
		// What came in a gap was answered by nobody here, or is written nowhere.
		if (event.kind === "gap") join.lost();
		if (event.kind !== "deferred" && event.kind !== "passed") return;
		silence.asked();
		const { instance, state: stage, client, clientName, sender, recipient } = event.attempt;
		const { at, triplet, kind: answer } = event;
		join.asked({ instance, stage, at, triplet, client, clientName, sender, recipient, answer });
	}

	const keeper = keepPlace(folder, log);
	const source: LogSource =
		path === JOURNAL ? followJournal(reader) : followFile({ path, from: await readPosition(folder) }, reader);
	const unsubscribe = ledger.subscribe(hear);
	let seconds = 0;
	const timer = setInterval(() => {
		if (silence.isSilent()) alerts.raise("mail-log-silent", silentWords(path));
		else alerts.clear("mail-log-silent");
		if (++seconds % KEEP_SECONDS === 0) void keeper(source.position());
	}, SECOND);
	timer.unref();
	return async () => {
		clearInterval(timer);
		unsubscribe();
		await source.stop();
		await keeper(source.position());
	};
}

/** The test for our own words, by the answer that is set for a recipient; made once for each answer. */
function oursBy(replyTo: (recipient: string) => Settings["reply"]): IsOurs {
	const made = new WeakMap<Settings["reply"], IsOurs>();
	return (said) => {
		const reply = replyTo(said.recipient ?? "");
		const known = made.get(reply);
		if (known !== undefined) return known(said);
		const test = saidByUs(reply);
		made.set(reply, test);
		return test(said);
	};
}

/** A disk that refuses it costs a restart its place, nothing else. */
function keepPlace(folder: string, log: Log): (position: SavedPosition | null) => Promise<void> {
	let kept = "";
	let told = false;
	return async (position) => {
		const text = JSON.stringify(position);
		if (position === null || text === kept) return;
		try {
			await writePosition(folder, position);
			kept = text;
			told = false;
		} catch (error) {
			if (!told) log.warn("the place in the mail log could not be kept", { error: String(error) });
			told = true;
		}
	};
}

function silentWords(path: string): string {
	return (
		`The mail log (${path}) tells nothing while Postfix asks: what clients are told is not known. ` +
		"See that this Postfix logs there (postconf maillog_file), and that no other host's asks are meant."
	);
}
