/** Registered domains, and names that providers make for addresses. The title is the input. */
import { describe, expect, test } from "vitest";
import { domainOf, isGenericName, lowerName, registeredDomain, withLowerDomain } from "../../../shared/base/names.ts";
import { type Address, parseAddress } from "../../../shared/base/networks.ts";
import { invariant } from "../../../shared/base/outcome.ts";

function address(text: string): Address {
	const parsed = parseAddress(text);
	invariant(parsed !== null, `${text} is an address`);
	return parsed;
}

describe("registered domains", () => {
	const table: readonly (readonly [string, string | null])[] = [
		["mail.example.net", "example.net"],
		["a.b.example.co.uk", "example.co.uk"],
		["customer.github.io", "customer.github.io"],
		["example.net", "example.net"],
		["com", null],
		["localhost", null],
		["192.0.2.1", null],
		["", null],
		[`${"a.".repeat(200)}example.net`, null],
	];
	for (const [name, domain] of table)
		test(name.slice(0, 40) || "(empty)", () => expect(registeredDomain(name)).toBe(domain));
});

describe("generic names", () => {
	const generic: readonly (readonly [string, string])[] = [
		["192.0.2.10", "192-0-2-10.isp.example"],
		["192.0.2.10", "ip-10.2.0.192.isp.example"],
		["203.0.113.45", "host45-113-0-203.isp.example"],
		["203.0.113.45", "p113-45.x203-0-113-45.isp.example"],
		["203.0.113.45", "203.000.113.045.isp.example"],
		["203.0.113.45", "203000113045.isp.example"],
		["203.0.113.45", "045113000203.isp.example"],
		["203.0.113.45", "pcb00712d.isp.example".replace("b00712d", "cb00712d")],
		["203.0.113.45", "3405803821.isp.example"],
		["203.0.113.45", "host-0-113-45.isp.example"],
		["203.0.113.45", "a.dyn.isp.example"],
		["203.0.113.45", "dynamic-pool.isp.example"],
		["203.0.113.45", "adsl7.isp.example"],
		["203.0.113.45", "x1.dhcp.isp.example"],
		["203.0.113.45", "pool-1-2.isp.example"],
		["203.0.113.45", "ec2-203-0-113-45.compute-1.amazonaws.com"],
		["198.51.100.7", "ec2-198-51-100-7.eu-west-1.compute.amazonaws.com"],
		["198.51.100.7", "198-51-100-7.ip.linodeusercontent.com"],
		["2001:db8::a:b:c", "2001-db8--a-b-c.isp.example"],
		["2001:db8:1:2:3:4:5:6", "20010db8000100020003000400050006.isp.example"],
		["2001:db8:1:2:3:4:5:6", "x0003000400050006.isp.example"],
	];
	for (const [client, name] of generic)
		test(`${name} for ${client}`, () => expect(isGenericName(name, address(client))).toBe(true));
});

describe("names of mail hosts", () => {
	const own: readonly (readonly [string, string])[] = [
		["192.0.2.10", "mail.example.net"],
		["54.240.8.31", "a8-31.smtp-out.amazonses.com"],
		["209.85.221.42", "mail-wr1-f42.google.com"],
		["40.107.20.81", "mail-db8eur05on2081.outbound.protection.outlook.com"],
		["192.0.2.10", "mta-pool1.example.net"],
		["192.0.2.10", "customers.example.net"],
		["192.0.2.10", "smtp10.example.net"],
		["192.0.2.10", "example.net"],
		["192.0.2.10", "dsl.example"],
		["198.51.100.7", "mail.ip.linodeusercontent.com"],
		["192.0.2.10", "dynamics.example.net"],
		["192.0.2.10", "mx.dyn.example"],
		["2001:db8::1", "mx1.example.net"],
	];
	for (const [client, name] of own)
		test(`${name} for ${client}`, () => expect(isGenericName(name, address(client))).toBe(false));
});

test("domains are lower case, local parts as they are", () => {
	expect(withLowerDomain("Alice@EXAMPLE.Net")).toBe("Alice@example.net");
	expect(withLowerDomain("Postmaster")).toBe("Postmaster");
	expect(withLowerDomain('"odd@place"@Example.NET')).toBe('"odd@place"@example.net');
	expect(domainOf("Alice@EXAMPLE.Net")).toBe("example.net");
	expect(lowerName("Mail.Example.NET.")).toBe("mail.example.net");
});
