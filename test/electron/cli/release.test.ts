/** A waiting mail found, looked at, approved, purged and taken back by the command, against a real daemon. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actedShape, dryRunShape } from "../../../shared/protocol/shapes.ts";
import { listTriplets, showTriplet } from "../../../shared/protocol/triplet-routes.ts";
import { greydesk, readJson } from "../../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../../fixtures/daemon.ts";
import { type Asked, connectPolicy } from "../../fixtures/policy-client.ts";

let daemon: TestDaemon;
beforeAll(async () => {
	daemon = await startDaemon();
}, 30_000);
afterAll(async () => {
	expect(await daemon.stop()).toBe(0);
});

const here = (...words: readonly string[]) => greydesk([...words, "--host", `unix:${daemon.management}`]);

async function mail(asked: Asked): Promise<string> {
	const client = await connectPolicy(daemon.policy);
	const answer = await client.ask(asked);
	client.close();
	return answer;
}

describe("a waiting mail", () => {
	const sender = "caller@example.net";
	const find = async (q: string) => readJson(listTriplets.reply, await here("triplets", "list", q, "--json")).rows;

	test("is found, looked at, approved, and passes; undo of a spent approval says so and ends with 1", async () => {
		expect(await mail({ sender })).toMatch(/^DEFER_IF_PERMIT/);
		const [row] = await find(`sender:${sender}`);
		expect(row?.state).toBe("waiting");
		const id = row?.id ?? "";
		const listed = await here("triplets", "list", `sender:${sender}`);
		expect(listed.out).toMatch(new RegExp(`^${id} +waiting .*${sender} +bob@example.org$`, "m"));
		expect(listed.err).toContain("1 triplet");
		expect((await here("triplets", "show", id)).out).toMatch(/deferred new/);
		expect(readJson(showTriplet.reply, await here("triplets", "show", id, "--json")).attempts).toHaveLength(1);
		const acted = readJson(actedShape, await here("triplets", "approve", id, "--reason", "called", "--json"));
		expect(acted.count).toBe(1);
		expect(await mail({ sender, instance: "second", client: "198.51.100.7" })).not.toMatch(/^DEFER/);
		const undone = await here("undo", acted.actionId);
		expect(undone.code).toBe(1);
		expect(undone.out + undone.err).toMatch(/passed|delivered/);
	});

	test("that never came is approved by its addresses; undone in time it waits again", async () => {
		const words = ["--mail", "early@example.net", "bob@example.org", "--until", "2h", "--json"];
		const acted = readJson(actedShape, await here("triplets", "approve", ...words));
		expect((await here("undo", acted.actionId)).code).toBe(0);
		expect(await mail({ sender: "early@example.net" })).toMatch(/^DEFER/);
	});

	test("many are chosen by a query: a dry run pins them, a wrong expectation is refused, a purge forgets them", async () => {
		for (const name of ["one", "two"]) await mail({ sender: `${name}@many.example`, recipient: "carol@example.org" });
		const q = "sender:*@many.example";
		expect((await here("triplets", "purge", "--query", q, "--expect", "3")).code).toBe(1);
		const dry = readJson(dryRunShape, await here("triplets", "purge", "--query", q, "--dry-run", "--json"));
		expect([dry.count, dry.sample.length]).toEqual([2, 2]);
		expect(await find(q)).toHaveLength(2);
		const purged = await here("triplets", "purge", "--selection", dry.selection);
		expect(purged.out).toMatch(/^Purged 2\. Action /);
		expect(await find(q)).toHaveLength(0);
	});

	test("of a client that proved itself is let through after a purge, and the purge says so and how to end it", async () => {
		const trust = ["autoWhitelist.passes=1", "autoWhitelist.apart=0", "autoWhitelist.distinct=1", "delay=0"];
		expect((await here("policy", "set", ...trust)).code).toBe(0);
		const proven = { sender: "dora@proven.example", client: "198.51.100.20" };
		await mail({ ...proven, instance: "first" });
		expect(await mail({ ...proven, instance: "second" })).not.toMatch(/^DEFER/);
		const [row] = await find("sender:dora@proven.example");
		const dry = await here("triplets", "purge", row?.id ?? "", "--dry-run");
		expect(dry.err).toMatch(/let through all the same.*client:198\.51\.100\.20.*--also-auto-whitelist ends that/);
		const also = await here("triplets", "purge", row?.id ?? "", "--also-auto-whitelist");
		expect(also.err).toMatch(/Auto-whitelists that went with them: client:198\.51\.100\.20/);
		expect(await mail({ ...proven, instance: "third" })).toMatch(/^DEFER/);
	});

	test.each([
		["sender:", "column 8: sender: needs a value"],
		["age:>banana", 'column 6: "banana" is not a duration'],
		["age:>60", 'column 6: "60" has no unit: 60m or 60s?'],
	])("a wrong query, %j, is wrong usage and points at its column", async (q, words) => {
		const ran = await here("triplets", "list", q);
		expect(ran).toMatchObject({ code: 2, out: "" });
		expect(ran.err).toContain(`The query, ${words}`);
		const json = await here("triplets", "purge", "--query", q, "--expect", "1", "--json");
		expect(json.code).toBe(2);
		expect(JSON.parse(json.err)).toMatchObject({ exit: 2, status: 400, column: Number(/\d+/.exec(words)?.[0]) });
	});
});
