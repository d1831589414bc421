/** What is said of a first connect that failed: it is over, and nothing tries it again by itself. */
import { expect, test } from "vitest";
import { parseHostAddress } from "../../../electron/hosts/address.ts";
import { sshTrouble } from "../../../electron/hosts/ssh-trouble.ts";
import { inOneBreath, socketTrouble, troubleOf } from "../../../electron/hosts/trouble.ts";

const byItself = /by itself|tried again/;

test.each([
	["ssh: connect to host mx1 port 22: Connection timed out", "timed-out"],
	["Connection closed by 192.0.2.7 port 22", "closed"],
	["kex_exchange_identification: Connection closed by remote host", "closed"],
	["ssh: connect to host mx1 port 22: Connection refused", "refused"],
])("%s promises no attempt that is not made", (said, kind) => {
	const read = parseHostAddress("ssh://mx1");
	if (!read.ok || read.value.kind !== "ssh") throw new Error("no address over ssh");
	const told = sshTrouble(read.value, said, 255);
	expect(told.kind).toBe(kind);
	expect(inOneBreath(told)).not.toMatch(byItself);
});

test("nor does a socket that hangs up or fails", () => {
	expect(inOneBreath(socketTrouble("closed", "/run/g.sock"))).not.toMatch(byItself);
	expect(inOneBreath(troubleOf(new Error("odd"), "/run/g.sock"))).not.toMatch(byItself);
});
