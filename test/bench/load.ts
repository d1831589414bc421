/**
 * The load: persistent connections with one question outstanding each, as Postfix's smtpd asks. One JSON object out.
 *   load.mjs prepare PORT KNOWN WAIT_SECONDS        makes mails 0..KNOWN-1 known: asks, waits, asks again
 *   load.mjs measure PORT KNOWN CONNECTIONS SECONDS FIRST   40 % new mail (numbered from FIRST), 20 % early, 40 % known
 *   load.mjs pace PORT KNOWN RATE SECONDS FIRST     the same mail at so many a second; tells when each new mail was answered
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { requestFor } from "./mail.ts";

const [, , phase, ...numbers] = process.argv;
const [port = 0, known = 0, third = 0, seconds = 0, first = 0] = numbers.map(Number);
const WARM_MS = 1000;
/** Early retries are of mail this new: no delay is over by then. */
const RECENT = 64;
const PACED_CONNECTIONS = 16;

type Kind = "new" | "early" | "known";

const latencies = new Float64Array(8_000_000);
const tally = { asked: 0, deferred: 0, passed: 0, wrong: 0 };
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
function ask(choice: () => number | null, heard: (answer: string) => void): Promise<void> {
	return new Promise((resolve, reject) => {
		const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
		let text = "";
		const send = () => {
			const n = choice();
			if (n === null) {
				socket.end();
				resolve();
			} else socket.write(requestFor(n), "latin1");
		};
		socket.once("error", reject);
		socket.once("connect", send);
		socket.on("data", (chunk) => {
			text += chunk.toString("latin1");
			if (!text.endsWith("\n\n")) return;
			heard(text);
			text = "";
			send();
		});
	});
}

function isDeferral(answer: string): boolean {
	return answer.startsWith("action=DEFER") || answer.startsWith("action=4");
}

async function prepare(waitSeconds: number): Promise<void> {
	for (const round of [1, 2]) {
		let n = 0;
		const choice = () => (n < known ? n++ : null);
		await Promise.all(Array.from({ length: 8 }, () => ask(choice, () => undefined)));
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
		return ask(choice, (answer) => {
			const now = performance.now();
			if (now < begins) return;
			longestPause = Math.max(longestPause, now - (lastReplyAt || now));
			lastReplyAt = now;
			latencies[tally.asked++ % latencies.length] = now - sentAt;
			const deferral = isDeferral(answer);
			if (deferral) tally.deferred++;
			else tally.passed++;
			if (deferral === (kind === "known")) tally.wrong++;
		});
	};
	await Promise.all(Array.from({ length: connections }, one));
	const sorted = latencies.subarray(0, Math.min(tally.asked, latencies.length)).toSorted();
	const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
	return { ...tally, seconds, perSecond: tally.asked / seconds, p50: at(0.5), p99: at(0.99), longestPause };
}

/** As many a second as asked for, over connections that wait for their turn; what was late is made up for. */
async function pace(rate: number): Promise<object> {
	const begun = performance.now();
	const turns = rate * seconds;
	const newAnsweredAt: number[] = [];
	let turn = 0;
	const one = async () => {
		const connection = await openConnection();
		while (turn < turns && performance.now() - begun < seconds * 1000) {
			const due = begun + (turn++ / rate) * 1000;
			for (let early = due - performance.now(); early > 0; early = due - performance.now())
				await new Promise((resolve) => setTimeout(resolve, early));
			const { kind, n } = choose();
			await connection.ask(n);
			if (kind === "new") newAnsweredAt[n - first] = Date.now();
		}
		connection.end();
	};
	await Promise.all(Array.from({ length: PACED_CONNECTIONS }, one));
	return { asked: turn, perSecond: turn / ((performance.now() - begun) / 1000), first, newAnsweredAt };
}

async function openConnection() {
	const socket = connect({ port, host: "127.0.0.1", noDelay: true });
	await once(socket, "connect");
	let answered: () => void = () => undefined;
	let broken: (why: Error) => void = () => undefined;
	socket.on("data", (chunk) => {
		if (chunk.at(-1) === 0x0a) answered();
	});
	socket.on("error", (why) => broken(why));
	socket.on("close", () => broken(new Error("the policy port closed the connection")));
	return {
		ask: (n: number) =>
			new Promise<void>((resolve, reject) => {
				answered = resolve;
				broken = reject;
				socket.write(requestFor(n), "latin1");
			}),
		end: () => socket.end(),
	};
}

const asPaced = phase === "pace" ? pace : measure;
const result = phase === "prepare" ? await prepare(third) : await asPaced(third);
process.stdout.write(`${JSON.stringify(result ?? {})}\n`);
