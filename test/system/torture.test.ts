/**
 * `kill -9` under load, at any moment: in the middle of a batch, a sync, a snapshot, a turn of segments, a start.
 * After each the folder is checked, then the daemon that goes on with it. `npm run torture` does it 200 times
 * (GREYDESK_TORTURE); a complaint names the seed, which GREYDESK_SEED repeats.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unixSend } from "../../electron/cli/unix-send.ts";
import { call } from "../../shared/protocol/client.ts";
import { getPolicy, putPolicy } from "../../shared/protocol/policy-routes.ts";
import { bundled } from "../fixtures/bundled.ts";
import { dice } from "../fixtures/history/random-mail.ts";
import { checkFolder, checkList, checkRunning } from "../torture/invariants.ts";
import { type Answered, disturb } from "../torture/traffic.ts";

const kills = Number(process.env.GREYDESK_TORTURE ?? 8);
const seed = Number(process.env.GREYDESK_SEED ?? Math.floor(Math.random() * 1e9));
/** A folder lives so long: every check reads its whole journal. */
const LIVES = 10;
const built = mkdtempSync(join(tmpdir(), "greydesk-torture-"));
const program = join(built, "tortured-daemon.mjs");
const require = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
let running: ChildProcess | null = null;

beforeAll(async () => {
	const entryPoints = ["test/fixtures/tortured-daemon.ts"];
	const form = { bundle: true, platform: "node", format: "esm", banner: { js: require }, logLevel: "error" } as const;
	await build({ entryPoints, outfile: program, ...form });
});
afterAll(() => {
	running?.kill("SIGKILL");
	rmSync(built, { recursive: true, force: true });
});

interface Started {
	readonly child: ChildProcess;
	/** `null`: it ended before it was ready. */
	readonly ready: Promise<{ readonly policy: string; readonly management: string } | null>;
	/** All it wrote to its log. */
	log(): string;
}

function start(folder: string): Started {
	const child = spawn(process.execPath, [program, folder, bundled()], { stdio: ["ignore", "pipe", "pipe"] });
	running = child;
	let out = "";
	let log = "";
	child.stderr.on("data", (text) => {
		log += text;
	});
	const ready = new Promise<{ policy: string; management: string } | null>((resolve) => {
		child.stdout.on("data", (text) => {
			out += text;
			const [, policy, management] = /^ready policy=(\S+) management=(.+)\n/m.exec(out) ?? [];
			if (policy !== undefined && management !== undefined) resolve({ policy, management });
		});
		child.once("exit", () => resolve(null));
	});
	return { child, ready, log: () => log };
}

async function kill(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill("SIGKILL");
	await once(child, "exit");
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits, ten seconds at most, until a snapshot is being written. */
async function snapshotBegins(folder: string): Promise<void> {
	const before = stampOf(folder);
	for (let turn = 0; turn < 2000 && stampOf(folder) === before; turn++) await pause(5);
}

/** Of the newest snapshot, unfinished ones included. */
function stampOf(folder: string): string {
	const times = ["greylist.snapshot", "greylist.snapshot.tmp"].map(
		(name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
	);
	return times.join(" ");
}

/** A second of delay, so that retries of the next life pass. */
async function shortDelay(management: string): Promise<void> {
	const send = unixSend(management, "ann");
	const now = await call(send, getPolicy);
	if (!now.ok) throw new Error(now.problem.detail);
	const settings = { ...now.value.settings, delay: 1 };
	const set = await call(send, putPolicy, { body: { settings, reason: "torture" } });
	if (!set.ok) throw new Error(set.problem.detail);
}

test(`${kills} times kill -9 under load: nothing answered is lost, and every reading of the folder tells the same (seed ${seed})`, {
	timeout: 60_000 + kills * 15_000,
}, async () => {
	const roll = dice(seed);
	let folder = "";
	let answered: Answered = { mail: new Map(), actions: new Map() };
	const seen = { mail: 0, actions: 0, snapshots: 0 };
	for (let life = 0; life < kills; life++) {
		const about = `kill ${life + 1} of ${kills}, GREYDESK_SEED=${seed}`;
		if (life % LIVES === 0) {
			if (folder !== "") rmSync(folder, { recursive: true, force: true });
			folder = mkdtempSync(join(built, "folder-"));
			answered = { mail: new Map(), actions: new Map() };
		}
		const started = start(folder);
		// One in eight is killed while it starts; of the others one in three lives on into its first snapshot.
		if (life % LIVES > 0 && life % 3 < 2 && roll() < 0.18) await pause(60 + roll() * 300);
		else {
			const addresses = await started.ready;
			if (addresses === null) throw new Error(`${about}: it does not start: ${started.log()}`);
			if (life % LIVES === 0) await shortDelay(addresses.management);
			else await checkRunning(folder, addresses.management, about);
			if (life % 4 === 3) await checkList(folder, addresses.management, about);
			const over = disturb({ ...addresses, life: String(life) }, dice(Math.floor(roll() * 1e9)), answered);
			if (life % 3 === 2) await snapshotBegins(folder);
			await pause(20 + roll() * (life % 3 === 2 ? 40 : 600));
			await kill(started.child);
			await over;
		}
		await kill(started.child);
		expect(started.log(), about).not.toMatch(/"level":"(panic|error)"/);
		const left = join(built, "left");
		cpSync(folder, left, { recursive: true, filter: (path) => !path.endsWith(".sock") });
		checkFolder(left, answered, about);
		// One that was begun counts as well: the kill came while it was written.
		if (readdirSync(left).some((name) => name.startsWith("greylist.snapshot"))) seen.snapshots++;
		rmSync(left, { recursive: true, force: true });
		seen.mail = Math.max(seen.mail, answered.mail.size);
		seen.actions = Math.max(seen.actions, answered.actions.size);
	}
	console.info(`torture: seed ${seed}; at most ${seen.mail} answered mails and ${seen.actions} actions in a folder`);
	expect(seen.mail).toBeGreaterThan(100 * Math.min(kills, LIVES));
	expect(seen.actions).toBeGreaterThan(Math.min(kills, LIVES));
	expect(seen.snapshots).toBeGreaterThan(0);
});
