/** A history that is behind: actions by query never name the wrong triplets, and answers say how far was read. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { History } from "../../../electron/daemon/history/contract.ts";
import { openHistory } from "../../../electron/daemon/history/history.ts";
import { createManagement } from "../../../electron/daemon/management/management.ts";
import { silentLog } from "../../../shared/base/log.ts";
import { routes } from "../../../shared/protocol/routes.ts";
import { bundled } from "../../fixtures/bundled.ts";
import type { Greylist } from "../../fixtures/greylist.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

export function behindCases(caller: Caller, greylist: () => Greylist): void {
	const { ask } = caller;
	const withHistory = (history: History) => createManagement({ ...greylist().parts, history }, "operator");

	/** A history that has read nothing: its folder is another one. */
	async function reading<T>(run: (history: History) => Promise<T>): Promise<T> {
		const folder = mkdtempSync(join(tmpdir(), "greydesk-behind-"));
		const workerFile = join(bundled(), "history-worker.mjs");
		const history = await openHistory({ folder, workerFile, clock: greylist().clock, log: silentLog });
		try {
			return await run(history);
		} finally {
			await history.close();
			rmSync(folder, { recursive: true, force: true });
		}
	}

	test("an action by query is refused while the history is behind, and nothing is done", async () => {
		await greylist().attempt();
		const before = greylist().ledger.head().seq;
		await reading(async (history) => {
			for (const more of [{ expect: 0 }, { dryRun: true }]) {
				const answer = await ask(withHistory(history), routes.purge, { body: { q: "state:waiting", ...more } });
				expect(refusalOf(answer)).toMatchObject({ status: 503, detail: expect.stringMatching(/behind/) });
			}
		});
		expect(greylist().ledger.head().seq).toBe(before);
	}, 20_000);

	test("what a history that is behind answers says how far it had read", async () => {
		await greylist().attempt();
		const id = [...greylist().ledger.state.triplets.values()][0]?.id ?? "";
		const { epoch } = greylist().ledger.head();
		await reading(async (history) => {
			const api = withHistory(history);
			const day = { from: greylist().clock.now() - 86_400_000, step: 60 };
			const answers = await Promise.all([
				ask(api, routes.listTriplets).then(goodOf),
				ask(api, routes.statistics, { query: day }).then(goodOf),
				ask(api, routes.delays).then(goodOf),
				ask(api, routes.showTriplet, { params: { id } }).then(goodOf),
			]);
			expect(answers.map((answer) => answer.asOf)).toEqual(answers.map(() => `${epoch}:0`));
		});
	}, 20_000);

	test("mail that passes between the look and the deed is not acted on", async () => {
		await greylist().attempt();
		await greylist().attempt({ sender: "second@example.com" });
		greylist().clock.pass(61);
		const { history } = greylist();
		if (history === null) throw new Error("no history");
		// The same history; only something happens while its answer is on the way.
		const slow: History = {
			...history,
			async select(request, atLeast) {
				const told = await history.select(request, atLeast);
				expect(told.value).toMatchObject({ ok: true, value: { length: 2 } });
				expect((await greylist().attempt()).action).toBe("pass");
				return told;
			},
		};
		const body = { q: "state:waiting", expect: 2 };
		expect(refusalOf(await ask(withHistory(slow), routes.purge, { body }))).toMatchObject({ status: 409 });
		const states = [...greylist().ledger.state.triplets.values()].map((row) => row.state);
		expect(states.sort()).toEqual(["passed", "waiting"]);
	});
}
