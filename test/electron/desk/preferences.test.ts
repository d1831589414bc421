/** What a person likes of the page outlives the desk, a bad file, and two windows that change it at once. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openPreferences } from "../../../electron/desk/preferences.ts";
import { silentLog } from "../../../shared/base/log.ts";
import { defaultPreferences } from "../../../shared/protocol/preferences.ts";
import { type OpenedDesk, openTestDesk } from "../../fixtures/desk.ts";
import { readEvents } from "../../fixtures/event-reader.ts";

describe("the file of the preferences", () => {
	let folder = "";
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "greydesk-preferences-"));
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));

	test("a desk that is started anew still knows them", async () => {
		const first = await openPreferences(folder, silentLog);
		await first.change({ zone: "Europe/Vienna", density: "compact" });
		const second = await openPreferences(folder, silentLog);
		expect(second.get().preferences).toEqual({ ...defaultPreferences, zone: "Europe/Vienna", density: "compact" });
		expect(await readdir(folder)).toEqual(["preferences.json"]);
	});

	test("widths of one list stay when another list changes", async () => {
		const kept = await openPreferences(folder, silentLog);
		await kept.change({ lists: { triplets: { widths: { sender: 200 } } } });
		const after = await kept.change({ lists: { activity: { columns: ["who", "when"] } } });
		expect(after).toMatchObject({
			ok: true,
			value: {
				preferences: { lists: { triplets: { widths: { sender: 200 } }, activity: { columns: ["who", "when"] } } },
			},
		});
	});

	test("two windows that change different things at once lose nothing", async () => {
		const kept = await openPreferences(folder, silentLog);
		await Promise.all([
			kept.change({ masking: true }),
			kept.change({ zone: "utc" }),
			kept.change({ density: "roomy" }),
		]);
		const onDisk = JSON.parse(await readFile(join(folder, "preferences.json"), "utf8"));
		expect(onDisk).toMatchObject({ masking: true, zone: "utc", density: "roomy" });
	});

	test("filters that two windows save, move and delete at once are all there, but the deleted one", async () => {
		const kept = await openPreferences(folder, silentLog);
		const filter = (id: string) => ({ id, name: id, hash: "#/triplets?q=state%3Awaiting" });
		await kept.change({ filters: { put: [filter("a"), filter("b"), filter("c")] } });
		await Promise.all([
			kept.change({ filters: { put: [filter("one window's")] } }),
			kept.change({ filters: { put: [filter("the other's")] } }),
			kept.change({ filters: { order: ["c", "b"] } }),
			kept.change({ filters: { remove: ["a"] } }),
		]);
		const ids = kept.get().preferences.savedFilters.map(({ id }) => id);
		expect(ids).toEqual(["c", "b", "one window's", "the other's"]);
	});

	test("one filter too many is refused, and nothing has changed", async () => {
		const kept = await openPreferences(folder, silentLog);
		const many = (from: number) =>
			Array.from({ length: 30 }, (_, n) => ({ id: `${from + n}`, name: "n", hash: "#/triplets?q=a" }));
		await kept.change({ filters: { put: many(0) } });
		expect(await kept.change({ filters: { put: many(30) } })).toMatchObject({
			ok: false,
			problem: expect.stringContaining("40 filters are kept at most"),
		});
		expect(kept.get().preferences.savedFilters).toHaveLength(30);
	});

	test.each([
		["torn", '{"zone":"ut'],
		["not of this kind", '{"zone":17}'],
		["of more than a megabyte", `{"zone":"utc"}${" ".repeat(1_100_000)}`],
	])("a file that is %s is set aside, and that is said until something is changed", async (_, text) => {
		await writeFile(join(folder, "preferences.json"), text);
		const kept = await openPreferences(folder, silentLog);
		expect(kept.get().preferences).toEqual(defaultPreferences);
		expect(kept.get().problem).toContain("preferences.json.unreadable");
		expect(await readFile(join(folder, "preferences.json.unreadable"), "utf8")).toBe(text);
		await kept.change({ zone: "utc" });
		expect(kept.get().problem).toBeNull();
	});

	test("what cannot be written is refused with a reason, and nothing has changed", async () => {
		const blocked = join(folder, "file");
		await writeFile(blocked, "");
		const kept = await openPreferences(join(blocked, "config"), silentLog);
		const answer = await kept.change({ zone: "utc" });
		expect(answer).toMatchObject({ ok: false, problem: expect.stringContaining("could not be written") });
		expect(kept.get().preferences.zone).toBe("local");
	});
});

describe("the preferences of a desk", () => {
	let desk: OpenedDesk;
	beforeEach(async () => {
		desk = await openTestDesk();
	});
	afterEach(() => desk.close());

	test("every window that is open is told of a change, and a new one before anything else", async () => {
		const opened = await desk.desk.fetch(new Request("http://desk/desk/events"));
		const window = readEvents(opened.body ?? new ReadableStream());
		await window.until((frames) => frames.some((frame) => frame.data.preferences?.masking === false));
		const changed = await desk.page("PUT", "/desk/preferences", { masking: true });
		expect(changed.status).toBe(200);
		await window.until((frames) => frames.some((frame) => frame.data.preferences?.masking === true));
		const later = await desk.desk.fetch(new Request("http://desk/desk/events"));
		const second = readEvents(later.body ?? new ReadableStream());
		await second.until((frames) => frames.length > 0);
		expect(second.frames[0]).toMatchObject({ name: "preferences", data: { preferences: { masking: true } } });
	});

	test.each([
		["a zone that is a path", { zone: "../../etc" }],
		["a density that no page has", { density: "airy" }],
		[
			"one filter too many",
			{ filters: { put: Array.from({ length: 41 }, (_, n) => ({ id: `${n}`, name: "n", hash: "#/triplets" })) } },
		],
	])("%s is refused", async (_, change) => {
		expect((await desk.page("PUT", "/desk/preferences", change)).status).toBe(400);
		const answer = await desk.page("GET", "/desk/preferences");
		expect(JSON.parse(answer.text).preferences).toEqual(defaultPreferences);
	});
});
