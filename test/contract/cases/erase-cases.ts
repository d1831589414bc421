/** A person erased by way of the API: told file by file, refused over a rule in force, an operator's right alone. */
import { expect, test } from "vitest";
import { routes } from "../../../shared/protocol/routes.ts";
import type { Greylist } from "../../fixtures/greylist.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

export function eraseCases({ ask }: Caller, greylist: () => Greylist): void {
	test("a person is counted, erased, and then found nowhere; the action is told and cannot be undone", async () => {
		const api = greylist().api();
		await greylist().attempt({ sender: "alice@example.com", recipient: "anna@example.org" });
		const body = { address: "anna@example.org", reason: "she asked" };
		const dry = goodOf(await ask(api, routes.erase, { body: { ...body, dryRun: true } }));
		expect(dry).toMatchObject({ dryRun: true, running: false, actionId: null, rows: 1 });
		const done = goodOf(await ask(api, routes.erase, { body }));
		expect(done.files.filter(({ before }) => before > 0).length).toBeGreaterThan(0);
		expect(done.files.filter(({ after }) => after !== 0)).toEqual([]);
		const { rows } = goodOf(await ask(api, routes.listActions, { query: { kind: "erased" } }));
		expect(rows).toMatchObject([{ id: done.actionId, why: "she asked", undoable: { can: false } }]);
		expect(rows[0]?.words).toMatch(/^Erased a person: 1 triplet, \d+ mentions$/);
		expect(goodOf(await ask(api, routes.erase, { body }))).toMatchObject({ actionId: null, rows: 0 });
	});

	test("a rule in force that names the person is told, and nothing is done", async () => {
		const api = greylist().api();
		const entry = { kind: "recipient", pattern: "anna@example.org", reason: "x" } as const;
		goodOf(await ask(api, routes.addWhitelist, { body: entry }));
		const done = goodOf(await ask(api, routes.erase, { body: { address: "anna@example.org" } }));
		expect(done).toMatchObject({
			actionId: null,
			files: [],
			inForce: [{ entry: expect.any(String), words: "recipient anna@example.org" }],
		});
	});

	test("what is no address is refused, and so is whoever is no operator", async () => {
		for (const address of ["anna", "nonsense", "@example.org", "anna@"]) {
			const refused = refusalOf(await ask(greylist().api(), routes.erase, { body: { address } }));
			expect([address, refused.status]).toEqual([address, 400]);
			expect(refused.detail).toMatch(/Give one whole address, such as anna@example\.org/);
		}
		const helpdesk = greylist().api("helpdesk");
		expect(refusalOf(await ask(helpdesk, routes.erase, { body: { address: "anna@example.org" } })).status).toBe(403);
	});
}
