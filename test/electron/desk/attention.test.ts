/** What is told without the window being looked at: who waits, and each trouble once. Over real sockets. */
import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Attention, type Notice, STUCK_QUERY, watchAttention } from "../../../electron/desk/attention.ts";
import { parse } from "../../../shared/protocol/query.ts";
import { STREAM_PATH } from "../../../shared/protocol/stream.ts";
import { type OpenedDesk, openTestDesk, serveGreylist } from "../../fixtures/desk.ts";
import { openGreylist } from "../../fixtures/greylist.ts";

let desk: OpenedDesk;
let attention: Attention;
let notices: Notice[];
/** Keys whose notices are still held back. */
let held: Set<string>;
let closing: (() => unknown)[];
beforeEach(async () => {
	desk = await openTestDesk();
	notices = [];
	held = new Set();
	attention = watchAttention({
		hosts: desk.hosts,
		notify: (notice) => notices.push(notice),
		mended: (key) => held.delete(key),
		onFigures: () => undefined,
		patience: { gone: 200, stuckEvery: 100 },
	});
	closing = [() => attention.close(), () => desk.close()];
});
afterEach(async () => {
	for (const close of closing.reverse()) await close();
});

async function greylist() {
	const opened = await openGreylist();
	closing.push(() => opened.close());
	const path = join(desk.folder, "management.sock");
	let served = await serveGreylist(opened, path);
	let open = true;
	const stop = async () => {
		if (open) opened.events.close();
		if (open) await served.close();
		open = false;
	};
	closing.push(stop);
	const added = await desk.hosts.add({ address: path, name: "mx1" });
	if (!added.ok) throw new Error(added.problem.detail);
	const again = async () => {
		served = await serveGreylist(opened, path);
		closing.push(() => served.close());
	};
	return { ...opened, id: added.value.id, stop, cut: () => served.close(), again };
}

test("how many mails wait at each host that is live", async () => {
	const { attempt, id } = await greylist();
	await expect
		.poll(attention.figures)
		.toMatchObject([{ host: { id }, waiting: 0, passAllUntilAt: null, whyNot: null }]);
	await attempt({ sender: "a@example.com" });
	await attempt({ sender: "b@example.com" });
	await expect.poll(attention.figures).toMatchObject([{ host: { name: "mx1" }, waiting: 2 }]);
});

describe("a host that is gone", () => {
	test("is told once, with the reason, and leads to its view", async () => {
		const { id, stop } = await greylist();
		await expect.poll(() => attention.figures().length).toBe(1);
		await stop();
		await expect.poll(() => notices.length).toBe(1);
		expect(notices[0]).toMatchObject({ title: "mx1 does not answer", hash: `#/watch?host=${id}` });
		expect(notices[0]?.body).toMatch(/no socket|Nobody answers|hung up|closed the stream/);
		await new Promise((resolve) => setTimeout(resolve, 600));
		expect(notices).toHaveLength(1);
		expect(attention.figures()).toEqual([]);
	});

	test("and comes back is told too, where its absence had been shown", async () => {
		const { id, cut, again } = await greylist();
		await expect.poll(() => attention.figures().length).toBe(1);
		await cut();
		await expect.poll(() => notices.length).toBe(1);
		await again();
		await expect.poll(() => notices.length, { timeout: 10_000 }).toBe(2);
		expect(notices[1]).toMatchObject({ key: `gone:${id}`, title: "mx1 answers again", hash: `#/watch?host=${id}` });
	});

	test("and comes back before anybody was told is told to nobody", async () => {
		const { id, cut, again } = await greylist();
		await expect.poll(() => attention.figures().length).toBe(1);
		await cut();
		await expect.poll(() => notices.length).toBe(1);
		held.add(`gone:${id}`);
		await again();
		await expect.poll(() => attention.figures().length, { timeout: 10_000 }).toBe(1);
		expect(notices).toHaveLength(1);
	});
});

describe("stuck mail", () => {
	test("is told when there is some, and again when there is more of it", async () => {
		const { attempt, clock, id } = await greylist();
		const mail = async (sender: string) => {
			for (let time = 0; time < 3; time++) await attempt({ sender, instance: `${sender}-${time}` });
		};
		await mail("a@one.example");
		await mail("b@two.example");
		clock.pass(3700);
		const hash = `#/triplets?host=${id}&q=${encodeURIComponent(STUCK_QUERY)}`;
		await expect.poll(() => notices, { timeout: 5000 }).toMatchObject([{ title: "2 mails are stuck on mx1", hash }]);
		await mail("c@three.example");
		clock.pass(3700);
		await expect.poll(() => notices.map(({ title }) => title), { timeout: 5000 }).toContain("3 mails are stuck on mx1");
		expect(notices).toHaveLength(2);
	});

	test("is found by a query that can be asked", () => {
		expect(parse(STUCK_QUERY).ok).toBe(true);
	});
});

describe("an engine that lets everything pass for its own trouble", () => {
	const tick = (open: boolean) => ({
		at: 1,
		id: "e:1",
		counters: {},
		seconds: [],
		triplets: { waiting: 7, passed: 0, approved: 0, expired: 0 },
		open,
		behindSeconds: 0,
		revision: 1,
		mode: "enforce",
		passAllUntilAt: null,
	});

	/** A daemon whose ticks are told by hand. */
	async function daemon(kind: "embedded" | "sample") {
		let stream: ServerResponse | null = null;
		const path = join(desk.folder, "told.sock");
		const server = createServer((ask, reply) => {
			if (ask.url !== STREAM_PATH) return reply.writeHead(404).end();
			reply.writeHead(200, { "content-type": "text/event-stream" });
			reply.write(": hello\n\n");
			stream = reply;
			return reply;
		});
		await new Promise<void>((resolve) => server.listen(path, resolve));
		closing.push(
			() => server.closeAllConnections(),
			() => server.close(),
		);
		desk.hosts.own({ id: kind, name: "Here", kind, socket: path }, { problem: () => null, address: () => "here" });
		await expect.poll(() => stream !== null).toBe(true);
		return (open: boolean) => stream?.write(`event: tick\nid: e:1\ndata: ${JSON.stringify(tick(open))}\n\n`);
	}

	test("is told once, and again only after it was over", async () => {
		const say = await daemon("embedded");
		for (const open of [false, true, true, true]) say(open);
		await expect
			.poll(() => notices)
			.toMatchObject([{ title: "Here lets everything pass", hash: "#/watch?host=embedded" }]);
		for (const open of [false, true, true]) say(open);
		await expect.poll(() => notices.length).toBe(2);
	});

	test("is of no interest where the traffic is sample", async () => {
		const say = await daemon("sample");
		say(true);
		await expect.poll(attention.figures).toMatchObject([{ waiting: 7 }]);
		expect(notices).toEqual([]);
	});
});
