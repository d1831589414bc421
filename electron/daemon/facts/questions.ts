/**
 * Questions to the DNS: the same one is asked once, remembered by its lifetime (bounded both ways; half a minute to an
 * hour), and so is that there is no such name. Bounded: names remembered, questions on their way, and the time whoever
 * asks may wait; an answer that comes later is remembered for the next attempt.
 */
import { type DnsAnswer, isAskable, type RecordType } from "../../../shared/base/dns.ts";
import type { Dns, Raw } from "./ask-dns.ts";
import type { QuestionEnd } from "./contract.ts";
import { createHealth, within } from "./health.ts";

export interface Answered {
	readonly answer: DnsAnswer;
	readonly cached: boolean;
}

/** When an attempt began to ask, and until when it may wait: by `monotonic`, milliseconds. */
export interface Patience {
	readonly since: number;
	readonly until: number;
}

export interface Questions {
	/** Never rejects; what is asked for when the time is over is not sent any more. */
	ask(name: string, type: RecordType, patience: Patience): Promise<Answered>;
	readonly isDown: boolean;
	stop(): void;
}

const LEAST_SECONDS = 30;
const MOST_SECONDS = 3600;
/** Where the runtime does not tell how long: TXT, MX, PTR. */
const UNTOLD_SECONDS = 300;
const NONE_SECONDS = 120;
/** That its servers fail (RFC 9520 asks for a second at least). */
const FAILED_SECONDS = 10;
const MOST_REMEMBERED = 20_000;
/** Of records, for strangers write them: a name's TXT may be 64 KB. */
const MOST_CHARACTERS = 16 << 20;
const MOST_ASKED = 1000;
/** An answer so long before is proof enough that the resolver answers. */
const JUST_NOW_MS = 1000;

const LATE = "no answer in time";
const tooLate: DnsAnswer = { kind: "trouble", ours: false, why: LATE };
const down: DnsAnswer = { kind: "trouble", ours: true, why: "our own resolver does not answer" };

interface Remembered {
	readonly answer: DnsAnswer;
	readonly until: number;
	readonly characters: number;
}

export function createQuestions(parts: {
	readonly dns: Dns;
	readonly monotonic: () => number;
	readonly count: (end: QuestionEnd | "cached") => void;
}): Questions {
	const { dns, monotonic, count } = parts;
	const remembered = new Map<string, Remembered>();
	let characters = 0;
	const asked = new Map<string, Promise<Raw>>();
	const health = createHealth(dns.findsRoot, monotonic);

	function remember(key: string, answer: DnsAnswer, seconds: number): void {
		const size = sizeOf(answer);
		forget(key);
		// The one that was asked first goes first.
		for (const oldest of remembered.keys()) {
			if (remembered.size < MOST_REMEMBERED && characters + size <= MOST_CHARACTERS) break;
			forget(oldest);
		}
		characters += size;
		remembered.set(key, { answer, until: monotonic() + seconds * 1000, characters: size });
	}

	function forget(key: string): void {
		characters -= remembered.get(key)?.characters ?? 0;
		remembered.delete(key);
	}

	function send(key: string, name: string, type: RecordType): Promise<Raw> {
		const work = dns.ask(name, type).then((raw) => {
			asked.delete(key);
			count(endOf(raw));
			if (raw.kind === "failed") return raw;
			health.good();
			remember(key, raw, lifetime(raw));
			return raw;
		});
		asked.set(key, work);
		return work;
	}

	/**
	 * A question that was left little time tells nothing of the resolver: what it answered this attempt before does. Else
	 * whoever makes his names slow could have it taken for down, and pass.
	 */
	async function answerOf(work: Promise<Raw>, { since, until }: Patience): Promise<DnsAnswer> {
		const begun = monotonic();
		const half = setTimeout(health.suspect, (until - begun) / 2);
		const raw = await within(work, until - begun);
		clearTimeout(half);
		if (raw !== null && raw.kind !== "failed") return raw;
		const isLate = raw === null || raw.code === "ETIMEOUT";
		if (!(await health.isAlive(isLate ? since : begun - JUST_NOW_MS, until))) return down;
		return { kind: "trouble", ours: false, why: isLate ? LATE : failedWords(raw.code) };
	}

	return {
		async ask(name, type, patience) {
			if (!isAskable(name)) return { answer: { kind: "none" }, cached: true };
			const key = `${type} ${name.toLowerCase()}`;
			const found = remembered.get(key);
			if (found !== undefined && monotonic() < found.until) {
				count("cached");
				return { answer: found.answer, cached: true };
			}
			if (health.isDown) {
				// Some resolvers are forbidden to tell of the root: any other answer shows as well that they are back.
				if (asked.size === 0) void send(key, name, type);
				return { answer: down, cached: false };
			}
			if (monotonic() >= patience.until) return { answer: tooLate, cached: false };
			if (!asked.has(key) && asked.size >= MOST_ASKED) {
				count("refused");
				return { answer: { kind: "trouble", ours: false, why: "too many questions at once" }, cached: false };
			}
			const answer = await answerOf(asked.get(key) ?? send(key, name, type), patience);
			if (answer.kind === "trouble" && !answer.ours) remember(key, answer, FAILED_SECONDS);
			return { answer, cached: false };
		},
		get isDown() {
			return health.isDown;
		},
		stop: health.stop,
	};
}

function lifetime(raw: Raw): number {
	if (raw.kind !== "records") return NONE_SECONDS;
	return Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, raw.ttl ?? UNTOLD_SECONDS));
}

function sizeOf(answer: DnsAnswer): number {
	return answer.kind === "records" ? answer.records.reduce((sum, { length }) => sum + length, 0) : 0;
}

function endOf(raw: Raw): QuestionEnd {
	if (raw.kind === "failed") return raw.code === "ETIMEOUT" ? "late" : "failed";
	return raw.kind === "none" ? "none" : "answered";
}

function failedWords(code: string): string {
	if (code === "ESERVFAIL") return "its servers fail (SERVFAIL)";
	return code === "EREFUSED" ? "its servers refuse to answer" : `it failed (${code})`;
}
