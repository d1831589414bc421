/** The grammar of host addresses: what is read, how it is written back, and what never reaches ssh. */
import { describe, expect, test } from "vitest";
import { parseHostAddress, writeHostAddress } from "../../../electron/hosts/address.ts";
import { tunnelWords, typed, usualTiming } from "../../../electron/hosts/ssh-command.ts";

const written = (text: string) => {
	const read = parseHostAddress(text);
	return read.ok ? writeHostAddress(read.value) : read.problem;
};

describe("an address over ssh", () => {
	test.each([
		["ssh://mx1", "ssh://mx1/run/greydesk/management.sock"],
		["  ssh://mx1.example.org/var/lib/greydesk/viewer.sock ", "ssh://mx1.example.org/var/lib/greydesk/viewer.sock"],
		["ssh://root@192.0.2.7:2222/run/g.sock", "ssh://root@192.0.2.7:2222/run/g.sock"],
		["ssh://admin@[2001:db8::7]:22/a/../b.sock", "ssh://admin@[2001:db8::7]:22/b.sock"],
		["ssh://[::1]", "ssh://[::1]/run/greydesk/management.sock"],
	])("%s", (text, words) => {
		expect(written(text)).toBe(words);
		expect(written(words)).toBe(words);
	});

	test.each([
		["ssh://", /Write the host/],
		["ssh://-oProxyCommand=touch", /Write the host/],
		["ssh://user@-v", /Write the host/],
		["ssh://-l@mx1", /The user/],
		["ssh://a b@mx1", /The user/],
		["ssh://mx1;reboot", /Write the host/],
		["ssh://mx1\n-v", /Write the host/],
		["ssh://mx 1", /Write the host/],
		["ssh://münchen.example", /Write the host/],
		["ssh://2001:db8::7", /port|Write the host/],
		["ssh://[mx1]", /Write the host/],
		["ssh://[fe80::1%eth0]", /Write the host/],
		["ssh://mx1:0", /port/],
		["ssh://mx1:65536", /port/],
		["ssh://mx1:", /port/],
		["ssh://mx1:-p", /port/],
		["ssh://mx1/", /names a socket/],
		["ssh://mx1/run/", /names a socket/],
		["ssh://mx1/run/a:/run/b", /The path over there/],
		["ssh://mx1/run/%h", /The path over there/],
		["ssh://mx1/run/$HOME", /The path over there/],
		["ssh://mx1/run/a b", /The path over there/],
		[`ssh://mx1/${"x".repeat(120)}`, /at most 107/],
		[`ssh://${"x".repeat(300)}`, /Write the host/],
	])("%j is refused with words", (text, words) => {
		const read = parseHostAddress(text);
		expect(read.ok ? "no problem" : read.problem).toMatch(words);
	});
});

test("ssh gets the name after --, and nothing that could be read as a switch", () => {
	const read = parseHostAddress("ssh://root@[2001:db8::7]:2222/run/g.sock");
	if (!read.ok || read.value.kind !== "ssh") throw new Error("not read");
	const words = tunnelWords(read.value, usualTiming, "/run/user/1/s");
	expect(words.slice(-2)).toEqual(["--", "2001:db8::7"]);
	expect(words.join(" ")).toContain("-l root -p 2222 -N -L /run/user/1/s:/run/g.sock -- ");
	expect(words).not.toContain("StrictHostKeyChecking=no");
	expect(typed(read.value)).toBe("ssh -p 2222 root@2001:db8::7");
});
