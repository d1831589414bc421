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

export interface Questions {
	/** `deadline`: by `monotonic`, milliseconds. Never rejects. */
	ask(name: string, type: RecordType, deadline: number): Promise<Answered>;
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
const MOST_ASKED = 1000;
/** An answer so long before is proof enough that the resolver answers. */
const JUST_NOW_MS = 1000;

const LATE = "no answer in time";
const down: DnsAnswer = { kind: "trouble", ours: true, why: "our own resolver does not answer" };

interface Remembered {
	readonly answer: DnsAnswer;
	readonly until: number;
}

export function createQuestions(parts: {
	readonly dns: Dns;
	readonly monotonic: () => number;
	readonly count: (end: QuestionEnd | "cached") => void;
}): Questions {
	const { dns, monotonic, count } = parts;
	const remembered = new Map<string, Remembered>();
	const asked = new Map<string, Promise<Raw>>();
	const health = createHealth(dns.findsRoot, monotonic);

	function remember(key: string, answer: DnsAnswer, seconds: number): void {
		remembered.delete(key);
		// The one that was asked first goes first.
		const oldest = remembered.size >= MOST_REMEMBERED ? remembered.keys().next().value : undefined;
		if (oldest !== undefined) remembered.delete(oldest);
		remembered.set(key, { answer, until: monotonic() + seconds * 1000 });
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

	async function answerOf(work: Promise<Raw>, deadline: number): Promise<DnsAnswer> {
		const begun = monotonic();
		const half = setTimeout(health.suspect, (deadline - begun) / 2);
		const raw = await within(work, deadline - begun);
		clearTimeout(half);
		if (raw !== null && raw.kind !== "failed") return raw;
		const isLate = raw === null || raw.code === "ETIMEOUT";
		const since = isLate ? begun : begun - JUST_NOW_MS;
		if (!(await health.isAlive(since, deadline))) return down;
		return { kind: "trouble", ours: false, why: isLate ? LATE : failedWords(raw.code) };
	}

	return {
		async ask(name, type, deadline) {
			if (!isAskable(name)) return { answer: { kind: "none" }, cached: true };
			const key = `${type} ${name.toLowerCase()}`;
			const found = remembered.get(key);
			if (found !== undefined && monotonic() < found.until) {
				count("cached");
				return { answer: found.answer, cached: true };
			}
			if (health.isDown) return { answer: down, cached: false };
			if (!asked.has(key) && asked.size >= MOST_ASKED) {
				count("refused");
				return { answer: { kind: "trouble", ours: false, why: "too many questions at once" }, cached: false };
			}
			const answer = await answerOf(asked.get(key) ?? send(key, name, type), deadline);
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

function endOf(raw: Raw): QuestionEnd {
	if (raw.kind === "failed") return raw.code === "ETIMEOUT" ? "late" : "failed";
	return raw.kind === "none" ? "none" : "answered";
}

function failedWords(code: string): string {
	if (code === "ESERVFAIL") return "its servers fail (SERVFAIL)";
	return code === "EREFUSED" ? "its servers refuse to answer" : `it failed (${code})`;
}
