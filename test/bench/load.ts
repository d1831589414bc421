/**
 * The load: so many that ask, one question outstanding each, as Postfix's smtpd asks. One JSON object out.
 * ADDRESS is `policy:PORT`, `greylistd:PATH` or `rspamd:PORT`.
 *   load.mjs prepare ADDRESS KNOWN WAIT_SECONDS        makes mails 0..KNOWN-1 known: asks, waits, asks again
 *   load.mjs measure ADDRESS KNOWN CONNECTIONS SECONDS FIRST   40 % new mail (numbered from FIRST), 20 % early, 40 % known
 *   load.mjs pace ADDRESS KNOWN RATE SECONDS FIRST     the same mail at so many a second; tells when each new mail was
 *                                                      answered
 *   load.mjs soak …                                    the same; tells the latencies of each ten seconds instead
 */
import { type Asked, dialectOf } from "./dialects.ts";

const [, , phase, address = "", ...numbers] = process.argv;
const dialect = dialectOf(address);
const isSoak = phase === "soak";
const [known = 0, third = 0, seconds = 0, first = 0] = numbers.map(Number);
const WARM_MS = 1000;
/** Early retries are of mail this new: no delay is over by then. */
const RECENT = 64;
const PACED_CONNECTIONS = 16;
const PART_MS = 10_000;

type Kind = "new" | "early" | "known";

const latencies = new Float64Array(8_000_000);
const tally = { asked: 0, deferred: 0, passed: 0, wrong: 0 };
let telling = 0;
let longestPause = 0;
let lastReplyAt = 0;
let next = first;
let seed = 88_172_645;

/** Xorshift: the same sequence every run. */
function random(): number {
	seed ^= seed << 13;
	seed ^= seed >>> 17;
	seed ^= seed << 5;
	return (seed >>> 0) / 4_294_967_296;
}

function choose(): { kind: Kind; n: number } {
	const dice = random();
	if (dice < 0.4 && known > 0) return { kind: "known", n: Math.floor(random() * known) };
	if (dice < 0.6 && next > first)
		return { kind: "early", n: Math.max(first, next - 1 - Math.floor(random() * RECENT)) };
	return { kind: "new", n: next++ };
}

/** Asks over one connection until `choice` has no more; `heard` is told each answer. */
function askAll(choice: () => number | null, heard: (answer: string) => void): Promise<void> {
	return new Promise((resolve, reject) => {
		const begin = (asked: Asked) => {
			const send = () => {
				const n = choice();
				if (n === null) {
					asked.end();
					resolve();
				} else asked.ask(n, answered);
			};
			const answered = (answer: string) => {
				heard(answer);
				send();
			};
			send();
		};
		dialect.open(reject).then(begin, reject);
	});
}

async function prepare(waitSeconds: number): Promise<void> {
	for (const round of [1, 2]) {
		let n = 0;
		const choice = () => (n < known ? n++ : null);
		await Promise.all(Array.from({ length: 8 }, () => askAll(choice, () => undefined)));
		if (round === 1) await new Promise((resolve) => setTimeout(resolve, waitSeconds * 1000));
	}
}

async function measure(connections: number): Promise<object> {
	const begins = performance.now() + WARM_MS;
	const ends = begins + seconds * 1000;
	const one = () => {
		let sentAt = 0;
		let kind: Kind = "new";
		const choice = () => {
			sentAt = performance.now();
			if (sentAt >= ends) return null;
			const chosen = choose();
			kind = chosen.kind;
			return chosen.n;
		};
		return askAll(choice, (answer) => {
			const now = performance.now();
			if (now < begins) return;
			longestPause = Math.max(longestPause, now - (lastReplyAt || now));
			lastReplyAt = now;
			latencies[tally.asked++ % latencies.length] = now - sentAt;
			const deferral = dialect.isDeferral(answer);
			if (deferral) tally.deferred++;
			else tally.passed++;
			if (deferral === (kind === "known")) tally.wrong++;
		});
	};
	await Promise.all(Array.from({ length: connections }, one));
	return { ...tally, seconds, perSecond: tally.asked / seconds, ...answeredWithin(), longestPause };
}

function answeredWithin(): { readonly p50: number; readonly p99: number; readonly longest: number } {
	const sorted = latencies.subarray(0, Math.min(tally.asked, latencies.length)).toSorted();
	const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
	return { p50: at(0.5), p99: at(0.99), longest: at(1) };
}

/** As many a second as asked for, over connections that wait for their turn; what was late is made up for. */
async function pace(rate: number): Promise<object> {
	const begun = performance.now();
	const turns = rate * seconds;
	const newAnsweredAt: number[] = [];
	let turn = 0;
	const one = async () => {
		const asked = await dialect.open(giveUp);
		while (turn < turns && performance.now() - begun < seconds * 1000) {
			const due = begun + (turn++ / rate) * 1000;
			for (let early = due - performance.now(); early > 0; early = due - performance.now())
				await new Promise((resolve) => setTimeout(resolve, early));
			const { kind, n } = choose();
			const sentAt = performance.now();
			await new Promise<string>((resolve) => asked.ask(n, resolve));
			const now = performance.now();
			if (isSoak) tellPart(now - begun);
			else if (kind === "new") newAnsweredAt[n - first] = Date.now();
			latencies[tally.asked++ % latencies.length] = now - sentAt;
		}
		asked.end();
	};
	await Promise.all(Array.from({ length: PACED_CONNECTIONS }, one));
	const perSecond = turn / ((performance.now() - begun) / 1000);
	return { asked: turn, perSecond, ...answeredWithin(), first, newAnsweredAt };
}

/** The latencies of each so many seconds go to standard error as they come, a JSON object a line. */
function tellPart(at: number): void {
	const part = Math.floor(at / PART_MS);
	if (part === telling) return;
	const told = { seconds: (part * PART_MS) / 1000, asked: tally.asked, ...answeredWithin() };
	process.stderr.write(`${JSON.stringify(told)}\n`);
	telling = part;
	tally.asked = 0;
}

function giveUp(why: Error): void {
	process.stderr.write(`${why.message}\n`);
	process.exit(1);
}

const asked = phase === "measure" ? measure : pace;
const result = phase === "prepare" ? await prepare(third) : await asked(third);
process.stdout.write(`${JSON.stringify(result ?? {})}\n`);
