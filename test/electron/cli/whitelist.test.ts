/** `greydesk whitelist` against a real daemon: an entry is added, seen with its hits, removed, and taken back. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listWhitelists } from "../../../shared/protocol/whitelist-routes.ts";
import { greydesk, readJson } from "../../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../../fixtures/daemon.ts";
import { connectPolicy } from "../../fixtures/policy-client.ts";

let daemon: TestDaemon;
beforeAll(async () => {
	daemon = await startDaemon();
}, 30_000);
afterAll(async () => {
	expect(await daemon.stop()).toBe(0);
});

const here = (...words: readonly string[]) => greydesk([...words, "--host", `unix:${daemon.management}`]);
const list = async (...words: readonly string[]) =>
	readJson(listWhitelists.reply, await here("whitelist", "list", ...words, "--json")).rows;

async function mail(client: string, sender: string): Promise<string> {
	const connection = await connectPolicy(daemon.policy);
	const answer = await connection.ask({ client, sender, instance: sender });
	connection.close();
	return answer;
}

describe("greydesk whitelist", () => {
	test("adds an entry that lets mail pass, and lists it with who, why and its hits", async () => {
		const words = ["network", "198.51.100.9/24", "--reason", "our partner", "--owner", "carol", "--until", "90d"];
		const added = await here("whitelist", "add", ...words);
		expect(added.code).toBe(0);
		expect(added.out).toMatch(/^Whitelisted network 198\.51\.100\.0\/24, until \d{4}-.* Action \S+$/m);
		expect(added.err).toMatch(/Warning: The network of 198\.51\.100\.9\/24 is 198\.51\.100\.0\/24/);
		expect(await mail("198.51.100.77", "one@example.net")).toBe("DUNNO");
		const shown = await here("whitelist", "list", "198.51.100.77");
		expect(shown.out).toMatch(/network +198\.51\.100\.0\/24 +1 +.* +in .* +carol +\S+ +our partner/);
		expect(shown.err).toContain("1 entry");
		expect((await here("whitelist", "list", "198.51.101.1")).err).toContain("No entry matches");
	});

	test("removes it by its pattern, and undo puts it back with its hits", async () => {
		const removed = await here("whitelist", "remove", "198.51.100.0/24", "--reason", "left");
		expect(removed.out).toMatch(/^Removed 1\. Action /);
		expect(await list()).toEqual([]);
		expect(await mail("198.51.100.77", "two@example.net")).toMatch(/^DEFER/);
		expect((await here("undo")).code).toBe(0);
		expect(await list("--kind", "network")).toMatchObject([{ pattern: "198.51.100.0/24", hits: 1 }]);
	});

	test("only looks on a dry run, and refuses what is there already or covers everything", async () => {
		const dry = await here("whitelist", "add", "sender", "example.com", "--dry-run");
		expect(dry.out).toMatch(/It would be whitelisted: sender example\.com\. Nothing has changed\./);
		expect(dry.err).toMatch(/Anybody can write a sender/);
		const twice = await here("whitelist", "add", "network", "198.51.100.0/24");
		expect([twice.code, twice.err]).toEqual([1, expect.stringMatching(/already by carol/)]);
		const name = ["name", "*.example.org", "--reason", "a partner"];
		expect((await here("whitelist", "add", ...name)).code).toBe(0);
		const same = await here("whitelist", "add", ...name);
		expect(same).toMatchObject({ code: 0, out: "It stands already: name *.example.org. Nothing was changed\n" });
		expect((await here("whitelist", "remove", "*.example.org")).code).toBe(0);
		const all = await here("whitelist", "add", "recipient", "*");
		expect([all.code, all.err]).toEqual([1, expect.stringMatching(/cover everything/)]);
		expect((await here("whitelist", "add", "colour", "red")).code).toBe(2);
		expect(await list()).toHaveLength(1);
	});

	test("does not guess which entry is meant by a pattern of two", async () => {
		for (const kind of ["sender", "recipient"])
			expect((await here("whitelist", "add", kind, "dora@example.org")).code).toBe(0);
		const both = await here("whitelist", "remove", "dora@example.org");
		expect([both.code, both.err]).toEqual([1, expect.stringMatching(/stands for several.*\(recipient\)/)]);
		const [row] = await list("--kind", "sender");
		expect((await here("whitelist", "remove", row?.id ?? "")).code).toBe(0);
		expect((await here("whitelist", "remove", "nothing@example.org")).code).toBe(1);
		expect(await list("dora")).toMatchObject([{ kind: "recipient" }]);
	});

	test("takes over the files of another greylister; what is not understood is told with file and line", async () => {
		const folder = mkdtempSync(join(tmpdir(), "greydesk-lists-"));
		const clients = join(folder, "whitelist_clients");
		const recipients = join(folder, "whitelist_recipients");
		writeFileSync(clients, "# ours\n203.0.113.77 # a shop\n/^smtp\\d+\\.example\\.net$/\n");
		writeFileSync(recipients, "postmaster@\n");
		const dry = await here("whitelist", "import", clients, recipients, "--dry-run");
		expect(dry.out).toBe(
			"client 203.0.113.77\nrecipient postmaster@\n2 entries would be taken over. Nothing has changed.\n",
		);
		const done = await here("whitelist", "import", clients, recipients);
		expect(done.out).toMatch(/^Took over 2 entries\. Action \S+$/m);
		expect(done.err).toContain(`Not understood: ${clients}:3: /^smtp\\d+\\.example\\.net$/: Regular expressions`);
		expect(await list("a shop")).toMatchObject([{ pattern: "203.0.113.77", reason: "a shop" }]);
		const twice = await here("whitelist", "import", clients);
		expect([twice.code, twice.out]).toEqual([0, "Nothing new: no entry was taken over.\n"]);
		expect((await here("undo")).code).toBe(0);
		expect(await list("a shop")).toEqual([]);
		const none = await here("whitelist", "import", join(folder, "nothing"));
		expect([none.code, none.err]).toEqual([1, expect.stringMatching(/There is no file/)]);
		rmSync(folder, { recursive: true });
	});

	test("takes away what a client earned, by the key that the list shows", async () => {
		const trust = ["autoWhitelist.passes=1", "autoWhitelist.apart=0", "autoWhitelist.distinct=1", "delay=0"];
		expect((await here("policy", "set", ...trust)).code).toBe(0);
		await mail("203.0.113.5", "three@example.net");
		const again = await connectPolicy(daemon.policy);
		await again.ask({ client: "203.0.113.5", sender: "three@example.net", instance: "again" });
		again.close();
		expect(await mail("203.0.113.5", "four@example.net")).toBe("DUNNO");
		expect(await list("--kind", "auto")).toMatchObject([{ id: "client:203.0.113.5", hits: 1, owner: null }]);
		expect((await here("whitelist", "remove", "client:203.0.113.5")).code).toBe(0);
		expect(await mail("203.0.113.5", "five@example.net")).toMatch(/^DEFER/);
	});
});
