/**
 * Dialogues of smtpd as the log tells them, by process: what we were asked in each, and what else its lines say. The
 * policy port names the process and the instant in `instance` (`pid.seconds.microseconds.count`, hexadecimal), by the
 * clock of the machine that writes the log; so both sides are told by one clock, and a process number that is used
 * again is no danger. Bounded, and forgotten whole when lines were lost.
 */

export interface Asked {
	readonly instance: string;
	readonly stage: "RCPT" | "DATA";
	/** Policy time of the answer. */
	readonly at: number;
	readonly triplet: string | null;
	readonly client: string;
	readonly clientName: string | null;
	readonly sender: string;
	readonly recipient: string;
	readonly answer: "deferred" | "passed";
}

export interface Waiting {
	readonly asked: Asked;
	/** By the clock of the log. */
	readonly at: number;
	settled: boolean;
}

export interface Session {
	/** Its beginning was read: only then is what is missing in it known to be missing. */
	begun: boolean;
	waiting: Waiting[];
	/** Deferrals of ours that the client was told. */
	told: Asked[];
	/** Something else was refused, or something accepted. */
	others: boolean;
	/** It said what is no command of SMTP after we had it wait. */
	strange: boolean;
}

export interface Sessions {
	/** The session that an answer of ours belongs to; one whose instance names none is let go. */
	ask(asked: Asked): void;
	/** What is known of one; made where nothing is. */
	of(pid: number): Session;
	end(pid: number, at: number): void;
	begin(pid: number, at: number): void;
	/** Lines were lost: nothing is known of any dialogue any more. */
	forget(): void;
	size(): number;
}

const MOST_SESSIONS = 5_000;
const MOST_WAITING = 100;
const instancePattern = /^([0-9a-f]{1,8})\.([0-9a-f]{1,8})\.([0-9a-f]{1,5})\.[0-9a-f]{1,8}$/;

/** Process and epoch milliseconds of Postfix's `instance`; `null`: another MTA's, or none. */
export function instanceParts(instance: string): { readonly pid: number; readonly at: number } | null {
	const found = instancePattern.exec(instance);
	if (found === null) return null;
	const [pid = 0, seconds = 0, micros = 0] = found.slice(1).map((part) => Number.parseInt(part, 16));
	return { pid, at: seconds * 1000 + Math.floor(micros / 1000) };
}

/** How much later than its stamp a line may have been written: BSD stamps are cut to the second. */
export function stampSlack(at: number): number {
	return at % 1000 === 0 ? 999 : 0;
}

export function createSessions(): Sessions {
	const sessions = new Map<number, Session>();

	function of(pid: number): Session {
		const known = sessions.get(pid) ?? fresh(false, []);
		// The one longest without a word is the first to go.
		sessions.delete(pid);
		sessions.set(pid, known);
		if (sessions.size > MOST_SESSIONS) dropOldest(sessions);
		return known;
	}

	return {
		of,
		ask(asked) {
			const parts = instanceParts(asked.instance);
			if (parts === null) return;
			const session = of(parts.pid);
			session.waiting.push({ asked, at: parts.at, settled: false });
			if (session.waiting.length > MOST_WAITING) session.waiting.shift();
		},
		begin(pid, at) {
			const { waiting } = of(pid);
			sessions.set(
				pid,
				fresh(
					true,
					waiting.filter((one) => !one.settled && one.at >= at),
				),
			);
		},
		end(pid, at) {
			// The next dialogue of this process may have asked before we read that this one ended.
			const later = (sessions.get(pid)?.waiting ?? []).filter((one) => !one.settled && one.at > at);
			if (later.length === 0) sessions.delete(pid);
			else sessions.set(pid, fresh(false, later));
		},
		forget: () => sessions.clear(),
		size: () => sessions.size,
	};
}

/** Of a Map that is kept in the order of last use. */
export function dropOldest<Key>(map: Map<Key, unknown>): void {
	const { done, value } = map.keys().next();
	if (done !== true) map.delete(value);
}

function fresh(begun: boolean, waiting: Waiting[]): Session {
	return { begun, waiting, told: [], others: false, strange: false };
}
