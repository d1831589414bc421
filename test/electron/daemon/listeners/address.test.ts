import { describe, expect, it } from "vitest";
import { parseAddress, writeAddress } from "../../../../electron/daemon/listeners/address.ts";
import { allowedPeers, parseNetwork } from "../../../../electron/daemon/listeners/allowed.ts";
import { connectionsFor } from "../../../../electron/daemon/listeners/limits.ts";

const good = [
	["127.0.0.1:10023", "127.0.0.1:10023"],
	["inet:127.0.0.1:10023", "127.0.0.1:10023"],
	["localhost:10023", "127.0.0.1:10023"],
	["[::1]:10023", "[::1]:10023"],
	["127.0.0.1:0", "127.0.0.1:0"],
	["unix:/run/greydesk/policy", "unix:/run/greydesk/policy"],
] as const;
const bad = ["", "10023", "127.0.0.1", "mail.example.org:10023", "::1:10023", "127.0.0.1:70000", "unix:policy"];

describe("an address to listen on", () => {
	it.each(good)("%s", (text, written) => {
		const address = parseAddress(text);
		expect(address.ok && writeAddress(address.value)).toBe(written);
	});
	it.each([...bad, `unix:/${"x".repeat(107)}`])("%s is refused", (text) => {
		expect(parseAddress(text).ok).toBe(false);
	});
});

describe("who may ask", () => {
	const isAllowed = allowedPeers(["192.0.2.0/24", "2001:db8::/32"]);
	it.each([
		["127.0.0.1", true],
		["::1", true],
		["192.0.2.77", true],
		["::ffff:192.0.2.77", true],
		["192.0.3.1", false],
		["2001:db8:1::1", true],
		["2001:db9::1", false],
	] as const)("%s: %s", (peer, allowed) => expect(isAllowed(peer)).toBe(allowed));

	it.each(["192.0.2.0/33", "192.0.2.0/", "host/8", "::/129", "1.2.3.4/8/9"])("%s is no network", (text) => {
		expect(parseNetwork(text).ok).toBe(false);
	});
});

it("connections are 4,000, or what the limit of open files leaves room for", () => {
	expect([connectionsFor(4000, 1_048_576), connectionsFor(4000, 1024), connectionsFor(4000, 64)]).toEqual([
		4000, 768, 16,
	]);
});
