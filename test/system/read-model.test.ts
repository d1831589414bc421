/** What the management API lists is the fold of the journal, after every `kill -9` under load. */
import { mkdtempSync, rmSync } from "node:fs";
import { request as ask } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { replay } from "../../electron/daemon/ledger/replay.ts";
import { listTriplets } from "../../shared/protocol/triplet-routes.ts";
import { startDaemon, type TestDaemon } from "../fixtures/daemon.ts";
import { dice } from "../fixtures/history/random-mail.ts";
import { connectPolicy } from "../fixtures/policy-client.ts";

const ROUNDS = 6;
let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-read-model-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function get(path: string, daemon: TestDaemon): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const sent = ask({ socketPath: daemon.management, path }, (reply) => {
			let text = "";
			reply.setEncoding("utf8").on("data", (part: string) => {
				text += part;
			});
			reply.on("end", () => resolve(JSON.parse(text)));
		});
		sent.on("error", reject).end();
	});
}

async function listed(daemon: TestDaemon): Promise<readonly string[]> {
	const lines: string[] = [];
	let cursor: string | null = null;
	do {
		const after: string = cursor === null ? "" : `&cursor=${cursor}`;
		const page = listTriplets.reply.parse(await get(`/v1/triplets?limit=200&sort=sender${after}`, daemon));
		for (const row of page.rows)
			lines.push([row.id, row.state, row.attempts, row.lastSeenAt, row.sender, row.client, row.reason].join(" "));
		cursor = page.next;
	} while (cursor !== null);
	return lines.sort();
}

function folded(): readonly string[] {
	const { model } = replay(folder, { upTo: Number.MAX_SAFE_INTEGER, withSnapshot: false });
	return [...model.state.triplets.values()]
		.map((row) => [row.id, row.state, row.attempts, row.lastSeenAt, row.sender, row.client, row.reason].join(" "))
		.sort();
}

test("the list is the fold of the journal after every kill -9 under load", async () => {
	const roll = dice(11);
	for (let round = 1; round <= ROUNDS; round++) {
		const daemon = await startDaemon({ folder });
		if (round > 1) expect(await listed(daemon)).toEqual(folded());
		let asked = 0;
		const clients = Array.from({ length: 8 }, async () => {
			const client = await connectPolicy(daemon.policy);
			for (;;) {
				const n = Math.floor(roll() * 400);
				await client.ask({
					sender: `user${n}@example${n % 7}.com`,
					client: `192.0.${n % 50}.${1 + (n % 200)}`,
					instance: `${round}.${asked++}`,
				});
			}
		});
		const ended = clients.map((client) => client.catch(() => undefined));
		while (asked < round * 150) await new Promise((resolve) => setTimeout(resolve, 5));
		await daemon.stop("SIGKILL");
		await Promise.all(ended);
	}
	const last = await startDaemon({ folder });
	expect(await listed(last)).toEqual(folded());
	expect(folded().length).toBeGreaterThan(200);
	await last.stop();
	const again = await startDaemon({ folder });
	expect(await listed(again)).toEqual(folded());
	await again.stop();
});
