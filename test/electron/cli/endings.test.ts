/**
 * How every command ends: the same codes and one shape of trouble, for people and with --json. The list of commands is
 * the command's own help, so that a new one is tried too.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { greydesk, type Ran } from "../../fixtures/command.ts";
import { commandHost } from "../../fixtures/command-host.ts";

const { daemon, scratch } = commandHost();

const list = join(mkdtempSync(join(tmpdir(), "greydesk-list-")), "list");
writeFileSync(list, "192.0.2.0/24\n");

/** What each needs to be well formed; those without a host ask no daemon. */
const wellFormed: Readonly<Record<string, readonly string[]>> = {
	status: [],
	"alerts list": [],
	"alerts ack": ["abc"],
	watch: [],
	"triplets list": [],
	"triplets show": ["abc"],
	"triplets approve": ["abc"],
	"triplets purge": ["abc"],
	undo: ["abc"],
	"whitelist list": [],
	"whitelist add": ["client", "192.0.2.1"],
	"whitelist remove": ["abc"],
	"whitelist import": [list, "--format", "cidr"],
	"whitelist pack show": [],
	"whitelist pack diff": [],
	"whitelist pack enable": [],
	"whitelist pack disable": [],
	"import postgrey": [],
	"import sqlgrey": [],
	"import greylistd": [],
	explain: ["--client", "192.0.2.1", "--sender", "a@example.com", "--recipient", "b@example.org"],
	"policy show": [],
	"policy set": ["delay=5m"],
	"policy preview": ["senderRules.plus=off"],
	"policy export": [],
	"policy import": ["-"],
	"pass-all": ["5m"],
	erase: ["a@example.com"],
};
const withoutHost = [
	"open",
	"daemon",
	"sample",
	"completion",
	"service install",
	"service uninstall",
	"service status",
	"doctor folder",
	"doctor postfix",
] as const;
/** A viewer may not, or there is nothing of that name. */
const refusedToViewers = [
	"triplets show",
	"triplets approve",
	"triplets purge",
	"undo",
	"alerts ack",
	"whitelist add",
	"whitelist remove",
	"whitelist import",
	"whitelist pack enable",
	"whitelist pack disable",
	"policy set",
	"policy import",
	"pass-all",
	"erase",
] as const;

const documentShape = z.object({
	type: z.literal("about:blank"),
	title: z.string().min(1),
	status: z.number().optional(),
	detail: z.string().regex(/[^.]$/),
	exit: z.number(),
});

async function leaves(words: readonly string[] = []): Promise<readonly string[]> {
	const help = (await greydesk([...words, "--help"])).out;
	const section = /^Commands:\n((?: .*\n?)+)/m.exec(help)?.[1];
	if (section === undefined) return [words.join(" ")];
	const names = [...section.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name = ""]) => name);
	const children = names.filter((name) => name !== "help").map((name) => leaves([...words, name]));
	return (await Promise.all(children)).flat();
}

const words = (command: string) => [...command.split(" "), ...(wellFormed[command] ?? [])];
const asked = (command: string, more: readonly string[]) =>
	greydesk([...words(command), ...more], { input: "[settings]\ndelay = 300\n" });

/** One line on standard error for people; with --json one document, and on standard output nothing. */
function expectTrouble(ran: Ran, code: number, json: boolean): void {
	expect([ran.code, ran.out]).toEqual([code, ""]);
	const lines = ran.err.trimEnd().split("\n");
	expect(lines).toHaveLength(1);
	if (json) expect(documentShape.parse(JSON.parse(lines[0] ?? ""))).toMatchObject({ exit: code });
	else expect(lines[0]).toMatch(/^greydesk: [A-Z"\-/u0-9].*[^.]$/);
}

test("every command is in one of the tables", async () => {
	expect([...(await leaves())].sort()).toEqual([...Object.keys(wellFormed), ...withoutHost].sort());
}, 60_000);

describe("every command ends with 2 where it is used wrongly", () => {
	test.each([...Object.keys(wellFormed), ...withoutHost])("%s", async (command) => {
		expectTrouble(await asked(command, ["--frob"]), 2, false);
		expectTrouble(await asked(command, ["--frob", "--json"]), 2, true);
	});
});

describe("every command that asks a daemon ends with 3 where none answers", () => {
	test.each(Object.keys(wellFormed))("%s", async (command) => {
		const nobody = ["--host", `unix:${scratch()}/none.sock`];
		expectTrouble(await asked(command, nobody), 3, false);
		expectTrouble(await asked(command, [...nobody, "--json"]), 3, true);
	});
});

describe("every command ends with 1 where the daemon refuses", () => {
	test.each(refusedToViewers)("%s", async (command) => {
		const viewer = ["--host", `unix:${join(dirname(daemon().management), "viewer.sock")}`];
		expectTrouble(await asked(command, viewer), 1, false);
		expectTrouble(await asked(command, [...viewer, "--json"]), 1, true);
	});
});
