/** The command as a shell sees it: exit codes and words, against a real daemon and against none. */
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explain } from "../../../shared/protocol/policy-routes.ts";
import { status } from "../../../shared/protocol/system-routes.ts";
import { greydesk, readJson } from "../../fixtures/command.ts";
import { commandHost } from "../../fixtures/command-host.ts";
import { startDaemon } from "../../fixtures/daemon.ts";
import { askOnce } from "../../fixtures/policy-client.ts";

const { daemon, here, scratch } = commandHost();

describe("wrong usage ends with 2 and says what is right", () => {
	test.each([
		[[], "Commands:"],
		[["frobnicate"], "Unknown command"],
		[["status", "--frob"], "Unknown option"],
		[["triplets"], "approve"],
		[["triplets", "list", "--limit", "0"], "whole number from 1 to 500"],
		[["triplets", "list", "--sort", "colour"], "lastSeenAt"],
		[["triplets", "show"], "Missing required argument"],
		[["triplets", "approve"], "exactly one way"],
		[["triplets", "approve", "x", "--query", "state:waiting"], "exactly one way"],
		[["triplets", "approve", "x", "--expect", "1"], "--expect goes with --query"],
		[["triplets", "purge", "--query", "state:waiting"], "--query needs --expect"],
		[["triplets", "approve", "--mail", "alice@example.net"], "--mail FROM TO"],
		[["triplets", "approve", "x", "--client", "192.0.2.1"], "give both"],
		[["triplets", "approve", "x", "--until", "soon"], "is not a duration"],
		[["explain", "--client", "192.0.2.1"], "--sender"],
		[["pass-all", "forever"], "or off"],
		[["pass-all", "8d"], "from 1s to 7d"],
		[["pass-all", "60"], '"60" has no unit: 60m or 60s?'],
		[["triplets", "approve", "x", "--until", "2"], '"2" has no unit: 2m or 2s?'],
		[["whitelist", "add", "client", "192.0.2.1", "--until", "90"], '"90" has no unit'],
		[["export", "--help"], "Unknown command 'export' (Did you mean policy export?)"],
		[["help", "statsu"], "Unknown command 'statsu' (Did you mean status?)"],
		[["triplets", "lst", "--help"], "Unknown command 'lst' (Did you mean list?); greydesk triplets --help"],
		[["doctor", "postfx", "-h"], "Unknown command 'postfx' (Did you mean postfix?)"],
		[["alerts", "frobnicate"], "Unknown command 'frobnicate'; greydesk alerts --help"],
		[["status", "--host", "mx1"], "names no host"],
		[["sample", "--speed", "0"], "1 to 3600"],
	] as const)("greydesk %j", async (words, hint) => {
		const ran = await greydesk(words);
		expect(ran.err + ran.out).toContain(hint);
		expect(ran.code).toBe(2);
	});

	test("help that was asked for is an answer", async () => {
		const asked = [["--help"], ["help"], ["help", "alerts"], ["triplets", "approve", "--help"], ["--version"]];
		for (const words of asked) {
			const ran = await greydesk(words);
			expect([words, ran.code, ran.err]).toEqual([words, 0, ""]);
		}
	});

	test("a file that is not there, or is a folder, is named in words, not in the system's", async () => {
		const gone = join(scratch(), "nonexist");
		for (const words of [
			["policy", "import"],
			["whitelist", "import"],
		]) {
			const ran = await here(...words, gone);
			expect([ran.code, ran.out, ran.err]).toEqual([1, "", expect.stringContaining(`There is no file ${gone}`)]);
			expect(ran.err).not.toContain("ENOENT");
		}
		const folder = await here("policy", "import", scratch());
		expect(folder.err).toContain(`A folder is no file to read: ${scratch()}`);
	});

	test.skipIf(!existsSync("/usr/sbin/postconf"))(
		"a Postfix that is not set up is called so, with the next step",
		async () => {
			const ran = await here("doctor", "postfix", "--config-dir", scratch());
			expect([ran.code, ran.out]).toEqual([1, ""]);
			expect(ran.err).toContain(
				`Postfix is not configured here: there is no ${join(scratch(), "main.cf")}. Set Postfix up`,
			);
			expect(ran.err).toMatch(/--config-dir/);
		},
	);

	test("an unknown setting names those that are near, and nothing changes", async () => {
		const ran = await here("policy", "set", "dealy=5m");
		expect(ran).toMatchObject({ code: 2, out: "" });
		expect(ran.err).toContain('There is no setting "dealy": did you mean delay?');
	});
});

