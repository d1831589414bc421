// `npm run bench:app`: how the app feels, measured with a real daemon, the real desk and a real Chromium, against the
// targets of design.md 6: start, decision to pixel at 2,000 decisions a second, CPU and frames of the page, memory, size.
//   --minutes 10 --rate 2000 --triplets 100000 --starts 3
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { build as buildPage } from "vite";
import {
	beginFrames,
	beginSeeing,
	browserCpu,
	chartHasMoved,
	chartIsDrawn,
	endFrames,
	endSeeing,
	heapOf,
	pageProcess,
	policyAddress,
	readRows,
	traceTasks,
} from "./bench-page.mjs";
import {
	buildPrograms,
	end,
	hears,
	killAll,
	machineWords,
	policySet,
	printed,
	programs,
	residentOf,
	start,
} from "./bench-parts.mjs";
import { bundle } from "./bundle.mjs";
import { chromiumFlags, findChromium } from "./chromium.mjs";
import { root, say } from "./words.mjs";

const { values } = parseArgs({
	options: {
		minutes: { type: "string", default: "10" },
		rate: { type: "string", default: "2000" },
		triplets: { type: "string", default: "100000" },
		starts: { type: "string", default: "3" },
	},
});
const triplets = Number(values.triplets);
const rate = Number(values.rate);
const KNOWN = 2000;
const FIRST = 10_000_000;
const SEEING_S = 15;
const WATCHING_S = 20;
const folder = mkdtempSync(join(tmpdir(), "greydesk-bench-"));
const data = join(folder, "data");
/** A copy, so that a build meanwhile changes nothing. */
const out = join(folder, "out");
const command = join(out, "greydesk.mjs");
const rest = (/** @type {number} */ seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
/** @typedef {import("@playwright/test").Page} Page */

/** @param {string} what @param {string} found @param {string} [target] */
function row(what, found, target = "") {
	process.stdout.write(`${what.padEnd(58)} ${found.padStart(34)}   ${target}\n`);
}

async function openDesk() {
	const home = { HOME: folder, XDG_CONFIG_HOME: join(folder, "config"), XDG_STATE_HOME: join(folder, "state") };
	const line = [process.execPath, command, "open", "--data", data, "--browser", "--no-launch"];
	const child = start(line, "ignore", { ...process.env, ...home });
	const url = (await hears(child, "http://")).trim();
	child.stdout?.resume();
	return { child, url };
}

/** From the start of the command to a chart that was drawn and has moved; the desk and the page stay open. */
async function startOnce() {
	const begun = performance.now();
	const desk = await openDesk();
	const answered = performance.now() - begun;
	const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: chromiumFlags });
	const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
	await page.goto(desk.url);
	await chartIsDrawn(page);
	const drawn = performance.now() - begun;
	await chartHasMoved(page);
	return { ...desk, browser, page, answered, drawn, moved: performance.now() - begun };
}

async function starts() {
	/** @type {Awaited<ReturnType<typeof startOnce>>[]} */
	const found = [];
	let last = await startOnce();
	for (let n = 0; n < Number(values.starts); n++) {
		await last.browser.close();
		await end(last.child);
		last = await startOnce();
		found.push(last);
	}
	const middle = (/** @type {"answered" | "drawn" | "moved"} */ what) =>
		share(
			found.map((one) => one[what]),
			0.5,
		) / 1000;
	const parts = `desk ${middle("answered").toFixed(1)} s, chart ${middle("drawn").toFixed(1)} s`;
	row(
		"start to a chart that moves, warm, Chromium's start included",
		`${middle("moved").toFixed(2)} s (${parts})`,
		"2 s",
	);
	return last;
}

/** @param {readonly number[]} numbers @param {number} part */
function share(numbers, part) {
	return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) * part)] ?? Number.NaN;
}

/** @param {string} sender */
function numberOf(sender) {
	return [...sender.slice(1)].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 97, 0);
}

/** @param {import("./bench-page.mjs").Seen} seen @param {readonly (number | null)[]} answeredAt */
function decisionToPixel(seen, answeredAt) {
	const rows = seen.rows.flatMap(([sender, at]) => {
		const answered = answeredAt[numberOf(sender) - FIRST];
		return typeof answered === "number" ? [at - answered] : [];
	});
	// A figure counts every decision: each new mail is one that waits more, and nothing else changes it meanwhile.
	const order = answeredAt.filter((at) => typeof at === "number").toSorted((a, b) => a - b);
	const base = triplets;
	const figures = [];
	for (let index = 1; index < seen.figures.length; index++) {
		const [before = 0] = seen.figures[index - 1] ?? [];
		const [value = 0, at = 0] = seen.figures[index] ?? [];
		for (let n = before - base; n < value - base; n++) figures.push(at - (order[n] ?? at));
	}
	const words = (/** @type {number[]} */ all) =>
		`${share(all, 0.5).toFixed(0)} / ${share(all, 0.95).toFixed(0)} ms (${all.length})`;
	row(`decision to pixel at ${rate}/s, median / p95: in a figure`, words(figures), "500 ms");
	row("                  its own row in the tail, of those shown", words(rows), "500 ms");
}

