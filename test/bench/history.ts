/**
 * How soon lists and charts are answered: first pages of indexed queries, and every chart, asked over the management
 * socket one after the other for so many seconds. `history.mjs SOCKET SECONDS`; one JSON object out: milliseconds.
 */
import { request } from "node:http";

const [, , socketPath = "", seconds = "0"] = process.argv;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a page asks at its first sight; those of `pages` are answered from indexes. */
function questions(now: number): Readonly<Record<"pages" | "charts", readonly string[]>> {
	const list = (q: string, sort = "-lastSeenAt") => `/v1/triplets?limit=100&sort=${sort}&q=${encodeURIComponent(q)}`;
	const chart = (long: number, step: number) =>
		["statistics", "delays"].map(
			(name) => `/v1/${name}?from=${now - long}&to=${now}${name === "delays" ? "" : `&step=${step}`}`,
		);
	return {
		pages: [
			...[list(""), list("", "sender"), list("", "mayPassAt"), list("state:waiting"), list("state:passed")],
			...[list("sender423"), list("sender:sender7777@example.net"), list("client:192.0.2.10"), list("example")],
			...[list("recipient:bob@example.org", "-attempts"), list("age:<10m"), list("state:waiting age:>1h", "sender")],
		],
		charts: [
			...[chart(300_000, 1), chart(HOUR, 60), chart(DAY, 300), chart(7 * DAY, 3600)],
			...[chart(30 * DAY, 10_800), chart(365 * DAY, 86_400)],
		].flat(),
	};
}

async function ask(path: string): Promise<number> {
	const began = performance.now();
	return new Promise((resolve, reject) => {
		const asked = request({ socketPath, path }, (answer) => {
			answer.resume();
			answer.once("end", () => {
				if (answer.statusCode === 200) resolve(performance.now() - began);
				else reject(new Error(`${path}: ${answer.statusCode}`));
			});
		});
		asked.once("error", reject);
		asked.end();
	});
}

const took: Record<string, number[]> = {};
const ends = performance.now() + Number(seconds) * 1000;
while (performance.now() < ends)
	for (const [kind, paths] of Object.entries(questions(Date.now())))
		for (const path of paths) {
			const name = `${kind} ${path.replace(/(from|to)=\d+&?/g, "")}`;
			const milliseconds = await ask(path);
			took[name] = [...(took[name] ?? []), milliseconds];
			await new Promise((resolve) => setTimeout(resolve, 20));
		}

function share(times: readonly number[], part: number): number {
	const sorted = times.toSorted((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}

function figures(times: readonly number[]) {
	return { asked: times.length, p50: share(times, 0.5), p95: share(times, 0.95), longest: share(times, 1) };
}

const named = (kind: string) => Object.entries(took).filter(([name]) => name.startsWith(kind));
const all = (kind: string) => figures(named(kind).flatMap(([, times]) => times));
const slowest = (kind: string) =>
	named(kind)
		.map(([name, times]) => ({ name, p95: figures(times).p95 }))
		.sort((a, b) => b.p95 - a.p95)[0];
const told = Object.fromEntries(
	["pages", "charts"].map((kind) => [kind, { ...all(kind), slowest: slowest(kind) }] as const),
);
process.stdout.write(`${JSON.stringify(told)}\n`);
