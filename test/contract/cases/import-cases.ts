/** Triplets of another greylister: taken over, gone on with, told, taken back. */
import { expect, test } from "vitest";
import type { z } from "zod";
import { routes } from "../../../shared/protocol/routes.ts";
import type { Greylist } from "../../fixtures/greylist.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

export function importCases({ ask }: Caller, greylist: () => Greylist): void {
	test("triplets of another greylister are taken over in several calls of one action, and taken back by one undo", async () => {
		const api = greylist().api();
		const now = greylist().clock.now();
		const row = { client: "192.0.2.0/24", recipient: "bob@example.org", passed: true };
		const triplets = ["one", "two"].map((name) => ({
			...row,
			sender: `${name}@example.com`,
			firstSeenAt: now - 7_200_000,
			lastSeenAt: now - 3_600_000,
		}));
		const take = async (body: z.input<typeof routes.importTriplets.body>) =>
			await ask(api, routes.importTriplets, { body });
		const dry = goodOf(await take({ from: "postgrey", triplets, dryRun: true }));
		expect(dry).toMatchObject({ dryRun: true, acted: null, passed: 2 });
		const first = goodOf(await take({ from: "postgrey", triplets: triplets.slice(0, 1) }));
		const action = first.acted?.actionId ?? "";
		const trust = [{ client: "198.51.100.9", passes: 7, lastPassAt: now, trusted: true }];
		const rest = goodOf(await take({ from: "postgrey", triplets, autoWhitelists: trust, action }));
		expect(rest).toMatchObject({ acted: { actionId: action, count: 2 }, passed: 1, autoWhitelists: 1, known: 1 });
		const mail = { client: "192.0.2.7", sender: "two@example.com", recipient: "bob@example.org" };
		expect((await greylist().attempt(mail)).action).toBe("pass");
		const { rows } = goodOf(await ask(api, routes.listActions, { query: { kind: "imported" } }));
		expect(rows).toMatchObject([{ id: action, words: "Took over 2 triplets and 1 auto-whitelist of postgrey" }]);
		expect(refusalOf(await take({ from: "sqlgrey", triplets, action })).status).toBe(409);
		expect(goodOf(await take({ from: "postgrey", triplets })).acted).toBeNull();
		goodOf(await ask(api, routes.undo, { params: { id: action }, body: {} }));
		expect((await greylist().attempt({ ...mail, sender: "one@example.com" })).action).toBe("defer");
		expect(refusalOf(await take({ from: "postgrey", triplets, action })).status).toBe(409);
	});
}