describe("a host that cannot be reached ends with 3, with its path and the mend", () => {
	test("no socket there", async () => {
		const ran = await greydesk(["status"], { env: { XDG_STATE_HOME: scratch() } });
		expect(ran).toMatchObject({ code: 3, out: "" });
		expect(ran.err).toContain(`unix:${scratch()}/greydesk/management.sock`);
		expect(ran.err).toContain("greydesk daemon");
	});

	test("a socket nobody listens on any more, a plain file", async () => {
		const left = join(scratch(), "left.sock");
		const file = join(scratch(), "file");
		writeFileSync(file, "");
		await startDaemon({ words: ["--management", `unix:${left}`] }).then((ended) => ended.stop("SIGKILL"));
		for (const path of [left, file]) {
			const ran = await greydesk(["triplets", "list", "--host", `unix:${path}`]);
			expect([ran.code, ran.out]).toEqual([3, ""]);
			expect(ran.err).toContain(path);
		}
	});

	test("one that breaks off without an answer", async () => {
		const path = join(scratch(), "rude.sock");
		const rude = createServer((socket) => socket.on("data", () => socket.destroy())).listen(path);
		const ran = await greydesk(["status", "--host", `unix:${path}`]);
		rude.close();
		expect(ran.code).toBe(3);
		expect(ran.err).toContain("broke off");
	});

	test("watch too, where it was never connected", async () => {
		expect((await greydesk(["watch", "--host", `unix:${scratch()}/none.sock`])).code).toBe(3);
	});
});

test("status is one screen, and JSON as its route declares", async () => {
	const ran = await here("status");
	expect(ran.code).toBe(0);
	expect(ran.out).toMatch(/^Mode {9}enforce/m);
	expect(ran.out).toContain(daemon().policy);
	expect(ran.out).toMatch(/^Triplets .*as of now$/m);
	expect(ran.out.split("\n").length).toBeLessThan(25);
	expect(readJson(status.reply, await here("status", "--json")).mode).toBe("enforce");
});

test("status of a host that only watches tells whom it watched, and nobody waits", async () => {
	const watching = await startDaemon({ words: ["--shadow"] });
	await askOnce(watching.policy);
	const ran = await greydesk(["status", "--host", `unix:${watching.management}`]);
	expect(ran.out).toMatch(/^Mode +shadow: nothing is deferred$/m);
	expect(ran.out).toMatch(/^Triplets +0 waiting, 1 watched \(seen once, and let through\), 0 passed/m);
	expect(await watching.stop()).toBe(0);
});

test("explain names every rule that was asked, the deciding one last", async () => {
	const asked = ["--client", "192.0.2.9", "--sender", "<alice@example.net>", "--recipient", "bob@example.org"];
	const ran = await here("explain", ...asked);
	expect(ran.out).toContain("It would be deferred for 1 min");
	expect(ran.out.trimEnd().split("\n").at(-1)).toMatch(/^\d+\. +triplet +defer /);
	const reply = readJson(explain.reply, await here("explain", ...asked, "--login", "bob", "--json"));
	expect([reply.verdict, reply.rule, reply.trace.at(-1)?.rule]).toEqual(["pass", "exempt", "exempt"]);
});

test("a mistyped option or command is told on one line, with what was probably meant", async () => {
	const option = await greydesk(["status", "--hots", "x"]);
	expect(option.err).toBe(
		"greydesk: Unknown option '--hots' (Did you mean --host?); greydesk status --help tells more\n",
	);
	const command = await greydesk(["statsu"]);
	expect(command.err).toBe("greydesk: Unknown command 'statsu' (Did you mean status?); greydesk --help tells more\n");
});
