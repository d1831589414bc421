/** `greydesk watch` against a real daemon that comes and goes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { start } from "../../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../../fixtures/daemon.ts";
import { type Asked, connectPolicy } from "../../fixtures/policy-client.ts";

let daemon: TestDaemon;
beforeAll(async () => {
	daemon = await startDaemon();
}, 30_000);
afterAll(async () => {
	expect(await daemon.stop()).toBe(0);
});

async function mail(asked: Asked): Promise<string> {
	const client = await connectPolicy(daemon.policy);
	const answer = await client.ask(asked);
	client.close();
	return answer;
}

describe("watch", () => {
	test("tells mail as it is decided, and ends quietly when its reader goes", async () => {
		const watching = await start(["watch", "--host", `unix:${daemon.management}`]);
		const seen = watching.until(/deferred new .* watched@example\.net -> bob@example\.org/);
		for (let count = 0; count < 50 && !watching.out().includes("watched@"); count++) {
			await mail({
				sender: "watched@example.net",
				recipient: "bob@example.org",
				instance: `watch${count}`,
				client: `192.0.2.${count + 1}`,
				clientName: `h.n${count}.example`,
			});
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		await seen;
		watching.child.stdout?.destroy();
		await mail({ sender: "unseen@example.net" });
		await mail({ sender: "unseen2@example.net" });
		expect((await watching.ended).code).toBe(0);
	});

	test("with --json, a JSON value a line, until so many", async () => {
		const watching = await start(["watch", "--json", "--count", "2", "--host", `unix:${daemon.management}`]);
		let ended = false;
		void watching.ended.then(() => {
			ended = true;
		});
		for (let count = 0; count < 100 && !ended; count++) {
			await mail({ sender: `json${count}@example.net` });
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		const ran = await watching.ended;
		const lines = ran.out
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(lines).toHaveLength(2);
		for (const line of lines)
			expect(line).toMatchObject({ kind: "deferred", reason: "new", id: expect.stringMatching(/^\w+:\d+$/) });
		expect(ran.code).toBe(0);
	});

	test("goes on after the daemon went away and came back, without an event twice or missed", async () => {
		const folder = mkdtempSync(join(tmpdir(), "greydesk-data-"));
		let own = await startDaemon({ folder });
		const policy = own.policy;
		const watching = await start(["watch", "--json", "--host", `unix:${own.management}`]);
		const send = async (sender: string) => {
			const client = await connectPolicy(own.policy);
			await client.ask({ sender });
			client.close();
		};
		const seen = watching.until(/first@example\.net/);
		for (let count = 0; count < 100 && !watching.out().includes("first@"); count++) {
			await send("first@example.net");
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		await seen;
		expect(await own.stop()).toBe(0);
		own = await startDaemon({ folder });
		expect(own.policy).not.toBe(policy);
		await send("between@example.net");
		await watching.until(/between@example\.net/);
		watching.child.kill("SIGINT");
		const ran = await watching.ended;
		expect(ran.code).toBe(0);
		expect(ran.err).toContain("Trying again");
		const ids = ran.out
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line).id)
			.filter((id) => id !== undefined);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ran.out.match(/between@example\.net/g)?.length).toBeLessThanOrEqual(2);
		await own.stop();
		rmSync(folder, { recursive: true, force: true });
	});
});
