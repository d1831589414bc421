/** Filters with a name, and the signs that stand for people while addresses are masked. */
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../renderer/state/address.ts";
import {
	builtInFilters,
	filtered,
	filterHash,
	movedFilter,
	putBack,
	viewOf,
	withFilter,
} from "../../../renderer/state/filters.ts";
import {
	changedPreferences,
	defaultPreferences,
	type PreferencesChange,
	type SavedFilter,
} from "../../../shared/protocol/preferences.ts";
import { parse } from "../../../shared/protocol/query.ts";

const saved = [
	{ id: "1", name: "mine", hash: "#/triplets?q=state%3Awaiting" },
	{ id: "2", name: "undone", hash: "#/activity?kind=undone" },
	{ id: "3", name: "late", hash: "#/triplets?q=delay%3A%3E1h" },
];

test.each(Object.entries(builtInFilters))(
	"those of %s lead to that view, and their queries can be read",
	(view, filters) => {
		for (const filter of filters) {
			const address = parseAddress(filter.hash);
			expect(address.view).toBe(view);
			expect(parse(address.q).ok).toBe(true);
			expect(filterHash(address)).toBe(filter.hash);
		}
	},
);

test("a filter is saved without the host, and opened at the host on screen", () => {
	const here = parseAddress("#/triplets?host=mx1&q=state%3Awaiting&sort=firstSeenAt&open=abc");
	const hash = filterHash(here);
	expect(hash).toBe("#/triplets?q=state%3Awaiting&sort=firstSeenAt");
	const elsewhere = parseAddress("#/watch?host=mx2");
	expect(filtered(elsewhere, { name: "n", hash: hash ?? "" })).toMatchObject({
		view: "triplets",
		host: "mx2",
		q: "state:waiting",
	});
});

test("where nothing is filtered there is nothing to save", () => {
	expect(filterHash(parseAddress("#/triplets?host=mx1"))).toBeNull();
	expect(filterHash(parseAddress("#/watch?range=5m"))).toBeNull();
});

describe("the list of the saved ones", () => {
	/** As the desk keeps it after a change. */
	const kept = (change: PreferencesChange, before: readonly SavedFilter[] = saved) =>
		changedPreferences({ ...defaultPreferences, savedFilters: [...before] }, change).savedFilters;
	const ids = (filters: readonly SavedFilter[]) => filters.map((one) => one.id);

	test("a name that the view has already is given the new filter; another view may have the same name", () => {
		const again = withFilter(saved, { name: " mine ", hash: "#/triplets?q=age%3A%3E1h" }, "4");
		if (!again.ok) throw new Error(again.problem);
		expect(kept(again.value)).toMatchObject([{ id: "1", hash: "#/triplets?q=age%3A%3E1h" }, { id: "2" }, { id: "3" }]);
		const more = withFilter(saved, { name: "mine", hash: "#/activity?kind=purged" }, "4");
		if (!more.ok) throw new Error(more.problem);
		expect(ids(kept(more.value))).toEqual(["1", "2", "3", "4"]);
	});

	test("a name of nothing, and one too many, are refused in words", () => {
		expect(withFilter(saved, { name: "  ", hash: "#/triplets?q=a" }, "4")).toMatchObject({ ok: false });
		const full = Array.from({ length: 40 }, (_, n) => ({ id: `${n}`, name: `${n}`, hash: "#/triplets?q=a" }));
		expect(withFilter(full, { name: "more", hash: "#/triplets?q=a" }, "x")).toMatchObject({ ok: false });
	});

	test("one moves past those of its own view only", () => {
		expect(ids(kept(movedFilter(saved, "3", -1)))).toEqual(["3", "2", "1"]);
		expect(ids(kept(movedFilter(saved, "1", 1)))).toEqual(["3", "2", "1"]);
		expect(ids(kept(movedFilter(saved, "1", -1)))).toEqual(["1", "2", "3"]);
		expect(ids(kept(movedFilter(saved, "2", 1)))).toEqual(["1", "2", "3"]);
	});

	test("a deleted one comes back to its place, and only once", () => {
		const [first, ...rest] = saved;
		if (first === undefined) throw new Error("none");
		expect(ids(kept(putBack(rest, first, 0), rest))).toEqual(["1", "2", "3"]);
		expect(putBack(saved, first, 0)).toEqual({});
		expect(viewOf(first)).toBe("triplets");
	});

	test("what another window saved meanwhile is not lost by what this one does", () => {
		const theirs = [...saved, { id: "9", name: "of the other window", hash: "#/triplets?q=b" }];
		const more = withFilter(saved, { name: "new", hash: "#/triplets?q=c" }, "4");
		if (!more.ok) throw new Error(more.problem);
		expect(ids(kept(more.value, theirs))).toEqual(["1", "2", "3", "9", "4"]);
		expect(ids(kept(movedFilter(saved, "3", -1), theirs))).toEqual(["3", "2", "1", "9"]);
		expect(ids(kept({ filters: { remove: ["2"] } }, theirs))).toEqual(["1", "3", "9"]);
	});
});
