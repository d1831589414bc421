/** Who asks for an erasure may leave before it is through; what it found must not answer for another one later. */
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { EraseReport } from "../../../../electron/daemon/erase/contract.ts";
import { eraseHandler } from "../../../../electron/daemon/management/erase-handler.ts";
import { good } from "../../../../shared/base/outcome.ts";

const body = { address: "anna@example.org", dryRun: false, withWhitelists: false, reason: "" };
const caller = { who: { name: "ann", verified: false, role: "operator" }, role: "operator" } as const;

/** Takes its time; tells its number as the action's id. */
function slowEraser(milliseconds: number) {
	let erasures = 0;
	return {
		erasures: () => erasures,
		async erase() {
			const actionId = String(++erasures);
			await wait(milliseconds);
			const report: EraseReport = { files: [], actionId, rows: 0, inForce: [] };
			return good(report);
		},
	};
}

test("asked again while it goes on, the same erasure answers, once", async () => {
	const eraser = slowEraser(100);
	const ask = eraseHandler(eraser, { patienceMs: 30, keptMs: 60_000 });
	expect(await ask(body, caller)).toMatchObject({ value: { running: true } });
	await expect.poll(() => ask(body, caller)).toMatchObject({ value: { running: false, actionId: "1" } });
	expect(eraser.erasures()).toBe(1);
});

test("one whose answer nobody came for is not the answer to the next order", async () => {
	const eraser = slowEraser(50);
	const ask = eraseHandler(eraser, { patienceMs: 10, keptMs: 0 });
	expect(await ask(body, caller)).toMatchObject({ value: { running: true } });
	await wait(200);
	await ask(body, caller);
	expect(eraser.erasures()).toBe(2);
});
