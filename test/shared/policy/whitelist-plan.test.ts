/** New whitelist entries: warnings about what was probably not meant, bounds, hits, and the way back. */
import { describe, expect, test } from "vitest";
import { parseAddress } from "../../../shared/base/networks.ts";
import { bad, type Outcome } from "../../../shared/base/outcome.ts";
import type { Plan } from "../../../shared/policy/operator.ts";
import { settingsSchema } from "../../../shared/policy/settings.ts";
import { planUndo } from "../../../shared/policy/undo.ts";
import { covers, coversAddress } from "../../../shared/policy/whitelist-cover.ts";
import { type EntryKind, MOST_ENTRIES, type WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import { planListing, planUnlisting, type WantedEntry } from "../../../shared/policy/whitelist-plan.ts";
import { entryWarnings } from "../../../shared/policy/whitelist-warnings.ts";
import { attemptFrom, createStage, type SettingsInput, START, type Stage } from "./script.ts";

const who = { name: "test", verified: false, role: "operator" } as const;

function entry(kind: EntryKind, pattern: string, expiresAt: number | null = null): WhitelistEntry {
	return { id: `${kind} ${pattern}`, kind, pattern, reason: "", owner: "test", addedAt: START, expiresAt };
}

describe("covers", () => {
	const table: readonly (readonly [EntryKind, string, EntryKind, string, boolean])[] = [
		["network", "192.0.2.0/24", "client", "192.0.2.9", true],
		["network", "192.0.2.0/24", "network", "192.0.2.128/25", true],
		["network", "192.0.2.128/25", "network", "192.0.2.0/24", false],
		["network", "192.0.2.0/24", "network", "198.51.100.0/25", false],
		["network", "2001:db8::/32", "client", "2001:db8:9::1", true],
		["network", "2001:db8::/32", "client", "192.0.2.1", false],
		["name", "*.example.net", "name", "mx.example.net", true],
		["name", "*.example.net", "name", "*.pool.example.net", true],
		["name", "*.example.net", "name", "example.net", false],
		["name", "*.example.net", "name", "mx.badexample.net", false],
		["name", "example.net", "name", "mx.example.net", false],
		["recipient", "example.net", "recipient", "bob@example.net", true],
		["recipient", "*.example.net", "recipient", "bob@a.example.net", true],
		["recipient", "*.example.net", "recipient", "bob@example.net", false],
		["recipient", "bob@", "recipient", "bob@example.net", true],
		["recipient", "bob@", "recipient", "rob@example.net", false],
		["recipient", "bob@example.net", "recipient", "bob@", false],
		["recipient", "example.net", "sender", "bob@example.net", false],
	];
	for (const [kind, outer, innerKind, inner, expected] of table)
		test(`${kind} ${outer} over ${innerKind} ${inner}: ${expected}`, () =>
			expect(covers({ kind, pattern: outer }, { kind: innerKind, pattern: inner })).toBe(expected));

	test("an address", () => {
		const address = parseAddress("192.0.2.9");
		if (address === null) throw new Error("no address");
		const over = ["192.0.2.0/24", "192.0.2.9", "192.0.2.8", "example.net", "::/1"].map((pattern) =>
			coversAddress(pattern, address),
		);
		expect(over).toEqual([true, true, false, false, false]);
	});
});

describe("warns", () => {
	const settings: SettingsInput = { trustedNetworks: ["10.0.0.0/8", "nonsense"], exemptRecipients: ["abuse@"] };
	const whitelists = [
		entry("network", "192.0.2.0/24"),
		entry("client", "198.51.100.1"),
		entry("client", "198.51.100.2"),
		entry("client", "198.51.100.3"),
		entry("client", "198.51.100.4"),
		entry("network", "203.0.113.0/24", START + 90_000_000),
		entry("network", "203.0.112.0/24", START - 1),
	];
	const table: readonly (readonly [EntryKind, string, readonly RegExp[]])[] = [
		["client", "192.0.3.1", []],
		["client", "192.0.2.1", [/^The network entry 192\.0\.2\.0\/24 covers it already$/]],
		["client", "203.0.113.1", [/covers it already, until 15 Mar/]],
		["client", "203.0.112.1", []],
		["client", "10.1.1.1", [/setting trustedNetworks \(10\.0\.0\.0\/8\) lets it through already/]],
		[
			"network",
			"198.51.100.0/24",
			[/covers what is listed already: 198\.51\.100\.1, 198\.51\.100\.2, 198\.51\.100\.3 and 1 more could go/],
		],
		["network", "172.16.0.0/12", [/very wide: 1048576 addresses/]],
		["network", "2000::/8", [/very wide/]],
		["name", "*.co.uk", [/very wide: everybody below co\.uk/]],
		["name", "*.example.net", []],
		["name", "example.net", [/\*\.example\.net covers the hosts below it/]],
		["name", "mx.example.net", []],
		["recipient", "bob@example.net", []],
		["recipient", "example.net", [/All mail to example\.net/]],
		["recipient", "abuse@example.net", [/exemptRecipients \(abuse@\)/]],
		["sender", "boss@example.org", [/Anybody can write a sender/]],
	];
	for (const [kind, pattern, words] of table)
		test(`${kind} ${pattern}: ${words.length === 0 ? "nothing" : words.join(" ")}`, () => {
			const policy = {
				revision: 1,
				settings: settingsSchema.parse(settings),
				whitelists,
				passAllUntilAt: null,
				earlierKeys: [],
			};
			const warnings = entryWarnings({ kind, pattern, typed: pattern }, policy, START);
			expect(warnings).toHaveLength(words.length);
			for (const [index, each] of words.entries()) expect(warnings[index]).toMatch(each);
		});
});

function wanted(pattern: string, more: Partial<WantedEntry> = {}): WantedEntry {
	return { kind: "client", pattern, reason: "", owner: "test", expiresAt: null, replace: false, ...more };
}

function list(stage: Stage, id: string, entryWanted: WantedEntry) {
	return done(
		stage,
		planListing(stage.state, { actionId: `list ${id}`, who, why: "", id, wanted: entryWanted }, START),
	);
}

function unlist(stage: Stage, ...ids: string[]) {
	return done(stage, planUnlisting(stage.state, { actionId: `unlist ${ids[0]}`, who, why: "", ids }, START));
}

function done<P extends Plan>(stage: Stage, plan: Outcome<P>): P {
	if (!plan.ok) throw new Error(plan.problem);
	for (const draft of plan.value.drafts) stage.record(draft);
	return plan.value;
}

function undo(stage: Stage, id: string, at = START) {
	const record = stage.state.actions.get(id);
	if (record === undefined) throw new Error(`no action ${id}`);
	return planUndo(stage.state, { actionId: `undo ${id}`, who, why: "", record }, at);
}

function mail(stage: Stage, client: string, seconds: number): string {
	const words = [client, "-", `s${seconds}@example.net`, "bob@dest.test"];
	const { draft } = stage.ask(attemptFrom(words, `mail ${client} ${seconds}`).attempt, START + seconds * 1000);
	return draft.reason;
}

describe("hits", () => {
	test("are counted for the entry that let the mail through, the narrowest", () => {
		const stage = createStage();
		list(stage, "wide", wanted("192.0.2.0/24", { kind: "network" }));
		list(stage, "narrow", wanted("192.0.2.1"));
		expect([mail(stage, "192.0.2.1", 1), mail(stage, "192.0.2.2", 2), mail(stage, "192.0.2.3", 3)]).toEqual(
			Array(3).fill("whitelisted"),
		);
		expect([...stage.state.whitelistUses.values()]).toEqual([
			{ id: "narrow", hits: 1, lastHitAt: START + 1000 },
			{ id: "wide", hits: 2, lastHitAt: START + 3000 },
		]);
	});

	test("go with the entry and come back with it, and those counted since an undo stay", () => {
		const stage = createStage();
		list(stage, "a", wanted("192.0.2.1"));
		mail(stage, "192.0.2.1", 1);
		unlist(stage, "a");
		expect(stage.state.whitelistUses.size).toBe(0);
		done(stage, undo(stage, "unlist a"));
		mail(stage, "192.0.2.1", 2);
		expect(stage.state.whitelistUses.get("a")).toEqual({ id: "a", hits: 2, lastHitAt: START + 2000 });
		// The undo is itself a change of the whitelists: taken back, and taken back again, nothing is lost.
		done(stage, undo(stage, "undo unlist a"));
		expect([stage.state.policy.whitelists, stage.state.whitelistUses.size]).toEqual([[], 0]);
		done(stage, undo(stage, "undo undo unlist a"));
		expect(stage.state.whitelistUses.get("a")?.hits).toBe(2);
	});
});

describe("a change", () => {
	test("that continues an entry is taken back with the hits of the old one", () => {
		const stage = createStage();
		list(stage, "old", wanted("192.0.2.1", { expiresAt: START + 3_600_000 }));
		mail(stage, "192.0.2.1", 1);
		const again = { actionId: "x", who, why: "", id: "x", wanted: wanted("192.0.2.1") };
		expect(planListing(stage.state, again, START)).toEqual(
			bad("The client entry 192.0.2.1 is there already by test, until 01:00 UTC: replace it, or leave it as it is"),
		);
		list(stage, "new", wanted("192.0.2.1", { replace: true }));
		expect(stage.state.policy.whitelists.map(({ id }) => id)).toEqual(["new"]);
		done(stage, undo(stage, "list new"));
		expect(stage.state.policy.whitelists.map(({ id }) => id)).toEqual(["old"]);
		expect(stage.state.whitelistUses.get("old")?.hits).toBe(1);
	});

	test("of many is one action; what is not there is said, the rest is done", () => {
		const stage = createStage();
		for (const last of [1, 2, 3]) list(stage, `e${last}`, wanted(`192.0.2.${last}`));
		expect(unlist(stage, "e1", "gone", "e3")).toMatchObject({ count: 2, failed: [{ id: "gone" }] });
		expect(stage.state.policy.whitelists.map(({ id }) => id)).toEqual(["e2"]);
		expect(planUnlisting(stage.state, { actionId: "z", who, why: "", ids: ["e1"] }, START)).toMatchObject({
			ok: false,
		});
	});

	test("beyond the bound is refused, but for a replacement", () => {
		const many = Array.from({ length: MOST_ENTRIES }, (_, index) =>
			entry("client", `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`),
		);
		const stage = createStage({}, many);
		const order = (pattern: string, replace: boolean) =>
			planListing(stage.state, { actionId: "x", who, why: "", id: "x", wanted: wanted(pattern, { replace }) }, START);
		expect(order("192.0.2.1", false)).toMatchObject({ ok: false, problem: expect.stringMatching(/no more/) });
		expect(order("10.0.0.7", true)).toMatchObject({ ok: true });
	});
});

describe("an auto-whitelist", () => {
	const settings: SettingsInput = { autoWhitelist: { passes: 1, apart: 0, distinct: 1, idle: 3600 } };
	function earned(): Stage {
		const stage = createStage(settings);
		const attempt = (instance: string) =>
			attemptFrom(["192.0.2.1", "-", "a@example.net", "bob@dest.test"], instance).attempt;
		stage.ask(attempt("first"), START);
		stage.ask(attempt("second"), START + 61_000);
		return stage;
	}

	test("counts what it let through", () => {
		const stage = earned();
		expect(stage.state.autoWhitelists.get("client:192.0.2.1")).toMatchObject({ uses: 0, passes: 1 });
		expect(mail(stage, "192.0.2.1", 100)).toBe("auto-whitelisted");
		expect(stage.state.autoWhitelists.get("client:192.0.2.1")).toMatchObject({ uses: 1, lastUsedAt: START + 100_000 });
	});

	test("is taken away and put back, unless it would have ended by now", () => {
		const stage = earned();
		const before = stage.state.autoWhitelists.get("client:192.0.2.1");
		expect(unlist(stage, "client:192.0.2.1").count).toBe(1);
		expect(mail(stage, "192.0.2.1", 100)).toBe("new");
		expect(undo(stage, "unlist client:192.0.2.1", START + 4_000_000)).toEqual(
			bad("Nobody used it for so long that it would have ended by now"),
		);
		done(stage, undo(stage, "unlist client:192.0.2.1", START + 200_000));
		expect(stage.state.autoWhitelists.get("client:192.0.2.1")).toEqual(before);
		expect(mail(stage, "192.0.2.1", 300)).toBe("auto-whitelisted");
	});

	test("that is only on its way cannot be taken away: it is no entry yet", () => {
		const stage = createStage();
		const attempt = (instance: string) =>
			attemptFrom(["192.0.2.1", "-", "a@example.net", "bob@dest.test"], instance).attempt;
		stage.ask(attempt("first"), START);
		stage.ask(attempt("second"), START + 61_000);
		expect(stage.state.autoWhitelists.size).toBe(1);
		const order = { actionId: "z", who, why: "", ids: ["client:192.0.2.1"] };
		expect(planUnlisting(stage.state, order, START)).toMatchObject({ ok: false });
	});
});
