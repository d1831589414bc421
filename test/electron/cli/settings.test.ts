/** The settings by the command, against a real daemon: what changes is said, and can be taken back. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { unixSend } from "../../../electron/cli/unix-send.ts";
import { listActions } from "../../../shared/protocol/action-routes.ts";
import { getPolicy, passAll, putPolicy } from "../../../shared/protocol/policy-routes.ts";
import { greydesk, readJson } from "../../fixtures/command.ts";
import { commandHost } from "../../fixtures/command-host.ts";
import { type Asked, connectPolicy } from "../../fixtures/policy-client.ts";

const { daemon, here, scratch } = commandHost();

async function mail(asked: Asked): Promise<string> {
	const client = await connectPolicy(daemon().policy);
	const answer = await client.ask(asked);
	client.close();
	return answer;
}

describe("the settings", () => {
	const policy = async () => readJson(getPolicy.reply, await here("policy", "show", "--json"));

	test("a change tells what was and what is; undo without a name takes back the caller's latest", async () => {
		const ran = await here("policy", "set", "delay=5m", "--reason", "a trial");
		expect(ran.code).toBe(0);
		expect(ran.out).toMatch(/^delay +1m +-> +5m$/m);
		expect((await policy()).settings.delay).toBe(300);
		const action = /Action (\S+)/.exec(ran.out)?.[1];
		expect(ran.err).toContain(`greydesk undo ${action} --host unix:${daemon().management}`);
		const undone = await here("undo");
		expect(undone.err).toContain(`Undoing ${action}`);
		expect(undone.code).toBe(0);
		expect((await policy()).settings.delay).toBe(60);
	}, 60_000);

	test("numbers are shown with their units, durations as they are typed", async () => {
		const { out } = await here("policy", "show", "prefix", "delay", "share");
		expect(out).toMatch(/^ipv4Prefix +24 bits /m);
		expect(out).toMatch(/^delay +1m /m);
		expect(out).toMatch(/^maxShare +0\.05 \(part of 1\) /m);
	});

	test("words that no setting's name holds are refused, with the way to all of them", async () => {
		const { code, out, err } = await here("policy", "show", "dealy");
		expect([code, out, err]).toEqual([
			1,
			"",
			"greydesk: No setting is called like dealy: greydesk policy show lists all\n",
		]);
	});

	test("a dry run changes nothing, and the same settings again are no change", async () => {
		const { revision } = await policy();
		expect((await here("policy", "set", "delay=5m", "--dry-run")).out).toMatch(/delay +1m +-> +5m/);
		expect(await here("policy", "set", "delay=60s")).toMatchObject({ code: 0, err: "Nothing changes\n" });
		const exported = await here("policy", "export");
		const words = ["policy", "import", "-", "--host", `unix:${daemon().management}`, "--json"];
		const again = await greydesk(words, { input: exported.out });
		expect([again.code, JSON.parse(again.out)]).toEqual([0, { dryRun: false, changed: false, revision, changes: [] }]);
		expect((await policy()).revision).toBe(revision);
	});

	test("a value out of its bounds is wrong usage", async () => {
		const ran = await here("policy", "set", "ipv4Prefix=64");
		expect([ran.code, ran.out]).toEqual([2, ""]);
		expect(ran.err).toContain("ipv4Prefix");
	});

	test.each(["--toml", "--json"])(
		"what is exported with %s is taken in again from a file and from a pipe",
		async (format) => {
			const exported = await here("policy", "export", format);
			expect(exported.code).toBe(0);
			const other = exported.out.replace(/("?delay"?\s*[=:]\s*)60/, "$1180");
			const file = join(scratch(), "settings");
			writeFileSync(file, other);
			const reply = readJson(putPolicy.reply, await here("policy", "import", file, "--json"));
			expect(reply).toMatchObject({ count: 1 });
			expect((await policy()).settings.delay).toBe(180);
			const words = ["policy", "import", "-", "--host", `unix:${daemon().management}`];
			expect((await greydesk(words, { input: exported.out })).code).toBe(0);
			expect((await policy()).settings.delay).toBe(60);
		},
	);

	test("a file that is none is refused and changes nothing", async () => {
		const { revision } = await policy();
		expect(
			(await greydesk(["policy", "import", "-", "--host", `unix:${daemon().management}`], { input: "[settings" })).code,
		).toBe(1);
		expect((await here("policy", "import", join(scratch(), "missing"))).code).toBe(1);
		expect((await policy()).revision).toBe(revision);
	});

	test("undo without a name goes on backwards, tells which, and ends; an undo by its name is done again", async () => {
		const delay = async () => (await policy()).settings.delay;
		const idOf = (ran: { readonly out: string }) => /Action (\S+)/.exec(ran.out)?.[1] ?? "";
		const none = await here("undo");
		for (let left = 0; left < 10 && (await here("undo")).code === 0; left++);
		await here("policy", "set", "delay=2m");
		const three = await here("policy", "set", "delay=3m");
		const first = await here("undo");
		expect([first.code, await delay()]).toEqual([0, 120]);
		expect(first.err).toContain(`Undoing ${idOf(three)}: Changed delay`);
		expect((await here("undo")).code).toBe(0);
		expect(await delay()).toBe(60);
		const ended = await here("undo");
		expect([ended.code, await delay(), none.code]).toEqual([1, 60, expect.any(Number)]);
		expect(ended.err).toMatch(/none is left to undo|cannot be undone/);
		const redo = await here("undo", idOf(await here("policy", "set", "delay=4m")));
		expect(await delay()).toBe(60);
		const again = await here("undo", idOf(redo));
		expect([again.code, await delay()]).toEqual([0, 240]);
		expect(again.out).toMatch(/^Done again 1\b/);
		expect(again.err).toMatch(/It was an undo: \S+ is done again \(Changed delay .*\)/);
		expect((await here("undo")).err).toMatch(/Undoing \S+: Changed delay/);
		expect(await delay()).toBe(60);
		expect((await here("undo", "--list")).out).toMatch(/Did again: changed delay/);
	}, 90_000);

	test("pass-all lets everything pass for a while, and off ends it, once", async () => {
		const reply = readJson(passAll.reply, await here("pass-all", "10m", "--json"));
		expect(reply.untilAt).toBeGreaterThan(Date.now());
		expect(await mail({ sender: "open@example.net" })).toBe("DUNNO");
		expect((await here("pass-all", "off")).out).toContain("greylisted again");
		expect((await policy()).passAllUntilAt).toBeNull();
		expect(await mail({ sender: "shut@example.net" })).toMatch(/^DEFER_IF_PERMIT/);
		const { revision } = await policy();
		const again = await here("pass-all", "off");
		expect([again.code, again.out]).toEqual([0, "It is already off: nothing was changed\n"]);
		expect((await policy()).revision).toBe(revision);
	});
});

test("what was done stands in the audit trail under the caller's claimed name", async () => {
	const sent = await unixSend(
		daemon().management,
		"tester",
	)({ method: "GET", path: "/v1/actions", body: null, headers: {} });
	const { rows } = listActions.reply.parse(sent.json);
	expect(rows.some(({ who, why }) => /^\S+@\S+$/.test(who.name) && !who.verified && why === "a trial")).toBe(true);
});
