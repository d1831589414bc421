/** Browser mode's door: who comes in, and what the answers forbid the browser. Over a real loopback socket. */
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSession } from "../../../electron/desk/session.ts";
import { type OpenedDesk, openTestDesk } from "../../fixtures/desk.ts";

let desk: OpenedDesk;
beforeEach(async () => {
	desk = await openTestDesk();
});
afterEach(() => desk.close());

describe("who comes in", () => {
	test("the page's files need no token, the desk and the hosts do", async () => {
		expect((await desk.raw("GET", "/")).status).toBe(200);
		for (const path of ["/desk/hosts", "/desk/events", "/hosts/local/v1/hello"]) {
			const answer = await desk.raw("GET", path);
			expect([path, answer.status]).toEqual([path, 401]);
			expect(JSON.parse(answer.text).detail).toMatch(/`greydesk open` \(or `npm start`\)/);
		}
		expect((await desk.page("GET", "/desk/hosts")).status).toBe(200);
	});

	test.each(["Bearer ", "Bearer wrong", "Basic abc", `Bearer ${"x".repeat(32)}`, "Bearer __proto__"])(
		"the header %s opens nothing",
		async (authorization) => {
			expect((await desk.raw("GET", "/desk/hosts", { headers: { authorization } })).status).toBe(401);
		},
	);

	test.each(["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "[::1]:80"])(
		"a request to the host name %s is refused, files too",
		async (host) => {
			expect((await desk.raw("GET", "/", { headers: { host } })).status).toBe(403);
		},
	);

	test("localhost is as good a name as 127.0.0.1", async () => {
		expect((await desk.raw("GET", "/", { headers: { host: `localhost:${desk.port}` } })).status).toBe(200);
	});

	test.each<[string, Record<string, string>]>([
		["of no origin", {}],
		["of another site", { origin: "http://evil.example" }],
		["of another port", { origin: "http://127.0.0.1:1" }],
		["of a sandbox", { origin: "null" }],
	])("a change asked by a page %s is refused, even with the right code", async (_, headers) => {
		const body = JSON.stringify({ code: desk.session.code });
		const answer = await desk.raw("POST", "/desk/session", {
			headers: { "content-type": "application/json", ...headers },
			body,
		});
		expect(answer.status).toBe(403);
	});

	test.each(["cross-site", "same-site"])("a request that the browser marks %s is refused", async (site) => {
		expect((await desk.raw("GET", "/", { headers: { "sec-fetch-site": site } })).status).toBe(403);
	});

	test("a read with a foreign origin is refused too", async () => {
		expect((await desk.raw("GET", "/", { headers: { origin: "http://evil.example" } })).status).toBe(403);
	});
});

describe("the code", () => {
	const words = (answer: ReturnType<ReturnType<typeof createSession>["exchange"]>) =>
		answer.ok ? "" : answer.problem.detail;

	test("is 192 bits, works once, and is told apart from a wrong one", () => {
		const session = createSession(() => 0, 30);
		expect(Buffer.from(session.code, "base64url")).toHaveLength(24);
		expect(words(session.exchange(`${session.code}x`))).toMatch(/not right/);
		const first = session.exchange(session.code);
		expect(first.ok && session.opens(`Bearer ${first.value.token}`)).toBe(true);
		expect(words(session.exchange(session.code))).toMatch(/used already/);
	});

	test("ends after thirty seconds, unless nothing opened the address", () => {
		let now = 0;
		const aged = createSession(() => now, 30);
		const kept = createSession(() => now, 30);
		kept.untilUsed();
		const unlaunched = createSession(() => now, null);
		now = 30_001;
		expect(words(aged.exchange(aged.code))).toMatch(/30 seconds/);
		expect(kept.exchange(kept.code).ok).toBe(true);
		expect(unlaunched.exchange(unlaunched.code).ok).toBe(true);
	});

	test("is traded over HTTP once by the page's own origin", async () => {
		const headers = { "content-type": "application/json", origin: desk.origin };
		const wrong = await desk.raw("POST", "/desk/session", { headers, body: '{"code":"wrong"}' });
		expect(wrong.status).toBe(401);
		const again = await desk.raw("POST", "/desk/session", {
			headers,
			body: JSON.stringify({ code: desk.session.code }),
		});
		expect(JSON.parse(again.text).detail).toMatch(/used already/);
	});
});

describe("what answers forbid", () => {
	test("no script, frame, form or connection but our own, on files and refusals alike", async () => {
		for (const path of ["/", "/desk/hosts", "/assets/nothing.js"]) {
			const { headers } = await desk.raw("GET", path);
			const policy = String(headers["content-security-policy"]);
			for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
				expect(policy.split("; ")).toContain(part);
			}
			expect(headers).toMatchObject({
				"x-content-type-options": "nosniff",
				"referrer-policy": "no-referrer",
				"cross-origin-opener-policy": "same-origin",
				"cross-origin-resource-policy": "same-origin",
			});
		}
	});

	test("what the desk and hosts answer is kept by no cache; hashed files are", async () => {
		expect((await desk.page("GET", "/desk/hosts")).headers["cache-control"]).toBe("no-store");
		expect((await desk.raw("GET", "/")).headers["cache-control"]).toBe("no-cache");
		expect((await desk.raw("GET", "/assets/index-abc123.js")).headers["cache-control"]).toMatch(/immutable/);
	});
});

describe("the event stream over HTTP", () => {
	test("a page reloaded a hundred times leaves no stream open behind it", async () => {
		const headers = { authorization: `Bearer ${desk.token}` };
		for (let reload = 0; reload < 100; reload++) {
			await new Promise<void>((resolve, reject) => {
				const path = "/desk/events";
				const asked = request({ host: "127.0.0.1", port: desk.port, path, headers, agent: false }, (answer) => {
					answer.once("data", () => {
						asked.destroy();
						resolve();
					});
				});
				asked.on("error", reject).end();
			});
		}
		for (let wait = 0; wait < 200 && desk.desk.readers() > 0; wait++) {
			await new Promise((resolve) => setTimeout(resolve, 25));
		}
		expect(desk.desk.readers()).toBe(0);
	});
});

describe("files", () => {
	test.each([
		"/../secret.txt",
		"/..%2fsecret.txt",
		"/%2e%2e/secret.txt",
		"/assets/..%2f..%2fsecret.txt",
		"/..%5csecret.txt",
		"/%00.js",
		"/%ff.js",
		"//etc/passwd.txt",
		"/.hidden.js",
		"/assets/.%2e/.%2e/secret.txt",
	])("%s leads to nothing", async (path) => {
		const answer = await desk.raw("GET", path);
		expect(answer.status).toBe(404);
		expect(answer.text).not.toMatch(/not for pages|root:/);
	});

	test("a link out of the folder leads to nothing", async () => {
		const { symlink } = await import("node:fs/promises");
		await symlink(`${desk.folder}/secret.txt`, `${desk.folder}/renderer/assets/link.txt`);
		expect((await desk.raw("GET", "/assets/link.txt")).status).toBe(404);
	});

	test("each view of the page has an address, and gets the page", async () => {
		for (const path of ["/", "/watch", "/triplets/abc"]) {
			const answer = await desk.raw("GET", path);
			expect(answer.text).toMatch(/<title>Greydesk/);
			expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
		}
	});

	test("files can only be read", async () => {
		const answer = await desk.raw("POST", "/index.html", { headers: { origin: desk.origin } });
		expect(answer.status).toBe(405);
	});
});
