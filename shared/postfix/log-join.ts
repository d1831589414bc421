/**
 * What we answered, joined with what the log says became of it (design: what we advised is not what the client was
 * told). Told is only what a line proves: a refusal with our code and words confirms, another one overrules; a client
 * ignores deferrals where it went on with its content after being told to wait, in two dialogues at least. Where lines
 * are missing nothing is told. Pure but for its memory; a time is the log's.
 */
import type { LogLine, Rejected } from "./log-event.ts";
import type { IsOurs } from "./log-said.ts";
import { type Asked, createSessions, dropOldest, type Session, stampSlack } from "./log-sessions.ts";

export type Joined =
	| {
			readonly kind: "outcome";
			readonly asked: Asked;
			readonly outcome: "confirmed" | "overruled";
			/** What was said: `554 5.7.1`. */
			readonly code: string | null;
	  }
	| {
			readonly kind: "ignored-deferral";
			readonly asked: Asked;
			/** In so many dialogues so far. */
			readonly times: number;
			readonly how: IgnoredHow;
	  };

/** A line of content taken for a command (`Subject: …`), or DATA without any recipient and content after it. */
export type IgnoredHow = "non-smtp-command" | "content-after-refusal";

export interface LogJoin {
	/** To be called before Postfix is answered. */
	asked(asked: Asked): void;
	/** What a line settles. */
	read(line: LogLine, isOurs: IsOurs): readonly Joined[];
	/** Lines, or answers, were lost. */
	lost(): void;
	/** Dialogues remembered now. */
	size(): number;
}

/** A dialogue of Postfix ends long before. */
const LONGEST_MS = 3_600_000;
const MOST_CLIENTS = 10_000;
/** A second time after longer than this is a first one. */
const REMEMBERED_MS = 7 * 86_400_000;

const nothing: readonly Joined[] = [];

export function createLogJoin(): LogJoin {
	const sessions = createSessions();
	const clients = new Map<string, { readonly times: number; readonly at: number }>();

	function refused(line: LogLine, event: Rejected, isOurs: IsOurs): readonly Joined[] {
		const session = sessions.of(line.pid);
		const ours = isOurs(event);
		if (!ours) session.others = true;
		const found = session.waiting.find(
			({ asked, at, settled }) =>
				!settled &&
				asked.stage === event.stage &&
				asked.client === event.client.address &&
				sameAddress(asked.recipient, event.recipient) &&
				// Passed, it can only be overruled.
				(asked.answer === "deferred" || !ours) &&
				at <= line.at + stampSlack(line.at) &&
				line.at <= at + LONGEST_MS,
		);
		if (found === undefined) return nothing;
		found.settled = true;
		const { asked } = found;
		if (ours) session.told.push(asked);
		const code = [event.code, event.status].filter((part) => part !== null).join(" ") || null;
		return [{ kind: "outcome", asked, outcome: ours ? "confirmed" : "overruled", code }];
	}

	function ended(session: Session, line: LogLine, how: IgnoredHow | null): readonly Joined[] {
		const asked = session.told.at(-1);
		if (how === null || asked === undefined || !session.begun || session.others) return nothing;
		const before = clients.get(asked.client);
		const times = before === undefined || line.at - before.at > REMEMBERED_MS ? 1 : before.times + 1;
		clients.delete(asked.client);
		clients.set(asked.client, { times, at: line.at });
		if (clients.size > MOST_CLIENTS) dropOldest(clients);
		return times < 2 ? nothing : [{ kind: "ignored-deferral", asked, times, how }];
	}

	return {
		asked: sessions.ask,
		lost: sessions.forget,
		size: sessions.size,
		read(line, isOurs) {
			if (line.program !== "smtpd") return nothing;
			const { event, pid } = line;
			switch (event.kind) {
				case "connect":
					sessions.begin(pid, line.at);
					return nothing;
				case "reject":
					return refused(line, event, isOurs);
				case "queued":
					sessions.of(pid).others = true;
					return nothing;
				case "non-smtp-command": {
					const session = sessions.of(pid);
					session.strange ||= session.told.length > 0;
					return nothing;
				}
				case "disconnect": {
					const session = sessions.of(pid);
					const joined = ended(session, line, howIgnored(session, event.counts));
					sessions.end(pid, line.at);
					return joined;
				}
				default:
					return nothing;
			}
		},
	};
}

type Counts = Extract<LogLine["event"], { kind: "disconnect" }>["counts"];

function howIgnored(session: Session, counts: Counts): IgnoredHow | null {
	const recipients = counts.get("rcpt");
	// Postfix before 3.0 counts nothing.
	if (counts.size > 0 && (recipients === undefined || recipients.accepted > 0)) return null;
	if (session.strange) return "non-smtp-command";
	const content = counts.get("data");
	const strange = counts.get("unknown");
	// A client that pipelines sends DATA before it can know, and is right to (RFC 2920): its content it does not send.
	const went = content !== undefined && content.accepted === 0 && strange !== undefined && strange.given > 0;
	return went ? "content-after-refusal" : null;
}

function sameAddress(asked: string, said: string | null): boolean {
	return said !== null && asked.toLowerCase() === said.toLowerCase();
}
