/** What a page may not do: leave, open, embed, be granted, fetch; and what goes to the system's browser instead. */
import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, test } from "vitest";
import { answerScheme } from "../../../electron/desk/app-scheme.ts";
import { limitPage, mayPage, maySave } from "../../../electron/desk/page-limits.ts";

type Opens = (asked: { readonly url: string }) => { action: "deny" };

class Page extends EventEmitter {
	opens: Opens | null = null;
	setWindowOpenHandler(answer: Opens) {
		this.opens = answer;
	}
}

let page: Page;
const shown: string[] = [];
beforeEach(() => {
	shown.length = 0;
	page = new Page();
	limitPage(page, (url) => void shown.push(url));
});

/** Whether the page was kept from it. */
function prevented(event: string, url: string): boolean {
	let was = false;
	const preventDefault = () => {
		was = true;
	};
	page.emit(event, { url, preventDefault });
	return was;
}

describe.each(["will-navigate", "will-redirect"])("%s", (event) => {
	test.each([
		["greydesk-app://desk/#/watch", false, []],
		["greydesk-app://desk.example/", true, []],
		["https://example.com/", true, ["https://example.com/"]],
		["http://example.com/", true, []],
		["file:///etc/passwd", true, []],
	])("to %s", (url, kept, outside) => {
		expect(prevented(event, url)).toBe(kept);
		expect(shown).toEqual(outside);
	});
});

test("a frame of another place is refused, and shown nowhere", () => {
	expect(prevented("will-frame-navigate", "https://example.com/")).toBe(true);
	expect(prevented("will-frame-navigate", "greydesk-app://desk/")).toBe(false);
	expect(prevented("will-attach-webview", "greydesk-app://desk/")).toBe(true);
	expect(shown).toEqual([]);
});

test.each([
	["https://example.com/popup", ["https://example.com/popup"]],
	["greydesk-app://desk/", []],
	["about:blank", []],
])("a window for %s is not opened", (url, outside) => {
	expect(page.opens?.({ url })).toEqual({ action: "deny" });
	expect(shown).toEqual(outside);
});

test("text may be copied; nothing else is granted", () => {
	const asked = [
		"clipboard-sanitized-write",
		"clipboard-read",
		"media",
		"geolocation",
		"notifications",
		"openExternal",
	];
	expect(asked.filter(mayPage)).toEqual(["clipboard-sanitized-write"]);
});

test.each([
	["blob:greydesk-app://desk/8d3e", true],
	["blob:https://example.com/8d3e", false],
	["greydesk-app://desk/hosts/local/v1/status", false],
	["data:text/csv,evil", false],
	["file:///etc/passwd", false],
])("%s is saved: %s", (url, may) => {
	expect(maySave(url)).toBe(may);
});

test("the scheme has one host, the desk", async () => {
	const answer = answerScheme({ fetch: async ({ url }) => new Response(url) });
	expect(await (await answer(new Request("greydesk-app://desk/desk/hosts"))).text()).toMatch(/desk\/hosts$/);
	expect((await answer(new Request("greydesk-app://other/desk/hosts"))).status).toBe(404);
});
