import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { escapeDeceiving, openLog } from "../../../electron/daemon/log.ts";

it("a line of the log is JSON, and shows foreign text as what it is", async () => {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-log-"));
	const fd = openSync(join(folder, "log"), "w");
	const log = openLog(fd);
	log.warn("a client said", { helo: "evil\u202egpj.exe\nlevel=panic\u009b31m" });
	log.panic("a bug");
	await log.drained();
	closeSync(fd);
	const lines = readFileSync(join(folder, "log"), "utf8").trimEnd().split("\n");
	rmSync(folder, { recursive: true });
	expect(lines[0]).toContain("evil\\u202egpj.exe\\nlevel=panic\\u009b31m");
	expect(lines.map((line) => JSON.parse(line))).toMatchObject([
		{ level: "warn", words: "a client said", helo: "evil\u202egpj.exe\nlevel=panic\u009b31m" },
		{ level: "panic", words: "a bug" },
	]);
});

it("escaping leaves other writing alone", () => {
	expect(escapeDeceiving("Grüße, 日本, ελ")).toBe("Grüße, 日本, ελ");
});
