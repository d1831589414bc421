import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { changesBetween, noConfig, parseConfig, readConfig } from "../../../electron/daemon/config.ts";
import { VERSION } from "../../../electron/daemon/version.ts";

const problems = [
	["policy = 1 2", "greydesk.toml, line 1"],
	['[policy]\nlisten = ["127.0.0.1"]', 'policy.listen.0: "127.0.0.1" is no address'],
	['[policy]\nallow = ["192.0.2.0/33"]', 'policy.allow.0: "192.0.2.0/33" is no network'],
	["[policy]\nlissten = []", "policy.lissten"],
	['[management]\nsocket = "unix:relative"', "management.socket"],
	["[policy]\nconnections = 1", "policy.connections"],
	["[retention]\ndays = 0", "retention.days"],
	['[retention]\nbytes = "4 GB"', "retention.bytes: write bytes"],
	["[retention]\nbytes = 1000", "128 MiB at least"],
] as const;

describe("greydesk.toml", () => {
	it.each(problems)("%j is refused by file and key", (text, words) => {
		const config = parseConfig(text, "greydesk.toml");
		expect(config.ok ? "" : config.problem).toContain(words);
		expect(config.ok ? "" : config.problem).toContain("greydesk.toml");
	});

	it("may be empty", () => {
		expect(parseConfig("", "x")).toEqual({ ok: true, value: noConfig });
	});

	it("tells where it is missing", async () => {
		expect(await readConfig("/nowhere/greydesk.toml")).toEqual({
			ok: false,
			problem: "/nowhere/greydesk.toml cannot be read (ENOENT).",
		});
	});

	it.each(['"512 MiB"', "536870912", '"524288KiB"'])("takes %s as so many bytes", (written) => {
		const config = parseConfig(`[retention]\ndays = 30\nbytes = ${written}`, "x");
		expect(config.ok && config.value.retention).toEqual({ days: 30, bytes: 512 * 1024 ** 2 });
		expect(config.ok && changesBetween(noConfig, config.value)).toEqual(["retention.days", "retention.bytes"]);
	});

	it("tells which keys differ from the one before", () => {
		const next = parseConfig('data = "/srv"\n[policy]\nallow = ["192.0.2.0/24"]', "x");
		expect(next.ok && changesBetween(noConfig, next.value)).toEqual(["data", "policy.allow"]);
	});
});

it("the program's version is the package's", () => {
	expect(JSON.parse(readFileSync("package.json", "utf8")).version).toBe(VERSION);
});
