import { expect, test } from "vitest";
import { formatAddress, inItsTime, inView, parseAddress, toHost } from "../../../renderer/state/address.ts";

test.each([
	"#/watch",
	"#/watch?host=sample&range=1h",
	"#/watch?host=mx1&with=mx2&range=1h",
	"#/hosts",
	"#/watch?range=1764000000000-1764003600000&from=1764000000000&to=1764000060000",
	"#/activity?kind=purged&find=anna",
	"#/whitelists?host=sample&kind=network&find=192.0.2.7",
	"#/triplets?host=mx1.example&q=state%3Awaiting+age%3A%3E1h&sort=-attempts&open=abcdefgh23456789",
])("%s leads back to itself", (hash) => {
	expect(formatAddress(parseAddress(hash))).toBe(hash);
});

test.each([
	["#/settings?approve=all&kind=purged&find=x", "#/settings"],
	["#/accounts", "#/watch"],
	["#/watch?host=../../etc&range=2y&open=%3Cscript%3E", "#/watch"],
	["#/triplets?sort=;drop&host=a%20b", "#/triplets"],
	["#/watch?range=1764003600000-1764000000000&from=1764000000000", "#/watch"],
	["#/watch?q=state:waiting&sort=sender", "#/watch"],
	["", "#/watch"],
])("%s carries nothing that an address may not: %s", (hash, meant) => {
	expect(formatAddress(parseAddress(hash))).toBe(meant);
});

test("another view has its own order: a key of one is none of the next", () => {
	const whitelists = parseAddress("#/whitelists?host=mx1&sort=pattern");
	expect(formatAddress(inView(whitelists, "triplets"))).toBe("#/triplets?host=mx1");
	expect(formatAddress(inView(whitelists, "whitelists"))).toBe("#/whitelists?host=mx1&sort=pattern");
	expect(formatAddress(parseAddress("#/activity?sort=at"))).toBe("#/activity?sort=at");
});

test("at a host of another time a zoomed range falls back to the last live one, and the span is none", () => {
	const zoomed = parseAddress(
		"#/watch?host=sample&range=1764000000000-1764003600000&from=1764000000000&to=1764000060000",
	);
	expect(formatAddress(inItsTime(zoomed, toHost(zoomed, "mx1"), "24h"))).toBe("#/watch?host=mx1&range=24h");
	expect(formatAddress(inItsTime(zoomed, toHost(zoomed, "mx1"), null))).toBe("#/watch?host=mx1");
});

test("a live range goes along to another host, and a link keeps the times that it names", () => {
	const live = parseAddress("#/watch?host=sample&range=7d");
	expect(formatAddress(inItsTime(live, toHost(live, "mx1"), "7d"))).toBe("#/watch?host=mx1&range=7d");
	const link = "#/watch?host=mx1&range=1764000000000-1764003600000&from=1764000000000&to=1764000060000";
	expect(formatAddress(inItsTime(live, parseAddress(link), "7d"))).toBe(link);
});
