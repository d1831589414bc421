/** What a window remembers, and when it is not believed. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { onScreen, openWindowFile } from "../../../electron/desk/window-state.ts";

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const beside = { x: 1440, y: 0, width: 2560, height: 1440 };

describe("the place of a window", () => {
	const places: readonly (readonly [string, readonly [number, number, number, number], boolean])[] = [
		["in the middle", [100, 100, 1200, 700], true],
		["over two screens", [1400, 100, 1200, 700], true],
		["on the second screen", [2000, 200, 1200, 700], true],
		["on a screen that is no more", [4100, 100, 1200, 700], false],
		["left of everything, but for its edge", [-1150, 100, 1200, 700], false],
		["left of everything, but for a hand's breadth", [-1100, 100, 1200, 700], true],
		["with its title above the screen", [100, -10, 1200, 700], false],
		["with its title under the system's bar", [100, 10, 1200, 700], false],
		["with its title below the screen", [100, 890, 1200, 700], false],
		["larger than the screen", [0, 25, 9000, 9000], true],
	];
	test.each(places)("%s", (_, [x, y, width, height], seen) => {
		const bounds = { x, y, width, height };
		expect(onScreen(bounds, [laptop, beside])).toEqual(seen ? bounds : null);
	});

	test("that was never kept, or with no screen at all, is none", () => {
		expect(onScreen(null, [laptop])).toBe(null);
		expect(onScreen({ x: 0, y: 30, width: 800, height: 600 }, [])).toBe(null);
	});
});

describe("the file", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "greydesk-window-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));
	const path = () => join(folder, "desk", "window.json");
	const reopened = () => openWindowFile(join(folder, "desk")).get();

	test("keeps each change, for this user alone", () => {
		const file = openWindowFile(join(folder, "desk"));
		expect(file.get()).toEqual({ bounds: null, maximized: false });
		const bounds = { x: 1, y: 2, width: 900, height: 700 };
		file.set({ bounds });
		file.set({ maximized: true });
		expect(reopened()).toEqual({ bounds, maximized: true });
		expect(statSync(path()).mode & 0o777).toBe(0o600);
	});

	test.each([
		"",
		"nonsense",
		"[]",
		"null",
		'{"bounds":{"x":1e9',
		'{"bounds":{"x":0.5,"y":0,"width":900,"height":700}}',
	])("that says %j begins anew", (text) => {
		openWindowFile(join(folder, "desk")).set({});
		writeFileSync(path(), text);
		expect(reopened()).toEqual({ bounds: null, maximized: false });
	});

	test("with one senseless thing in it keeps the others", () => {
		const file = openWindowFile(join(folder, "desk"));
		file.set({ maximized: true });
		const text = readFileSync(path(), "utf8").replace('"bounds":null', '"bounds":{"x":0,"y":0,"width":1,"height":1}');
		writeFileSync(path(), text);
		expect(reopened()).toEqual({ bounds: null, maximized: true });
	});
});
