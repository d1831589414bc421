/** The pack of large senders: what it grants, switched on, changed, and nothing of anybody's own touched by it. */
import { describe, expect, test } from "vitest";
import { isPackOwner, packOnHost, planPack } from "../../../shared/policy/provider-pack.ts";
import { type Pack, pack } from "../../../shared/policy/providers/pack.ts";
import { since } from "../../../shared/policy/providers/provider.ts";
import { patternOf } from "../../../shared/policy/whitelist-pattern.ts";
import { breadth } from "../../../shared/policy/whitelist-warnings.ts";
import { attemptFrom, createStage, START, type Stage } from "./script.ts";

const who = { name: "ann", verified: false, role: "operator" } as const;
let ids = 0;

function switchPack(stage: Stage, of: Pack, on: boolean): number {
	ids += 1;
	const newId = () => {
		ids += 1;
		return `e${ids}`;
	};
	const order = { pack: of, on, actionId: `a${ids}`, who, why: "", newId };
	const plan = planPack(stage.state, order, START);
	if (!plan.ok) throw new Error(plan.problem);
	for (const draft of plan.value.drafts) stage.record(draft);
	return plan.value.count;
}
const patterns = (stage: Stage) => stage.state.policy.whitelists.map(({ pattern }) => pattern).toSorted();
const one = {
	id: "one",
	name: "One",
	spf: [],
	source: { url: "https://x.example/", seen: "m.one.example", asOf: "2026-01-01" },
};
const first: Pack = {
	date: "2026-11-24",
	providers: [{ ...one, names: since("2026-11-24", "*.one.example", "*.old.example") }],
};
const second: Pack = {
	date: "2027-03-01",
	providers: [{ ...one, names: [...since("2026-11-24", "*.one.example"), ...since("2027-03-01", "*.new.example")] }],
};

describe("the pack of this build", () => {
	const names = pack.providers.flatMap((provider) => provider.names.map((name) => ({ ...name, provider })));

	test("every name is one that a whitelist takes as it stands, is narrow, and stands once", () => {
		for (const { pattern } of names) {
			expect(patternOf("name", pattern)).toEqual({ ok: true, value: { kind: "name", pattern } });
			expect([pattern, breadth({ kind: "name", pattern })]).toEqual([pattern, []]);
		}
		expect(new Set(names.map(({ pattern }) => pattern)).size).toBe(names.length);
		expect(new Set(pack.providers.map(({ id }) => id)).size).toBe(pack.providers.length);
		expect(pack.providers.length).toBeGreaterThanOrEqual(25);
	});

	test("every sender has a source with a day, and the host that was seen is one of its names", () => {
		for (const { name, names: own, source } of pack.providers) {
			const covers = own.some(({ pattern }) =>
				pattern.startsWith("*.") ? `.${source.seen}`.endsWith(pattern.slice(1)) : source.seen === pattern,
			);
			expect([name, source.seen, covers]).toEqual([name, source.seen, true]);
			expect(source.url).toMatch(/^https:\/\/[a-z.]+\//);
			expect(source.asOf <= pack.date && /^\d{4}-\d\d-\d\d$/.test(source.asOf)).toBe(true);
		}
		for (const { since: day } of names) expect(day <= pack.date).toBe(true);
	});

	test("no name is that of machines which anybody can rent", () => {
		const rented = [
			"amazonaws.com",
			"googleusercontent.com",
			"ovh.net",
			"cloudapp.net",
			"t-ipconnect.de",
			"ip-1-2-3-4.eu",
		];
		for (const { pattern } of names)
			for (const domain of rented) expect(`.vps-1.${domain}`.endsWith(pattern.replace(/^\*/, ""))).toBe(false);
	});
});

test("once on, a verified name of a large sender passes at its first attempt, whoever writes; a mere claim does not", () => {
	const stage = createStage();
	const from = (name: string) => {
		ids += 1;
		const { attempt } = attemptFrom(["192.0.2.9", name, `s${ids}@anywhere.example`, "bob@dest.test"], `mail-${ids}`);
		return stage.ask(attempt, START + 1000).verdict.action;
	};
	expect(from("mail-wm1-f47.google.com")).toBe("defer");
	expect(switchPack(stage, pack, true)).toBeGreaterThan(25);
	expect(from("mail-wm1-f47.google.com")).toBe("pass");
	expect(from("mail-wm1-f47.google.com.evil.example")).toBe("defer");
	expect(from("-")).toBe("defer");
});

test("a newer pack changes nothing by itself: it is a difference, and taken it adds and removes just that", () => {
	const stage = createStage();
	switchPack(stage, first, true);
	expect(switchPack(stage, first, true)).toBe(0);
	const told = packOnHost(stage.state.policy, second, START);
	expect([told.enabled, told.kept]).toEqual(["2026-11-24", 1]);
	expect(told.added).toEqual([{ provider: "One", pattern: "*.new.example" }]);
	expect(told.removed.map(({ pattern }) => pattern)).toEqual(["*.old.example"]);
	expect(patterns(stage)).toEqual(["*.old.example", "*.one.example"]);
	expect(switchPack(stage, second, true)).toBe(2);
	expect(patterns(stage)).toEqual(["*.new.example", "*.one.example"]);
	expect(packOnHost(stage.state.policy, second, START)).toMatchObject({
		enabled: "2027-03-01",
		added: [],
		removed: [],
	});
});

test("what somebody took out stays out, through a newer pack too; what is somebody's own is theirs", () => {
	const stage = createStage();
	switchPack(stage, first, true);
	const [gone] = stage.state.policy.whitelists.filter(({ pattern }) => pattern === "*.one.example");
	if (gone === undefined) throw new Error("not there");
	const own = { ...gone, id: "own", pattern: "*.new.example", owner: "ann" };
	const { revision } = stage.state.policy;
	const change = { kind: "whitelist-changed", at: START, actionId: "x", who, why: "", revision: revision + 1 } as const;
	stage.record({ ...change, added: [own], removed: [gone] });
	const told = packOnHost(stage.state.policy, second, START);
	expect(told.left).toEqual([{ provider: "One", pattern: "*.one.example" }]);
	expect(told.added).toEqual([]);
	switchPack(stage, second, true);
	expect(patterns(stage)).toEqual(["*.new.example"]);
	expect(switchPack(stage, second, false)).toBe(0);
	expect(patterns(stage)).toEqual(["*.new.example"]);
});

test("only the pack's own owner is told apart", () => {
	expect(["pack 2026-11-24", "pack", "pack 2026-11-24 x", "ann"].map(isPackOwner)).toEqual([true, false, false, false]);
});
