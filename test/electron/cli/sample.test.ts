/** Sample traffic against the real daemon, over its real policy port and on its fast clock. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { unixSend } from "../../../electron/cli/unix-send.ts";
import { senderClasses } from "../../../shared/analysis/sample-senders.ts";
import { call } from "../../../shared/protocol/client.ts";
import { hello, status } from "../../../shared/protocol/system-routes.ts";
import { greydesk, start } from "../../fixtures/command.ts";
import { startDaemon } from "../../fixtures/daemon.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-sample-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const playedShape = z.object({
	seed: z.number(),
	speed: z.number(),
	senders: z.record(z.string(), z.object({ deferred: z.number(), passed: z.number() })),
});

async function counted(): Promise<Readonly<Record<string, number>>> {
	const answered = await call(unixSend(join(folder, "management.sock"), "test"), status);
	if (!answered.ok) throw new Error(answered.problem.detail);
	return answered.value.counters;
}

test("within seconds mail is deferred as new and as early, passes after the delay, is known and exempt", async () => {
	const playing = await start(["sample", "--data", folder, "--json"]);
	await playing.until(/^ready policy=127\.0\.0\.1:\d+ management=/m);
	const wanted = ["deferredNew", "deferredEarly", "passedAfterDelay", "passedKnown", "passedExempt"] as const;
	const missing = async () => {
		const counters = await counted();
		return wanted.filter((name) => (counters[name] ?? 0) === 0);
	};
	for (let wait = 0; wait < 150 && (await missing()).length > 0; wait++)
		await new Promise((resolve) => setTimeout(resolve, 100));
	expect(await missing()).toEqual([]);
	const greeting = await call(unixSend(join(folder, "management.sock"), "test"), hello);
	expect(greeting).toMatchObject({ ok: true, value: { engine: { sample: true }, speed: 60 } });
	playing.child.kill("SIGTERM");
	const ran = await playing.ended;
	expect(ran.code).toBe(0);
	const lines = ran.out.trim().split("\n");
	const played = playedShape.parse(JSON.parse(lines.at(-1) ?? ""));
	expect(Object.keys(played.senders).length).toBeGreaterThanOrEqual(10);
	expect(senderClasses.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(played.senders)));
	// Its daemon has ended with it: the folder is free for another.
	expect(existsSync(join(folder, "management.sock"))).toBe(false);
}, 40_000);

/** Every sender address that the sample's daemon asked about in its last run, in order. */
function heard(): readonly string[] {
	const traffic = join(folder, "traffic");
	const text = readdirSync(traffic).map((name) => readFileSync(join(traffic, name), "utf8"));
	return [...text.join("").matchAll(/"sender":"([^"]*)"/g)].map(([, sender = ""]) => sender);
}

test("a second one begins anew: the same seed plays the same senders, and none of them is known already", async () => {
	const first: string[][] = [];
	for (const seed of ["7", "7", "8"]) {
		const ran = await greydesk(["sample", "--data", folder, "--seconds", "1", "--seed", seed, "--json"]);
		expect([ran.code, ran.err]).toEqual([0, expect.any(String)]);
		const played = playedShape.parse(JSON.parse(ran.out.trim().split("\n").at(-1) ?? ""));
		expect(played.seed).toBe(Number(seed));
		expect(played.senders.bot?.passed ?? 0).toBe(0);
		expect(readFileSync(join(folder, "audit.ndjson"), "utf8").match(/first start/g)?.length).toBeGreaterThan(0);
		first.push([...new Set(heard())].sort());
	}
	const shared = (one: readonly string[] = [], two: readonly string[] = []) =>
		one.filter((sender) => two.includes(sender)).length / Math.max(1, Math.min(one.length, two.length));
	expect(shared(first[0], first[1])).toBeGreaterThan(0.8);
	expect(shared(first[0], first[2])).toBeLessThan(0.5);
}, 60_000);

test("a folder that is not marked keeps what is in it, and one that is in use is left alone", async () => {
	writeFileSync(join(folder, "letter"), "dear");
	const ran = await greydesk(["sample", "--data", folder, "--seconds", "1"]);
	expect([ran.code, readFileSync(join(folder, "letter"), "utf8")]).toEqual([1, "dear"]);
	expect(ran.err).toContain("not marked as sample");
	const other = join(folder, "other");
	const playing = await start(["sample", "--data", other]);
	await playing.until(/^ready /m);
	const second = await greydesk(["sample", "--data", other, "--seconds", "1"]);
	expect(second.code).toBe(1);
	expect(second.err).toContain("plays on");
	playing.child.kill("SIGTERM");
	expect((await playing.ended).code).toBe(0);
}, 40_000);

test("a folder with real mail is refused, and stays unmarked", async () => {
	const real = await startDaemon({ folder });
	await real.stop();
	const ran = await greydesk(["sample", "--data", folder, "--seconds", "1"]);
	expect(ran.code).toBe(1);
	expect(ran.err).toMatch(/sample/);
	expect(existsSync(join(folder, "sample"))).toBe(false);
}, 30_000);

test("when the command is killed outright, its daemon does not stay behind", async () => {
	const playing = await start(["sample", "--data", folder]);
	await playing.until(/^ready /m);
	playing.child.kill("SIGKILL");
	for (let wait = 0; wait < 100 && existsSync(join(folder, "management.sock")); wait++)
		await new Promise((resolve) => setTimeout(resolve, 100));
	expect(existsSync(join(folder, "management.sock"))).toBe(false);
}, 30_000);
