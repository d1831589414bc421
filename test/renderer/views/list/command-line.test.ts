import { expect, test } from "vitest";
import { commandLine } from "../../../../renderer/views/list/command-line.ts";

const approve = ["triplets", "approve", "t1"];

test("a command that is copied acts at the host on screen, over ssh too", () => {
	expect(
		commandLine(approve, { kind: "ssh", address: "ssh://anna@mx1.example.net/run/greydesk/management.sock" }),
	).toEqual({
		ok: true,
		value: "greydesk triplets approve t1 --host ssh://anna@mx1.example.net/run/greydesk/management.sock",
	});
	expect(commandLine(approve, { kind: "embedded", address: "unix:/x/management.sock" })).toEqual({
		ok: true,
		value: "greydesk triplets approve t1",
	});
});

test("the path of a socket is one word to the shell, whatever is in it", () => {
	expect(commandLine(approve, { kind: "socket", address: "unix:/tmp/a b;reboot'.sock" })).toEqual({
		ok: true,
		value: "greydesk triplets approve t1 --host 'unix:/tmp/a b;reboot'\\''.sock'",
	});
});

test("where no command reaches, or a terminal would act on a character, there is none", () => {
	expect(commandLine(approve, { kind: "sample", address: "unix:/x.sock" }).ok).toBe(false);
	expect(commandLine(approve, null).ok).toBe(false);
	expect(commandLine(["show", "a\u001b[201~"], { kind: "embedded", address: "" }).ok).toBe(false);
});
