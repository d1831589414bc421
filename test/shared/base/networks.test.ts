/** Addresses and networks: one text for each, widths, lists. The title is the input. */
import { describe, expect, test } from "vitest";
import { memo } from "../../../shared/base/memo.ts";
import {
	compileNetworks,
	networkOf,
	parseAddress,
	parseNetwork,
	shareNetworks,
} from "../../../shared/base/networks.ts";

describe("addresses", () => {
	const table: readonly (readonly [string, string | null])[] = [
		["192.0.2.1", "192.0.2.1"],
		["255.255.255.255", "255.255.255.255"],
		["2001:DB8:0:0::1", "2001:db8::1"],
		["::ffff:192.0.2.1", "192.0.2.1"],
		["::ffff:c000:201", "192.0.2.1"],
		["::", "::"],
		["192.0.2.256", null],
		["192.0.2", null],
		["192.0.2.01", null],
		["0x7f.0.0.1", null],
		["2130706433", null],
		["fe80::1%eth0", null],
		["[::1]", null],
		["unknown", null],
		["", null],
		["1".repeat(1000), null],
	];
	for (const [text, canonical] of table)
		test(text.slice(0, 40) || "(empty)", () => expect(parseAddress(text)?.text ?? null).toBe(canonical));
});

describe("networks", () => {
	const table: readonly (readonly [string, string | null])[] = [
		["192.0.2.77/24", "192.0.2.0/24"],
		["192.0.2.77", "192.0.2.77"],
		["0.0.0.0/0", "0.0.0.0/0"],
		["200.1.2.3/1", "128.0.0.0/1"],
		["2001:db8:1:2:3::/64", "2001:db8:1:2::/64"],
		["2001:db8:1:2:3::/50", "2001:db8:1::/50"],
		["192.0.2.0/33", null],
		["192.0.2.0/-1", null],
		["192.0.2.0/", null],
		["example.net", null],
	];
	for (const [text, canonical] of table)
		test(text, () => {
			const network = parseNetwork(text);
			expect(network.ok ? network.value.text : null).toBe(canonical);
		});
});

test("a client's share is counted in its /24, or its /64 and /48", () => {
	expect(shareNetworks("192.0.2.77")).toEqual(["192.0.2.0/24"]);
	expect(shareNetworks("2001:db8:1:2::9")).toEqual(["2001:db8:1:2::/64", "2001:db8:1::/48"]);
	expect(shareNetworks("nonsense")).toEqual([]);
});

test("a list finds the narrowest network that holds an address", () => {
	const texts = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "2001:db8::/32", "0.0.0.0/0"];
	const list = compileNetworks(
		texts.flatMap((text) => {
			const network = parseNetwork(text);
			return network.ok ? [[network.value, text] as const] : [];
		}),
	);
	const find = (text: string) => {
		const address = parseAddress(text);
		return address === null ? null : list.find(address);
	};
	expect(["10.1.2.3", "10.1.2.4", "10.9.9.9", "192.0.2.1", "2001:db8::1", "2001:db9::1"].map(find)).toEqual([
		"10.1.2.3",
		"10.1.0.0/16",
		"10.0.0.0/8",
		"0.0.0.0/0",
		"2001:db8::/32",
		undefined,
	]);
});

test("the network of an address by any width", () => {
	const address = parseAddress("192.0.2.200");
	expect(address === null ? null : [8, 25, 32].map((bits) => networkOf(address, bits))).toEqual([
		"192.0.0.0/8",
		"192.0.2.128/25",
		"192.0.2.200",
	]);
});

test("a memo never holds more than two generations, and asks again for what it forgot", () => {
	let asked = 0;
	const length = memo(2, (text) => {
		asked += 1;
		return text.length;
	});
	for (const text of ["a", "bb", "a", "bb"]) length(text);
	expect(asked).toBe(2);
	for (const text of ["ccc", "dddd", "eeeee", "a"]) expect(length(text)).toBe(text.length);
	expect(asked).toBe(6);
});
