/** A page that ended or hangs: what is asked, what is done then, and that no ending of our own is told as a fault. */
import { EventEmitter } from "node:events";
import { beforeEach, expect, test } from "vitest";
import { mendPage, partGone } from "../../../electron/desk/page-mending.ts";

const did: string[] = [];
let answer = 0;
let window: EventEmitter & { readonly webContents: Page };

class Page extends EventEmitter {
	reload = () => void did.push("reload");
	forcefullyCrashRenderer = () => void did.push("crash");
}

beforeEach(() => {
	did.length = 0;
	answer = 0;
	window = Object.assign(new EventEmitter(), { webContents: new Page() });
	const ask = async ({ title }: { readonly title: string }) => {
		did.push(title);
		return answer;
	};
	mendPage(window, ask, () => void did.push("quit"));
});

const gone = (reason: string) => window.webContents.emit("render-process-gone", {}, { reason });
const answered = () => new Promise((resolve) => setTimeout(resolve, 0));

test("a page that ended by itself is told with the reason, and loaded anew", async () => {
	gone("oom");
	await answered();
	expect(did).toEqual(["The page has ended by itself (oom)", "reload"]);
});

test("or the app is left, where the person says so", async () => {
	answer = 1;
	gone("crashed");
	await answered();
	expect(did).toEqual(["The page has ended by itself (crashed)", "quit"]);
});

test("a page that ended in order is no news", async () => {
	gone("clean-exit");
	await answered();
	expect(did).toEqual([]);
});

test("a page that hangs is waited for, where the person says so", async () => {
	window.emit("unresponsive");
	await answered();
	expect(did).toEqual(["The page does not answer"]);
});

test("else it is ended and loaded anew, without a question about that end; the next end is asked about", async () => {
	answer = 1;
	window.emit("unresponsive");
	await answered();
	gone("killed");
	await answered();
	expect(did).toEqual(["The page does not answer", "crash", "reload"]);
	window.webContents.emit("did-finish-load");
	answer = 0;
	gone("crashed");
	await answered();
	expect(did.slice(3)).toEqual(["The page has ended by itself (crashed)", "reload"]);
});

test.each([
	["GPU", "crashed", "Chromium's GPU process ended (crashed); it is started again"],
	["GPU", "clean-exit", null],
	["Utility", "crashed", null],
])("a %s process that ended (%s): %s", (type, reason, words) => {
	expect(partGone({ type, reason })).toBe(words);
});
