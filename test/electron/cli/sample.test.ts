/** Sample traffic against the real daemon, over its real policy port and on its fast clock. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
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

test("--seconds ends it by itself, and a second one on the same folder goes on from there", async () => {
	for (const seed of ["1", "2"]) {
		const ran = await greydesk(["sample", "--data", folder, "--seconds", "1", "--seed", seed, "--json"]);
		expect([ran.code, ran.err]).toEqual([0, expect.any(String)]);
		expect(playedShape.parse(JSON.parse(ran.out.trim().split("\n").at(-1) ?? "")).seed).toBe(Number(seed));
	}
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
