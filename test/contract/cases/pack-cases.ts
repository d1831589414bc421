/** The pack of large senders over the API: looked at, switched on in one action, taken back, switched off, never by a person's name. */
import { expect, test } from "vitest";
import { routes } from "../../../shared/protocol/routes.ts";
import type { Greylist } from "../../fixtures/greylist.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

export function packCases({ ask }: Caller, greylist: () => Greylist): void {
	const told = async () => goodOf(await ask(greylist().api("viewer"), routes.getPack));
	const set = (body: { enabled: boolean; date?: string; reason?: string }) =>
		ask(greylist().api(), routes.setPack, { body });
	const google = { client: "192.0.2.7", clientName: "mail-wm1-f47.google.com", recipient: "bob@example.org" };

	test("it is off until it is switched on, in one action that one undo takes back", async () => {
		const before = await told();
		expect(before).toMatchObject({ enabled: null, removed: [], left: [], kept: 0 });
		expect((await greylist().attempt({ ...google, sender: "one@example.com" })).action).toBe("defer");
		const done = goodOf(await set({ enabled: true, date: before.date, reason: "asked for" }));
		if (!("actionId" in done)) throw new Error("nothing changed");
		expect(done.count).toBe(before.added.length);
		expect(await told()).toMatchObject({ enabled: before.date, added: [], kept: done.count });
		expect(goodOf(await ask(greylist().api(), routes.status)).pack).toEqual({
			...{ date: before.date, enabled: before.date, added: 0, removed: 0 },
		});
		expect((await greylist().attempt({ ...google, sender: "two@example.com" })).action).toBe("pass");
		expect(goodOf(await set({ enabled: true }))).toEqual({ changed: false });
		const { rows } = goodOf(await ask(greylist().api(), routes.listActions, { query: { limit: 1 } }));
		expect(rows).toMatchObject([
			{ words: `Changed the large senders: ${done.count} added, 0 removed`, why: "asked for" },
		]);
		goodOf(await ask(greylist().api(), routes.undo, { params: { id: done.actionId }, body: {} }));
		expect(await told()).toMatchObject({ enabled: null, kept: 0 });
	});

	test("a name that is taken out stays out; switched off, all of them go", async () => {
		goodOf(await set({ enabled: true }));
		const { rows } = goodOf(await ask(greylist().api(), routes.listWhitelists, { query: { q: "*.mail.yandex.net" } }));
		goodOf(await ask(greylist().api(), routes.removeWhitelist, { params: { id: rows[0]?.id ?? "" }, query: {} }));
		expect(await told()).toMatchObject({ added: [], left: [{ provider: "Yandex", pattern: "*.mail.yandex.net" }] });
		expect(goodOf(await set({ enabled: true }))).toEqual({ changed: false });
		goodOf(await set({ enabled: false }));
		expect((await told()).enabled).toBeNull();
		expect(goodOf(await set({ enabled: false }))).toEqual({ changed: false });
	});

	test("another pack than the one that was looked at, a viewer, and a person of that name are refused", async () => {
		expect(refusalOf(await set({ enabled: true, date: "2001-01-01" }))).toMatchObject({
			status: 409,
			detail: expect.stringMatching(/look at it again/),
		});
		const viewer = greylist().api("viewer");
		expect(refusalOf(await ask(viewer, routes.setPack, { body: { enabled: true } })).status).toBe(403);
		const body = { kind: "name", pattern: "*.example.net", owner: "pack 2026-11-24" } as const;
		expect(refusalOf(await ask(greylist().api(), routes.addWhitelist, { body })).status).toBe(400);
		const files = [{ name: "a.cidr", text: "192.0.2.0/24" }];
		const list = { files, owner: "pack 2026-11-24" };
		expect(refusalOf(await ask(greylist().api(), routes.importWhitelists, { body: list })).status).toBe(400);
	});
}
