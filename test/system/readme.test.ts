/**
 * The README's commands, run as they stand there, in order, in a home of their own. What changes the machine (npm,
 * Postfix) is not run: the line for Postfix is checked by its own postconf where that is installed.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { greydesk, type Running, start } from "../fixtures/command.ts";

const readme = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");
const recipe = (/## Greylist with your Postfix.*?```sh\n(.*?)```/s.exec(readme)?.[1] ?? "").split("\n");

let home: string;
let running: Running[];
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), "greydesk-readme-"));
	running = [];
});
afterEach(async () => {
	for (const { child } of running) child.kill("SIGTERM");
	await Promise.all(running.map(({ ended }) => ended));
	rmSync(home, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	return typeof address === "object" && address !== null ? address.port : 0;
}

/** The words behind `node out/greydesk.mjs`, on our folder instead of the system's. */
function wordsOf(line: string): readonly string[] | null {
	const words = /^node out\/greydesk\.mjs ([^#&]*)/.exec(line)?.[1]?.trim();
	return words?.replaceAll("/var/lib/greydesk", join(home, "lib")).split(/\s+/) ?? null;
}

test("the recipe for Postfix is ten lines, and its commands work in their order", async () => {
	expect(recipe.filter((line) => line !== "").length).toBeLessThanOrEqual(10);
	const commands = recipe.flatMap((line) => wordsOf(line) ?? []).filter((word) => /^[a-z]+$/.test(word));
	expect(commands.slice(0, 1)).toEqual(["daemon"]);
	const env = { HOME: home, XDG_STATE_HOME: join(home, "state") };
	let modes = "";
	for (const line of recipe) {
		const words = wordsOf(line);
		if (words === null) continue;
		if (words[0] === "daemon" || words[0] === "watch") {
			// The port of the recipe may be in use on the machine that tries it.
			const port = words[0] === "daemon" ? ["--policy", `127.0.0.1:${await freePort()}`] : [];
			const one = await start([...words, ...port], { env });
			running.push(one);
			if (words[0] === "daemon") await one.until(/^ready /m);
		} else {
			const ran = await greydesk(words, { env });
			expect([words, ran.code, ran.err]).toEqual([words, 0, expect.stringContaining("To take it back")]);
		}
		const host = ["--host", `unix:${join(home, "lib", "management.sock")}`];
		modes += `${/^Mode +(\w+)/m.exec((await greydesk(["status", ...host], { env })).out)?.[1]} `;
	}
	expect(modes).toBe("shadow shadow enforce ");
});

test("the restrictions of the recipe are such as Postfix reads, with Greydesk last", ({ skip }) => {
	const setting = /^postconf -e '(smtpd_recipient_restrictions = [^']*)'$/m.exec(recipe.join("\n"))?.[1] ?? "";
	expect(setting).toMatch(/check_policy_service \{ inet:127\.0\.0\.1:10023, timeout=5s, default_action=DUNNO \}$/);
	if (!existsSync("/usr/sbin/postconf")) {
		console.warn("NOT RUN: postconf on the README's setting. Install postfix.");
		return skip();
	}
	writeFileSync(join(home, "main.cf"), `compatibility_level = 3.6\n${setting}\n`);
	writeFileSync(join(home, "master.cf"), "");
	const read = execFileSync("postconf", ["-c", home, "-x", "smtpd_recipient_restrictions"], { encoding: "utf8" });
	expect(read.trim()).toBe(setting);
});

test("every command in the README's table is one, and its help has an example", async () => {
	const table = /\| command \| what it does \|\n[^\n]*\n(.*?)\n\n/s.exec(readme)?.[1] ?? "";
	const named = [...table.matchAll(/^\| `([^`]*)`/gm)].flatMap(([, text = ""]) => {
		const words = text.split(" ");
		const lists = words.findIndex((word) => word.includes("\\|"));
		const [command = "", below = ""] = words;
		if (lists < 1 || command === "completion")
			return [/^[a-z]+$/.test(below) && (command === "import" || command === "doctor") ? [command, below] : [command]];
		return (words[lists] ?? "").split("\\|").map((child) => [...words.slice(0, lists), child]);
	});
	expect(named.length).toBeGreaterThan(15);
	for (const words of named) {
		const help = await greydesk([...words, "--help"]);
		expect([words, help.code, help.out]).toEqual([words, 0, expect.stringContaining("For example:\n  ")]);
	}
	expect((await greydesk(["help"])).out.split("\n").length).toBeLessThan(40);
});
