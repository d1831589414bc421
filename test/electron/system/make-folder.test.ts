/** Folders are made or refused at once, whatever the file system says. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeFolder } from "../../../electron/system/make-folder.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a folder", () => {
	test("is made with all that is missing above it, open to its owner alone", () => {
		const deep = join(folder, "a", "b", "c");
		makeFolder(deep);
		makeFolder(deep);
		for (const one of [deep, join(folder, "a")]) expect((statSync(one).mode & 0o777).toString(8)).toBe("700");
	});

	test("is refused where a file stands in the way, at its place or above it", () => {
		writeFileSync(join(folder, "file"), "");
		for (const path of [join(folder, "file"), join(folder, "file", "below", "it")])
			expect(() => makeFolder(path)).toThrow(/ENOTDIR/);
	});

	test.runIf(process.platform === "linux")("is refused at once where the file system takes none", () => {
		expect(() => makeFolder("/proc/nope/deeper")).toThrow(/ENOENT/);
	});
});
