/** The fold never throws, and what the state counts is what is in it, whatever decide and operators make of mail. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shareNetworks } from "../../../shared/base/networks.ts";
import { bad, type Outcome } from "../../../shared/base/outcome.ts";
import { type Attempt, type Facts, noFacts } from "../../../shared/policy/attempt.ts";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { fold, rowOfMail } from "../../../shared/policy/fold.ts";
import { type Plan, planApprove, planPurge } from "../../../shared/policy/operator.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import type { GreylistState } from "../../../shared/policy/state.ts";
import { planSweep } from "../../../shared/policy/sweep.ts";
import { planUndo } from "../../../shared/policy/undo.ts";
import { planListing, planUnlisting } from "../../../shared/policy/whitelist-plan.ts";
import { freshState } from "../../fixtures/fresh-state.ts";
import { attemptFrom, createStage, START, type Stage } from "./script.ts";

const who = { name: "test", verified: false, role: "operator" } as const;
const clients = ["192.0.2.1", "192.0.2.2", "198.51.100.7", "2001:db8::1", "2001:db8:0:1::1"];
const names = ["-", "mx.example.net", "1-2-0-192.dyn.example.org"];

const acts = ["approve", "purge", "list", "unlist", "undo"] as const;

interface Step {
	readonly what: "mail" | "mail again" | "sweep" | (typeof acts)[number];
	readonly pick: number;
	readonly seconds: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.record({
		what: fc.constantFrom("mail", "mail", "mail", "mail again", "mail again", "mail again", "sweep", ...acts),
		pick: fc.nat(400),
		// Backwards, too: clocks step.
		seconds: fc.oneof(fc.integer({ min: -100, max: 4000 }), fc.constantFrom(61, 200_000, 500_000, 4_000_000)),
	}),
	{ maxLength: 120 },
);

function mail(pick: number): Attempt {
	const words = [clients[pick % 5], names[pick % 3], `s${pick % 4}@example.net`, `r${pick % 7}@dest.test`];
	return attemptFrom(words as string[], String(pick)).attempt;
}

/** What the DNS would say, different from mail to mail. */
const told: readonly Facts[] = [
	noFacts,
	{ spf: "pass" },
	{ spf: "fail", lists: { "zen.test": ["127.0.0.4"] } },
	{ spf: "unknown", lists: { "zen.test": null }, resolverDown: true },
	{ spf: "none", lists: { "zen.test": [] } },
];

function run(all: readonly Step[], stage: Stage): void {
	let now = START;
	let last = mail(0);
	for (const [index, { what, pick, seconds }] of all.entries()) {
		now += seconds * 1000;
		if (what === "mail" || what === "mail again") {
			last = what === "mail" ? mail(pick) : { ...last, instance: `again ${index}` };
			stage.ask(last, now, told[pick % told.length]);
		} else if (what === "sweep") for (const draft of planSweep(stage.state, now)) stage.record(draft);
		else {
			const plan = planned(stage, { what, pick, actionId: `a${index}` }, now);
			if (plan.ok) for (const draft of plan.value.drafts) stage.record(draft);
		}
	}
}

interface Deed {
	readonly what: (typeof acts)[number];
	readonly pick: number;
	readonly actionId: string;
}

function planned({ state }: Stage, { what, pick, actionId }: Deed, now: number): Outcome<Plan> {
	const acting = { actionId, who, why: "" };
	const ids = [...state.triplets.values()].slice(pick % 5, (pick % 5) + 3).map(({ id }) => id);
	switch (what) {
		case "approve":
			return planApprove(state, { ...acting, ids, mail: null, untilAt: null }, now);
		case "purge":
			return planPurge(state, { ...acting, ids, alsoAutoWhitelist: pick % 2 === 0 }, now);
		case "list": {
			const pattern = clients[pick % 5] ?? "";
			const expiresAt = pick % 3 === 0 ? now + 100_000 : null;
			const entry = { kind: "client", pattern, reason: "", owner: "", expiresAt, replace: pick % 2 === 0 } as const;
			return planListing(state, { ...acting, id: `entry ${actionId}`, wanted: entry }, now);
		}
		case "unlist": {
			const entries = state.policy.whitelists.slice(0, 1 + (pick % 2)).map(({ id }) => id);
			const earned = [...state.autoWhitelists.values()].map(({ key }) => key).slice(0, pick % 3);
			return planUnlisting(state, { ...acting, ids: [...entries, ...earned] }, now);
		}
		case "undo": {
			const record = [...state.actions.values()].at(-1 - (pick % 3));
			return record === undefined ? bad("nothing was done") : planUndo(state, { ...acting, record }, now);
		}
	}
}

function recount({ triplets }: GreylistState) {
	const rows = [...triplets.values()];
	const states = { waiting: 0, watched: 0, passed: 0, approved: 0, expired: 0 };
	const waiting = new Map<string, number>();
	for (const row of rows) {
		states[row.state === "waiting" && row.shadow ? "watched" : row.state] += 1;
		if (row.state === "waiting")
			for (const network of shareNetworks(row.client)) waiting.set(network, (waiting.get(network) ?? 0) + 1);
	}
	return { size: rows.length, states, waiting, singles: rows.filter(isSingle) };
}

