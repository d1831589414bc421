/** Completion as a shell does it: the script is read by a real bash, which is then asked what could come next. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { greydesk } from "../../fixtures/command.ts";

let script: string;
beforeAll(async () => {
	script = (await greydesk(["completion", "bash"])).out;
}, 30_000);

/** What bash would offer for the last of these words. */
function offered(...words: readonly string[]): readonly string[] {
	const asked = `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _greydesk; printf '%s\\n' "\${COMPREPLY[@]}"`;
	const said = execFileSync("bash", ["-c", asked, "bash", "greydesk", ...words], { encoding: "utf8" });
	return said.split("\n").filter((word) => word !== "");
}

describe("bash completes", () => {
	test.each([
		[["pol"], ["policy"]],
		[["triplets", "ap"], ["approve"]],
		[["triplets", "approve", "--ma"], ["--mail"]],
		[["triplets", "approve", "abc", "--reason", "why", "--un"], ["--until"]],
		[["whitelist", "add", "na"], ["name"]],
		[["completion", "f"], ["fish"]],
		[["frobnicate"], []],
	] as const)("%j to %j", (words, next) => {
		expect(offered(...words)).toEqual(next);
	});

	test("nothing to the commands that there are, and no hidden option", () => {
		expect(offered("")).toEqual(expect.arrayContaining(["open", "daemon", "status", "undo", "--help"]));
		expect(offered("--")).not.toContain("--end-with-input");
	});
});

test("zsh and fish are told the same commands, and another shell is wrong usage", async () => {
	expect((await greydesk(["completion", "zsh"])).out).toContain(script.trimEnd());
	const fish = (await greydesk(["completion", "fish"])).out;
	expect(fish).toContain("-a approve -d 'let these mails pass at their next attempt, from whichever client'");
	if (existsSync("/usr/bin/fish")) execFileSync("fish", ["--no-execute"], { input: fish });
	else console.warn("NOT RUN: the script for fish, by fish itself. Install fish.");
	expect(await greydesk(["completion", "tcsh"])).toMatchObject({ code: 2, out: "" });
});