/** CPU and frames of the page for a while. @param {string} what @param {Page} page @param {() => Promise<void>} meanwhile */
async function watch(what, page, meanwhile) {
	const session = await page.context().browser()?.newBrowserCDPSession();
	if (session === undefined) throw new Error("the browser is gone");
	const before = await browserCpu(session);
	const begun = performance.now();
	const traced = await traceTasks(session);
	await beginFrames(page);
	await meanwhile();
	const frames = await endFrames(page);
	const seconds = (performance.now() - begun) / 1000;
	const after = await browserCpu(session);
	const tasks = await traced();
	const percent = (/** @type {"page" | "others"} */ of) => (((after[of] - before[of]) / seconds) * 100).toFixed(0);
	row(`CPU of the page, ${what} (browser's other processes)`, `${percent("page")} % (${percent("others")} %)`, "25 %");
	const longest =
		frames.over50 === 0 ? "none over 50 ms" : `${frames.longest.toFixed(0)} ms, ${frames.over50} over 50 ms`;
	row(`longest frame, ${what}, of ${frames.frames} in ${seconds.toFixed(0)} s`, longest, "50 ms");
	row("longest task of its main thread, in CPU time", `${tasks.longest.toFixed(0)} ms`, "50 ms");
	if (frames.over50 > 0) say(`the longest: ${frames.scripts.join("; ")}`);
}

/** @param {Page} page */
async function scrollAbout(page) {
	await page.mouse.move(600, 600);
	for (let turn = 0; turn < WATCHING_S * 2; turn++) {
		await page.mouse.wheel(0, turn % 4 < 2 ? -2_500 : 2_500);
		await rest(0.5);
	}
}

function pageSize() {
	const folderOf = join(out, "renderer");
	const html = readFileSync(join(folderOf, "index.html"), "utf8");
	const linked = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+|theme\.js)"/g)].map((one) => one[1] ?? "");
	const zipped = linked.map((name) => gzipSync(readFileSync(join(folderOf, name))).length);
	const fonts = readdirSync(join(folderOf, "assets")).filter((name) => /latin-wght-normal.*woff2$/.test(name));
	const bytes = fonts.reduce((sum, name) => sum + readFileSync(join(folderOf, "assets", name)).length, 0);
	const kib = (/** @type {number} */ size) => (size / 1024).toFixed(0);
	const total = zipped.reduce((sum, size) => sum + size, gzipSync(html).length);
	row("page, initial, gzip (and its two fonts)", `${kib(total)} KiB (${kib(bytes)} KiB)`);
}

/** @param {Awaited<ReturnType<typeof startOnce>>} app */
async function underLoad({ page, browser, child }) {
	const socket = join(data, "management.sock");
	const port = (await policyAddress(page)).split(":").at(-1) ?? "";
	policySet(command, socket, "delay=1", "maxTriplets=10000000", "maxShare=1");
	const at = `policy:${port}`;
	const load = (/** @type {string[]} */ ...args) => start([process.execPath, join(programs, "load.mjs"), ...args]);
	await printed(load("prepare", at, String(KNOWN), "1.3"));
	policySet(command, socket, "delay=3600");
	const seconds = Number(values.minutes) * 60;
	const begun = performance.now();
	await page.keyboard.press("3");
	await rest(2);
	const base = await page.context().newCDPSession(page);
	const before = await heapOf(base);
	await beginSeeing(page);
	const short = printed(load("pace", at, String(KNOWN), String(rate), String(SEEING_S), String(FIRST)));
	const told = await short;
	await rest(2);
	decisionToPixel(await endSeeing(page), told.newAnsweredAt);
	const long = load("pace", at, String(KNOWN), String(rate), String(Math.max(seconds, 30)), String(FIRST * 2));
	const paced = printed(long);
	await rest(3);
	await watch("24 h on the chart", page, () => rest(WATCHING_S));
	await page.keyboard.press("g");
	await page.keyboard.press("t");
	const rows = await readRows(page, triplets * 0.99);
	await watch(`${rows} rows in the table`, page, () => rest(WATCHING_S));
	await watch(`${rows} rows, scrolled`, page, () => scrollAbout(page));
	await page.keyboard.press("g");
	await page.keyboard.press("w");
	await rest(Math.max(0, seconds - (performance.now() - begun) / 1000));
	const session = await browser.newBrowserCDPSession();
	const after = await heapOf(base);
	const resident = residentOf(await pageProcess(session));
	const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
	row(`JavaScript heap after ${minutes} min (before)`, `${after.toFixed(0)} MiB (${before.toFixed(0)} MiB)`);
	row(
		"the page's process, the desk, resident",
		`${resident.toFixed(0)} MiB, ${residentOf(child.pid ?? 0).toFixed(0)} MiB`,
	);
	const { perSecond } = await paced;
	row("decisions a second meanwhile", perSecond.toFixed(0), `${rate}`);
}

await bundle();
await buildPage({ configFile: join(root, "build", "vite.config.ts"), logLevel: "warn" });
cpSync(join(root, "out"), out, { recursive: true });
await buildPrograms(["load", "seed"]);
process.stdout.write(`${machineWords()}; not pinned: daemon, desk, load and browser share the cores\n`);
try {
	say(`writing 24 h of ${triplets} triplets`);
	await printed(start([process.execPath, join(programs, "seed.mjs"), data, String(triplets), "snapshot", "24"]));
	pageSize();
	const app = await starts();
	await underLoad(app);
	await app.browser.close();
	await end(app.child);
	process.stdout.write(`at the end: ${machineWords()}\n`);
} finally {
	killAll();
	rmSync(folder, { recursive: true, force: true });
}