function isSingle(row: TripletRow): boolean {
	return row.state === "waiting" && row.attempts === 1;
}

describe("the fold", () => {
	const settings = { maxTriplets: 12, maxShare: 0.3, autoWhitelist: { passes: 2, apart: 60, distinct: 2 } };
	const byDns = { ...settings, passWhen: ["spf=pass", "not dnsbl=zen.test spf=none"] };

	test("counts by state and network are always what a recount gives, and bounds hold", () => {
		fc.assert(
			fc.property(steps, (all) => {
				const stage = createStage(settings);
				run(all, stage);
				const { triplets } = stage.state;
				const real = recount(stage.state);
				expect(triplets.size).toBe(real.size);
				for (const state of ["waiting", "watched", "passed", "approved", "expired"] as const)
					expect(triplets.count(state)).toBe(real.states[state]);
				for (const client of clients)
					for (const network of shareNetworks(client))
						expect(triplets.waitingIn(network)).toBe(real.waiting.get(network) ?? 0);
				const oldest = triplets.oldestSingle(null);
				expect(oldest === undefined).toBe(real.singles.length === 0);
				if (oldest !== undefined) expect(real.singles.map(({ id }) => id)).toContain(oldest);
			}),
			{ numRuns: 150 },
		);
	});

	test("the same events give the same state", () => {
		fc.assert(
			fc.property(steps, fc.constantFrom(settings, byDns), (all, under) => {
				const stage = createStage(under);
				run(all, stage);
				const copy = freshState();
				for (const event of stage.events) fold(copy, JSON.parse(JSON.stringify(event)) as PolicyEvent);
				expect(contents(copy)).toEqual(contents(stage.state));
			}),
			{ numRuns: 100 },
		);
	});

	test("the facts of an event decide it again as it was decided", () => {
		fc.assert(
			fc.property(steps, (all) => {
				const stage = createStage(byDns);
				run(all, stage);
				const again = createStage(byDns);
				for (const event of stage.events.slice(again.events.length)) {
					if (event.kind === "deferred" || event.kind === "passed") {
						const { attempt, at, facts } = JSON.parse(JSON.stringify(event)) as typeof event;
						expect(again.ask(attempt, at, facts).draft).toEqual({ ...event, seq: undefined });
					} else again.record(event);
				}
				expect(contents(again.state)).toEqual(contents(stage.state));
			}),
			{ numRuns: 100 },
		);
	});

	test("events out of any order do not throw", () => {
		fc.assert(
			fc.property(steps, fc.infiniteStream(fc.nat()), (all, picks) => {
				const stage = createStage(settings);
				run(all, stage);
				const state = freshState();
				for (const pick of picks.take(stage.events.length)) {
					const event = stage.events[pick % stage.events.length];
					if (event !== undefined) fold(state, event);
				}
				expect(state.triplets.size).toBe(recount(state).size);
			}),
			{ numRuns: 50 },
		);
	});

	test("no mail waits longer than the delay says, and none of a forgotten life passes as known", () => {
		fc.assert(
			fc.property(steps, (all) => {
				const stage = createStage(settings);
				run(all, stage);
				for (const event of stage.events) {
					if (event.kind !== "deferred" && event.kind !== "passed") continue;
					const row = rowOfMail(event);
					if (event.kind === "deferred") expect(event.life?.state).toBe("waiting");
					if (row !== null) expect(row.mayPassAt - row.firstSeenAt).toBeLessThanOrEqual(60_000);
					if (event.kind === "passed" && event.theirDelaySeconds !== null)
						expect(event.theirDelaySeconds).toBeGreaterThanOrEqual(0);
				}
			}),
			{ numRuns: 50 },
		);
	});

	test("what passed meanwhile does not expire", () => {
		const stage = createStage();
		const { triplet } = stage.ask(mail(1), START).draft;
		stage.ask({ ...mail(1), instance: "again" }, START + 61_000);
		stage.record({ kind: "expired", at: START + 62_000, reason: "never-retried", triplet: triplet ?? "" });
		expect(stage.state.triplets.get(triplet ?? "")?.state).toBe("passed");
	});

	test("an event of a later version changes nothing", () => {
		const state = freshState();
		fold(state, { kind: "moon-phase", at: 1, seq: 1 } as unknown as PolicyEvent);
		expect(contents(state)).toEqual(contents(freshState()));
	});
});

function contents({
	triplets,
	approvals,
	autoWhitelists,
	whitelistUses,
	gaps,
	passes,
	correspondents,
	actions,
	policy,
}: GreylistState) {
	return JSON.parse(
		JSON.stringify([
			[...triplets.values()],
			[...approvals.values()],
			[...autoWhitelists.values()],
			[...whitelistUses.values()],
			[...gaps.values()],
			[...passes.values()],
			[...correspondents.values()],
			[...actions.values()],
			policy,
		]),
	) as unknown;
}
