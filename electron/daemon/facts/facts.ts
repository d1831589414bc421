/**
 * What the DNS says of an attempt: SPF of its sender (RFC 7208) and lists about its client (RFC 5782), all asked
 * together and within one time. Asks nobody unless it is told to: without conditions nothing leaves this machine.
 */
import type { DnsAnswer } from "../../../shared/base/dns.ts";
import { parseAddress } from "../../../shared/base/networks.ts";
import { invariant } from "../../../shared/base/outcome.ts";
import { checkSpf } from "../../../shared/mail/spf/spf.ts";
import type { Facts } from "../../../shared/policy/attempt.ts";
import { judgeList, listQuestions } from "../../../shared/policy/list-codes.ts";
import { createDns } from "./ask-dns.ts";
import type { FactFinder, FactsOrder, FactTold, Found, QuestionEnd } from "./contract.ts";
import { createQuestions, type Patience, type Questions } from "./questions.ts";

/** A list that was not asked for so long is no longer told of. */
const FORGET_PROBLEM_MS = 3_600_000;
const MOST_PROBLEMS = 50;

interface Asking {
	readonly key: string;
	readonly servers: readonly string[];
	readonly questions: Questions;
}

interface Part {
	readonly told: FactTold;
	readonly isOurs: boolean;
}

interface SpfPart extends Part {
	readonly spf: Facts["spf"];
}

interface ListPart extends Part {
	readonly addresses: readonly string[] | null;
}

const resolverDown: Found = { facts: { spf: "unknown", resolverDown: true }, told: [] };

export function createFacts(monotonic: () => number): FactFinder {
	const counts: Record<QuestionEnd | "cached", number> = {
		answered: 0,
		none: 0,
		failed: 0,
		late: 0,
		refused: 0,
		cached: 0,
	};
	const problems = new Map<string, { readonly problem: string; readonly at: number }>();
	let asking: Asking | null = null;
	let isClosed = false;
	/** Those who wait. */
	const open = new Set<(found: Found) => void>();

	function questionsFor({ servers, timeout }: FactsOrder["dns"]): Questions {
		const key = `${timeout} ${servers.join(" ")}`;
		if (asking?.key === key) return asking.questions;
		asking?.questions.stop();
		const dns = createDns(servers, timeout * 1000);
		const count = (end: QuestionEnd | "cached") => {
			counts[end] += 1;
		};
		const questions = createQuestions({ dns, monotonic, count });
		asking = { key, servers: dns.servers, questions };
		return questions;
	}

	async function gathered({ attempt, wanted, dns }: FactsOrder): Promise<Found> {
		const since = monotonic();
		const patience: Patience = { since, until: since + dns.timeout * 1000 };
		const desk: Desk = { questions: questionsFor(dns), monotonic, patience, tell };
		const [spf, lists] = await Promise.all([
			wanted.spf ? spfOf(desk, attempt) : null,
			Promise.all(wanted.lists.map(async (zone) => [zone, await listOf(desk, zone, attempt.client)] as const)),
		]);
		const parts: readonly Part[] = [...(spf === null ? [] : [spf]), ...lists.map(([, part]) => part)];
		const facts: Facts = {
			spf: spf?.spf ?? "unknown",
			...(lists.length === 0
				? {}
				: { lists: Object.fromEntries(lists.map(([zone, { addresses }]) => [zone, addresses])) }),
			...(parts.some(({ isOurs }) => isOurs) ? { resolverDown: true as const } : {}),
		};
		return { facts, told: parts.map(({ told }) => told) };
	}

	function tell(list: string, problem: string | null): void {
		problems.delete(list);
		if (problem !== null && problems.size < MOST_PROBLEMS) problems.set(list, { problem, at: monotonic() });
	}

	return {
		find: (order) =>
			new Promise((resolve, reject) => {
				if (isClosed) {
					resolve(resolverDown);
					return;
				}
				open.add(resolve);
				void gathered(order)
					.then(resolve, reject)
					.finally(() => open.delete(resolve));
			}),
		status() {
			const { cached, ...questions } = counts;
			for (const [name, { at }] of problems) if (monotonic() - at > FORGET_PROBLEM_MS) problems.delete(name);
			return {
				state: asking === null ? "unused" : asking.questions.isDown ? "down" : "up",
				servers: asking?.servers ?? [],
				questions,
				cached,
				lists: [...problems].map(([name, { problem }]) => ({ name, problem })),
			};
		},
		close() {
			isClosed = true;
			asking?.questions.stop();
			for (const answer of open) answer(resolverDown);
		},
	};
}

/** One attempt's asking: all of it within one time. */
interface Desk {
	readonly questions: Questions;
	readonly monotonic: () => number;
	readonly patience: Patience;
	/** What is wrong with a list; `null`: nothing is. */
	tell(list: string, problem: string | null): void;
}

async function spfOf(desk: Desk, attempt: FactsOrder["attempt"]): Promise<SpfPart> {
	const begun = desk.monotonic();
	let cached = true;
	const checked = await checkSpf(attempt, async (name, type): Promise<DnsAnswer> => {
		const found = await desk.questions.ask(name, type, desk.patience);
		cached &&= found.cached;
		return found.answer;
	});
	const { result, why, ours } = checked;
	const told = { fact: "spf", answer: result, why, cached, milliseconds: desk.monotonic() - begun };
	return { spf: result === "temperror" || result === "permerror" ? "unknown" : result, told, isOurs: ours };
}

async function listOf(desk: Desk, zone: string, client: string): Promise<ListPart> {
	const begun = desk.monotonic();
	const address = parseAddress(client);
	invariant(address !== null, "an attempt's client is an IP address");
	const names = listQuestions(zone, address);
	const ask = (name: string) => desk.questions.ask(name, "A", desk.patience);
	const [own, listed, unlisted] = await Promise.all([ask(names.client), ask(names.listed), ask(names.unlisted)]);
	const all = [own, listed, unlisted];
	const judged = judgeList({ client: own.answer, listed: listed.answer, unlisted: unlisted.answer });
	const trouble = all.map(({ answer }) => answer).find((answer) => answer.kind === "trouble");
	if (judged.problem !== null || trouble === undefined)
		desk.tell(address.groups === null ? zone : `${zone} (IPv6)`, judged.problem);
	const { addresses } = judged;
	const told: FactTold = {
		fact: zone,
		answer:
			addresses === null ? "unknown" : addresses.length === 0 ? "not listed" : `listed as ${addresses.join(", ")}`,
		why: judged.problem ?? trouble?.why ?? null,
		cached: all.every(({ cached }) => cached),
		milliseconds: desk.monotonic() - begun,
	};
	return {
		addresses,
		told,
		isOurs: addresses === null && all.some(({ answer }) => answer.kind === "trouble" && answer.ours),
	};
}
