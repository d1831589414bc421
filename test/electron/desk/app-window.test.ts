/** The window: it stands where it stood, its page gets nothing of Node, and the ways to a view lead there. */
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { HOME } from "../../../electron/desk/app-scheme.ts";
import { keepPlace, openPage, windowLook } from "../../../electron/desk/app-window.ts";
import type { WindowFile, WindowState } from "../../../electron/desk/window-state.ts";

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const bounds = { x: 60, y: 70, width: 1111, height: 777 };

/** A memory that begins so, and tells each change. */
function memory(state: Partial<WindowState> = {}): WindowFile & { readonly changes: Partial<WindowState>[] } {
	let now: WindowState = { bounds: null, maximized: false, ...state };
	const changes: Partial<WindowState>[] = [];
	const set = (change: Partial<WindowState>) => {
		changes.push(change);
		now = { ...now, ...change };
	};
	return { changes, get: () => now, set };
}

/** A window as far as its place goes. */
class Placed extends EventEmitter {
	place = bounds;
	full = false;
	gone = false;
	isDestroyed = () => this.gone;
	getNormalBounds = () => this.place;
	isMaximized = () => this.full;
	maximize() {
		this.full = true;
	}
}

test("a window is made where it stood, or in the middle where that is on no screen any more", () => {
	const surroundings = { screens, dark: false, devTools: false };
	expect(windowLook({ bounds }, surroundings)).toMatchObject(bounds);
	const elsewhere = windowLook({ bounds: { ...bounds, x: 5000 } }, surroundings);
	expect(elsewhere).toMatchObject({ width: 1280, height: 800 });
	expect(elsewhere).not.toHaveProperty("x");
});

test("its ground is the page's own in light and dark, and its page is shut in", () => {
	const [light, dark] = [false, true].map((of) => windowLook({ bounds: null }, { screens, dark: of, devTools: false }));
	expect([light?.backgroundColor, dark?.backgroundColor]).toEqual(["#f5f6f8", "#0f1216"]);
	expect(light?.webPreferences).toEqual({
		sandbox: true,
		contextIsolation: true,
		nodeIntegration: false,
		webSecurity: true,
		spellcheck: false,
		devTools: false,
	});
});

test("of many steps of moving and sizing the last one is kept, once", async () => {
	const window = new Placed();
	const kept = memory();
	keepPlace(window, kept);
	for (let step = 0; step < 20; step++) {
		window.place = { ...bounds, x: step };
		window.emit(step % 2 === 0 ? "move" : "resize");
	}
	expect(kept.changes).toEqual([]);
	await expect
		.poll(() => kept.changes, { timeout: 5000 })
		.toEqual([{ bounds: { ...bounds, x: 19 }, maximized: false }]);
});

test("a window that closes keeps its place at once, and nothing is kept of one that is gone", async () => {
	const window = new Placed();
	const kept = memory();
	keepPlace(window, kept);
	window.full = true;
	window.emit("resize");
	window.emit("close");
	expect(kept.changes).toEqual([{ bounds, maximized: true }]);
	window.gone = true;
	window.emit("close");
	expect(kept.changes).toHaveLength(1);
});

test("one that was at full size is so again", () => {
	const [was, wasNot] = [true, false].map((maximized) => {
		const window = new Placed();
		keepPlace(window, memory({ maximized }));
		return window.full;
	});
	expect([was, wasNot]).toEqual([true, false]);
});

/** A window as far as it shows a page; `did` tells what was asked of it. */
function shown(minimized: boolean) {
	const did: string[] = [];
	let address = "";
	const say = (what: string) => () => void did.push(what);
	const window = {
		isMinimized: () => minimized,
		restore: say("restore"),
		show: say("show"),
		focus: say("focus"),
		loadURL: async (url: string) => {
			did.push(url);
			address = url;
			// As where the next view comes before this one is drawn.
			throw new Error("ERR_ABORTED");
		},
		webContents: { getURL: () => address },
	};
	return { did, window };
}

test("the page is opened at the view asked for, without taking the focus", () => {
	const asked = shown(true);
	openPage(asked.window, "#/triplets");
	const own = shown(true);
	openPage(own.window, null);
	expect([asked.did, own.did]).toEqual([[`${HOME}#/triplets`], [HOME]]);
});

test("the way to a view brings the window forward, from the dock too", () => {
	const { did, window } = shown(true);
	const ways = openPage(window, null);
	ways.go("#/watch?range=1h");
	expect(did.slice(1)).toEqual(["restore", "show", "focus", `${HOME}#/watch?range=1h`]);
	expect(ways.link()).toBe("greydesk:watch?range=1h");
});

test("one that is not minimized is not restored: it would lose its full size", () => {
	const { did, window } = shown(false);
	openPage(window, null).focus();
	expect(did.slice(1)).toEqual(["show", "focus"]);
});
