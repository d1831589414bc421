/** The management socket: who may open it, what stands in its way, and that whoever hangs up leaves nothing behind. */
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { serveManagement } from "../../../../electron/daemon/management/serve.ts";
import { silentLog } from "../../../../shared/base/log.ts";
import { type Greylist, openGreylist } from "../../../fixtures/greylist.ts";

let folder: string;
let path: string;
let greylist: Greylist;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "greydesk-serve-"));
	path = join(folder, "management.sock");
	greylist = await openGreylist({ history: false });
});
afterEach(async () => {
	await greylist.close();
	await rm(folder, { recursive: true, force: true });
});

const serve = () => serveManagement({ path, fetch: greylist.api(), log: silentLog });
const problemOf = () =>
	serve().then(
		async (socket) => {
			await socket.close();
			return "served";
		},
		(error: unknown) => String(error),
	);

/** The head of an answer; the body is the caller's to read. */
function get(target: string): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		request({ socketPath: path, path: target, agent: false }, resolve).on("error", reject).end();
	});
}

/** Until nobody listens to the feed; the other side learns of a hang-up a moment later. */
async function nobodyListens(): Promise<void> {
	for (let wait = 0; wait < 200 && greylist.events.readers() > 0; wait++) {
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	expect(greylist.events.readers()).toBe(0);
}

describe("the management socket", () => {
	test("may be opened by its owner and group, and answers there", async () => {
		const socket = await serve();
		expect(((await stat(path)).mode & 0o777).toString(8)).toBe("660");
		expect((await get("/healthz")).statusCode).toBe(200);
		await socket.close();
		await expect(stat(path)).rejects.toThrow(/ENOENT/);
	});

	test("takes the place of one that a dead daemon left behind", async () => {
		const dead = createServer().listen(path);
		await new Promise((resolve) => dead.once("listening", resolve));
		// Closed without its file: as a process that was killed leaves it.
		const left = join(folder, "left");
		await import("node:fs/promises").then(({ link }) => link(path, left));
		await new Promise((resolve) => dead.close(resolve));
		await import("node:fs/promises").then(({ rename }) => rename(left, path));
		await (await serve()).close();
	});

	test("is refused where another daemon answers, and that one lives on", async () => {
		const first = await serve();
		expect(await problemOf()).toMatch(/Another daemon answers on .*management\.sock/);
		expect((await get("/healthz")).statusCode).toBe(200);
		await first.close();
	});

	test("never takes away what is not a socket", async () => {
		await writeFile(path, "a letter");
		expect(await problemOf()).toMatch(/is not a socket/);
		expect(await readFile(path, "utf8")).toBe("a letter");
	});

	test("is refused with words where its path is too long or its folder is not there", async () => {
		path = join(folder, "x".repeat(120));
		expect(await problemOf()).toMatch(/at most 107/);
		path = join(folder, "nowhere", "s");
		expect(await problemOf()).toMatch(/Cannot listen on .*: its folder is not there/);
	});

	test("a hundred readers that hang up leave none behind", async () => {
		const socket = await serve();
		for (let round = 0; round < 100; round++) {
			const answer = await get("/v1/events");
			if (round % 2 === 0) await new Promise((resolve) => answer.once("data", resolve));
			answer.destroy();
		}
		await nobodyListens();
		await socket.close();
	});

	test("closing ends the streams that are open, and waits for nobody", async () => {
		const socket = await serve();
		const answer = await get("/v1/events");
		const ended = new Promise((resolve) => answer.resume().once("end", resolve));
		const idle = connect(path);
		greylist.events.close();
		await socket.close();
		await ended;
		idle.destroy();
	});

	test.each(["\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\0\0\0\0", `GET /${"x".repeat(100_000)} HTTP/1.1\r\n\r\n`])(
		"garbage %# ends its own connection and nothing else",
		async (bytes) => {
			const socket = await serve();
			const client = connect(path);
			const closed = new Promise((resolve) => client.once("close", resolve));
			client.on("error", () => undefined);
			client.end(bytes);
			await closed;
			expect((await get("/healthz")).statusCode).toBe(200);
			await socket.close();
		},
	);
});
