/** The state in memory: order of age, shares of networks, bounds. */
import { describe, expect, test } from "vitest";
import { boundedStore } from "../../../shared/policy/bounded-store.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import { freshState } from "../../fixtures/fresh-state.ts";
import { attemptFrom, createStage, START } from "./script.ts";

function row(id: string, changes: Partial<TripletRow> = {}): TripletRow {
	return {
		id,
		client: "192.0.2.1",
		clientKey: "192.0.2.0/24",
		clientName: null,
		helo: null,
		sender: "alice@example.net",
		senderKey: "alice@example.net",
		recipient: "bob@dest.test",
		lastSeenAt: START,
		reason: "new",
		outcome: "unknown",
		lastInstance: id,
		state: "waiting",
		firstSeenAt: START,
		mayPassAt: START + 60_000,
		windowEndsAt: START + 172_800_000,
		expiresAt: START + 432_000_000,
		passedAt: null,
		attempts: 1,
		shadow: false,
		approvedBy: null,
		...changes,
	};
}

describe("the table of triplets", () => {
	test("tells the oldest waiting triplet with a single attempt, of all and of a network", () => {
		const { triplets } = freshState();
		for (const [id, client] of [
			["a", "192.0.2.1"],
			["b", "198.51.100.1"],
			["c", "192.0.2.7"],
			["d", "192.0.2.9"],
		] as const)
			triplets.set(id, row(id, { client }));
		expect(triplets.oldestSingle(null)).toBe("a");
		expect(triplets.oldestSingle("198.51.100.0/24")).toBe("b");
		triplets.set("a", row("a", { attempts: 2 }));
		expect(triplets.oldestSingle(null)).toBe("b");
		expect(triplets.oldestSingle("192.0.2.0/24")).toBe("c");
		expect(triplets.waitingIn("192.0.2.0/24")).toBe(3);
		triplets.delete("c");
		triplets.set("b", row("b", { client: "198.51.100.1", state: "passed", attempts: 2 }));
		expect(triplets.oldestSingle(null)).toBe("d");
		expect(triplets.oldestSingle("198.51.100.0/24")).toBeUndefined();
		expect(triplets.waitingIn("198.51.100.0/24")).toBe(0);
	});

	test("a triplet that begins anew is young again", () => {
		const { triplets } = freshState();
		triplets.set("a", row("a"));
		triplets.set("b", row("b"));
		triplets.set("a", row("a", { firstSeenAt: START + 1 }));
		expect([...triplets.values()].map(({ id }) => id)).toEqual(["b", "a"]);
		expect(triplets.oldestSingle(null)).toBe("b");
	});

	test("an IPv6 client counts in its /64 and its /48", () => {
		const { triplets } = freshState();
		triplets.set("a", row("a", { client: "2001:db8:1:2::3" }));
		triplets.set("b", row("b", { client: "2001:db8:1:9::3" }));
		expect(triplets.waitingIn("2001:db8:1:2::/64")).toBe(1);
		expect(triplets.waitingIn("2001:db8:1::/48")).toBe(2);
		expect(triplets.oldestSingle("2001:db8:1::/48")).toBe("a");
	});

	test("walking survives changes", () => {
		const { triplets } = freshState();
		for (const id of ["a", "b", "c"]) triplets.set(id, row(id));
		const seen: string[] = [];
		for (const { id } of triplets.values()) {
			seen.push(id);
			triplets.delete("b");
		}
		expect(seen).toEqual(["a", "c"]);
	});
});

describe("bounded stores", () => {
	test("drop the oldest, and where they renew, the one not used for longest", () => {
		const store = boundedStore<number>({ limit: 2, renew: true });
		store.set("a", 1);
		store.set("b", 2);
		store.set("a", 3);
		store.set("c", 4);
		expect([...store.values()]).toEqual([3, 4]);
	});

	test("weigh what they hold, and keep the newest whatever it weighs", () => {
		const store = boundedStore<number>({ limit: 10, weigh: (value) => value });
		store.set("a", 4);
		store.set("b", 4);
		store.set("c", 20);
		expect([...store.values()]).toEqual([20]);
		store.delete("c");
		store.set("d", 10);
		expect([...store.values()]).toEqual([10]);
	});

	test("two thousand actions are remembered, the newest", () => {
		const { actions } = freshState();
		const who = { name: "test", verified: false, role: "operator" } as const;
		for (let seq = 1; seq <= 2005; seq += 1)
			actions.set(`a${seq}`, {
				actionId: `a${seq}`,
				seq,
				at: START,
				who,
				why: "",
				count: 1,
				undoneBy: null,
				effect: { kind: "purged", rows: [row("x")] },
			});
		expect(actions.size).toBe(2000);
		expect(actions.get("a5")).toBeUndefined();
		expect(actions.get("a6")?.seq).toBe(6);
	});
});

test("nobody waits in a row of shadow mode: they are counted apart, and when mail is deferred again they wait", () => {
	const stage = createStage({ mode: "shadow" });
	const { attempt } = attemptFrom(["192.0.2.1", "-", "a@example.net", "b@dest.test"], "one");
	stage.ask(attempt, START);
	const counted = () => [stage.state.triplets.count("waiting"), stage.state.triplets.count("watched")];
	expect(counted()).toEqual([0, 1]);
	const { policy } = stage.state;
	stage.state.policy = { ...policy, settings: { ...policy.settings, mode: "enforce" } };
	stage.ask({ ...attempt, instance: "two" }, START + 20_000);
	expect(counted()).toEqual([1, 0]);
});
