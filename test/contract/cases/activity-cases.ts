/** The audit trail a page at a time, by kind and by name; what the settings are made of, and a change only looked at. */
import { expect, test } from "vitest";
import { settingFields } from "../../../shared/policy/setting-fields.ts";
import { routes } from "../../../shared/protocol/routes.ts";
import type { Greylist } from "../../fixtures/greylist.ts";
import { type Caller, goodOf, refusalOf } from "../caller.ts";

export function activityCases(caller: Caller, greylist: () => Greylist): void {
	const { ask } = caller;
	const actions = async (query: Readonly<Record<string, string | number>> = {}) =>
		goodOf(await ask(greylist().api("viewer"), routes.listActions, { query } as object));
	const policy = async () => goodOf(await ask(greylist().api("viewer"), routes.getPolicy));
	const approve = async (sender: string, who: string) => {
		const body = { mail: { sender, recipient: "bob@example.org" } };
		const reply = goodOf(await ask(greylist().api(), routes.approve, { body, headers: { "greydesk-who": who } }));
		if (!("actionId" in reply)) throw new Error("not acted");
		return reply.actionId;
	};
	const undo = (id: string) => ask(greylist().api(), routes.undo, { params: { id }, body: {} });

	test("an audit trail with nothing in it has no next page", async () => {
		const none = await actions({ who: "nobody at all" });
		expect(none).toMatchObject({ rows: [], next: null });
	});

	test("pages of the audit trail follow one another, the newest first, without a hole or a double", async () => {
		const done: string[] = [];
		for (let mail = 0; mail < 7; mail += 1) done.unshift(await approve(`s${mail}@example.com`, "ann"));
		const seen: string[] = [];
		let before = {};
		for (;;) {
			const page = await actions({ kind: "approved", limit: 3, ...before });
			seen.push(...page.rows.map((row) => row.id));
			// What comes meanwhile moves nothing.
			await approve(`late${seen.length}@example.com`, "ann");
			if (page.next === null || page.next === undefined) break;
			before = { before: page.next };
		}
		expect(seen).toEqual(done);
	});

	test("the audit trail is told from its beginning too, page by page", async () => {
		const done: string[] = [];
		for (let mail = 0; mail < 5; mail += 1) done.push(await approve(`s${mail}@example.com`, "ann"));
		const first = await actions({ kind: "approved", sort: "at", limit: 3 });
		const rest = await actions({ kind: "approved", sort: "at", limit: 3, after: first.next ?? 0 });
		expect([...first.rows, ...rest.rows].map((row) => row.id)).toEqual(done);
		expect(rest.next).toBeNull();
	});

	test("the audit trail is searched by kind and by part of a name", async () => {
		await approve("a@example.com", "Ann@desk");
		const id = await approve("b@example.com", "ben");
		goodOf(await undo(id));
		expect((await actions({ who: "ANN" })).rows.map((row) => row.who.name)).toEqual(["Ann@desk"]);
		expect((await actions({ kind: "undone" })).rows).toMatchObject([{ kind: "undone", undoable: { can: false } }]);
		expect((await actions({ kind: "approved", who: "ben" })).rows).toMatchObject([{ id, undoable: { can: false } }]);
	});

	test.each([
		["an unknown kind", { kind: "colour" }],
		["a page before the first", { before: 0 }],
		["a page without rows", { limit: 0 }],
		["a name without end", { who: "x".repeat(65) }],
	])("the audit trail with %s is refused", async (_, query) => {
		expect(refusalOf(await ask(greylist().api(), routes.listActions, { query } as object)).status).toBe(400);
	});

	test("what can no longer be undone says so before it is tried, in the words of the refusal", async () => {
		const { settings } = await policy();
		const put = async (delay: number) => {
			const body = { settings: { ...settings, delay } };
			const reply = goodOf(await ask(greylist().api(), routes.putPolicy, { body }));
			if (!("actionId" in reply)) throw new Error("not acted");
			return reply.actionId;
		};
		const first = await put(100);
		const second = await put(200);
		const { rows } = await actions({ kind: "settings-changed" });
		expect(rows.find((row) => row.id === second)?.undoable).toEqual({ can: true, why: null });
		const told = rows.find((row) => row.id === first)?.undoable;
		expect(told).toMatchObject({ can: false, why: expect.stringMatching(/changed again since/) });
		expect(refusalOf(await undo(first))).toMatchObject({ status: 409, detail: told?.why });
		goodOf(await undo(second));
		const after = await actions({ kind: "settings-changed" });
		expect(after.rows.find((row) => row.id === first)?.undoable).toEqual({ can: true, why: null });
	});

	test("the settings tell their unit, default, bounds and meaning, as a schema and as fields", async () => {
		const said = goodOf(await ask(greylist().api("viewer"), routes.getSettingsSchema));
		expect(said.fields.map((field) => field.key)).toEqual(settingFields.map((field) => field.key));
		const byKey = new Map(said.fields.map((field) => [field.key, field]));
		expect(byKey.get("delay")).toMatchObject({ kind: "seconds", unit: "seconds", initial: 60, least: 0, most: 86_400 });
		expect(byKey.get("ipv4Prefix")).toMatchObject({ kind: "number", unit: "bits", initial: 24, least: 8, most: 32 });
		expect(byKey.get("mode")).toMatchObject({ kind: "choice", choices: ["enforce", "shadow"], unit: null });
		expect(byKey.get("exemptRecipients")).toMatchObject({ kind: "list", initial: ["postmaster@", "abuse@"] });
		for (const field of said.fields) {
			expect(field.words.length, field.key).toBeGreaterThan(10);
			if (field.kind === "seconds" || field.kind === "number") {
				expect([field.unit, field.least, field.most], field.key).not.toContain(null);
			}
		}
		const properties = said.schema.properties as Record<string, object>;
		expect(properties.delay).toMatchObject({ type: "integer", default: 60, maximum: 86_400, unit: "seconds" });
		expect(Object.keys(properties)).toEqual(Object.keys((await policy()).settings));
	});

	test("a change of settings that is only looked at tells what would change, warns, and changes nothing", async () => {
		const { settings, revision } = await policy();
		const before = greylist().ledger.head().seq;
		const dryRun = async (changes: object) =>
			goodOf(
				await ask(greylist().api(), routes.putPolicy, {
					body: { settings: { ...settings, ...changes }, revision, dryRun: true },
				}),
			);
		const autoWhitelist = { ...settings.autoWhitelist, enabled: false };
		const looked = await dryRun({ delay: 7200, exemptRecipients: ["postmaster@", "noc@"], autoWhitelist });
		expect(looked).toMatchObject({ dryRun: true, revision });
		expect(looked.warnings.join(" ")).toMatch(/delay over an hour/);
		expect("changes" in looked ? looked.changes : []).toEqual([
			{
				key: "delay",
				before: 60,
				after: 7200,
				words: "delay: 1 min becomes 2 h. Mail that waits already keeps the time it was given",
			},
			{
				key: "exemptRecipients",
				before: ["postmaster@", "abuse@"],
				after: ["postmaster@", "noc@"],
				words: "exemptRecipients: noc@ added; abuse@ removed",
			},
			{
				key: "autoWhitelist.enabled",
				before: true,
				after: false,
				words: "autoWhitelist.enabled: on becomes off. It counts at once, for what was earned before, too",
			},
		]);
		expect(await dryRun({})).toMatchObject({ changes: [], warnings: [] });
		expect(greylist().ledger.head().seq).toBe(before);
		expect((await policy()).revision).toBe(revision);
	});

	test("looking at a change is refused as the change would be: out of bounds, stale, or not allowed", async () => {
		const { settings, revision } = await policy();
		const look = (body: object, role: "operator" | "viewer" = "operator") =>
			ask(greylist().api(role), routes.putPolicy, { body: { settings, dryRun: true, ...body } });
		expect(refusalOf(await look({ settings: { ...settings, delay: -1 } })).status).toBe(400);
		expect(refusalOf(await look({ revision: revision + 1 })).status).toBe(409);
		expect(refusalOf(await look({}, "viewer")).status).toBe(403);
	});
}
