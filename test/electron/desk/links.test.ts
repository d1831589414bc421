/** Links and the page's one stream: a daemon that dies, freezes and comes back; a page that reloads or does not read. */

import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LinkFrame } from "../../../electron/desk/contract.ts";
import { openHostLink } from "../../../electron/desk/host-link.ts";
import { openPageStreams } from "../../../electron/desk/page-stream.ts";
import { ownReach } from "../../../electron/desk/reach.ts";
import { silentLog } from "../../../shared/base/log.ts";
import { type OpenedDesk, openTestDesk, serveGreylist } from "../../fixtures/desk.ts";
import { detailSeqs, omittedOf, readEvents } from "../../fixtures/event-reader.ts";
import { type Greylist, openGreylist } from "../../fixtures/greylist.ts";

const soon = async (holds: () => boolean, words: string) => {
	for (let wait = 0; wait < 400; wait++) {
		if (holds()) return;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	throw new Error(`not within ten seconds: ${words}`);
};

describe("a link", () => {
	let folder: string;
	let server: Server | null = null;
	let answers: ServerResponse[] = [];
	let asked: (string | undefined)[] = [];
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "greydesk-link-"));
		answers = [];
		asked = [];
	});
	afterEach(async () => {
		await stop();
		await rm(folder, { recursive: true, force: true });
	});

	/** A daemon that says only what it is told to. */
	const start = () =>
		new Promise<void>((resolve) => {
			server = createServer((request, reply) => {
				asked.push(request.headers["last-event-id"]?.toString());
				reply.writeHead(200, { "content-type": "text/event-stream" });
				reply.write(": hello\n\n");
				answers.push(reply);
			}).listen(join(folder, "s"), resolve);
		});
	const stop = () =>
		new Promise<void>((resolve) => {
			if (server === null) return resolve();
			server.close(() => resolve());
			server.closeAllConnections();
			server = null;
		});
	const detail = (seq: number) => {
		const events = [{ seq, at: 0, kind: "deferred" }];
		const data = JSON.stringify({ id: `e:${seq}`, events, omitted: 0 });
		answers.at(-1)?.write(`event: detail\nid: e:${seq}\ndata: ${data}\n\n`);
	};
	const open = (patience = { stale: 300, givenUp: 900 }) => {
		const frames: LinkFrame[] = [];
		const states: string[] = [];
		const link = openHostLink({
			log: silentLog,
			now: () => Date.now(),
			reach: ownReach(join(folder, "s")),
			onFrame: (frame) => frames.push(frame),
			onState: () => states.push(link.state().link),
			patience,
		});
		return { link, frames, states };
	};

	test("to a daemon that is not there is gone, with the mend, and lives when it comes", async () => {
		const { link } = open();
		await soon(() => link.state().link === "gone", "gone");
		expect(link.state().problem).toMatchObject({ kind: "no-socket", mend: expect.stringMatching(/daemon running/) });
		await start();
		await soon(() => link.state().link === "live", "live");
		expect(link.state().problem).toBe(null);
		await link.close();
	});

	test("goes on after a restart from the last event it had", async () => {
		await start();
		const { link, frames, states } = open();
		await soon(() => answers.length === 1, "connected");
		detail(7);
		await soon(() => frames.length === 1, "a frame");
		await stop();
		await soon(() => link.state().link === "gone", "gone");
		await start();
		await soon(() => answers.length === 2, "connected again");
		expect(asked).toEqual([undefined, "e:7"]);
		await soon(() => link.state().link === "live", "live");
		expect(states).toEqual(["live", "gone", "live"]);
		await link.close();
	});

	test("that falls silent is stale, lives again at the first word, and is opened anew where silence lasts", async () => {
		await start();
		const { link, states } = open({ stale: 300, givenUp: 1500 });
		await soon(() => link.state().link === "stale", "stale");
		expect(link.state().problem).toMatchObject({ kind: "silent", words: expect.stringMatching(/silent/) });
		answers[0]?.write(": \n\n");
		await soon(() => link.state().link === "live", "live");
		await soon(() => answers.length === 2, "opened anew");
		expect(states.slice(0, 4)).toEqual(["live", "stale", "live", "stale"]);
		await link.close();
	});

	test("reads frames in pieces, and leaves out what breaks its declaration", async () => {
		await start();
		const { link, frames } = open();
		await soon(() => answers.length === 1, "connected");
		answers[0]?.write('event: detail\nid: e:1\ndata: {"id":"e:1","eve');
		answers[0]?.write('nts":[],"omitted":3}\n\nevent: tick\ndata: {"at":"late"}\n\nevent: toString\ndata: {}\n\n');
		detail(2);
		await soon(() => frames.length === 2, "two frames");
		expect(frames.map((frame) => frame.name)).toEqual(["detail", "detail"]);
		await link.close();
	});

	test("is opened anew at once after a sleep of the machine, from the last event it had, and never told as gone", async () => {
		await start();
		const { link, frames, states } = open();
		await soon(() => answers.length === 1, "connected");
		detail(3);
		await soon(() => frames.length === 1, "a frame");
		link.wake();
		await soon(() => answers.length === 2, "connected again");
		expect(asked).toEqual([undefined, "e:3"]);
		await soon(() => link.state().link === "live", "live");
		expect(states).not.toContain("gone");
		await link.close();
	});

	test("to something that streams nothing is gone, with words", async () => {
		server = createServer((_, reply) => reply.end("hello")).listen(join(folder, "s"));
		const { link } = open();
		await soon(() => link.state().link === "gone", "gone");
		expect(link.state().problem).toMatchObject({ words: expect.stringMatching(/sends no events/) });
		await link.close();
	});
});

describe("the page's stream", () => {
	let desk: OpenedDesk;
	let greylist: Greylist;
	let id: string;
	let close: () => Promise<void>;
	beforeEach(async () => {
		desk = await openTestDesk();
		greylist = await openGreylist({ history: false });
		const path = join(desk.folder, "management.sock");
		const served = await serveGreylist(greylist, path);
		close = served.close;
		const added = await desk.hosts.add({ address: path, name: "mx" });
		id = added.ok ? added.value.id : "";
		await soon(() => desk.hosts.list()[0]?.link === "live", "live");
	});
	afterEach(async () => {
		await desk.close();
		greylist.events.close();
		await close();
		await greylist.close();
	});

	const listen = async (signal?: AbortSignal) => {
		const token = desk.session;
		const answer = await desk.desk.fetch(
			new Request("http://desk/desk/events", signal === undefined ? {} : { signal }),
		);
		if (answer.body === null || token === null) throw new Error("no stream");
		return readEvents(answer.body);
	};

	test("begins with the hosts and each host's last tick, then tells what happens there, by name", async () => {
		const page = await listen();
		await page.until((frames) => frames.some((frame) => frame.name === "tick"));
		expect(page.frames.find(({ name }) => name === "hosts")).toMatchObject({
			name: "hosts",
			data: { hosts: [{ id, name: "mx", link: "live" }] },
		});
		await greylist.attempt();
		await page.until((frames) => frames.some((frame) => frame.data.frame?.counters?.deferredNew === 1));
		expect(page.frames.filter((frame) => frame.name === "detail")).toMatchObject([
			{ data: { host: id, frame: { events: [{ kind: "deferred" }] } } },
		]);
		await page.cancel();
	});

	test("brings what a menu asks to every page, in order", async () => {
		const pages = [await listen(), await listen()];
		desk.desk.command("search");
		desk.desk.command("undo");
		for (const page of pages) {
			await page.until((frames) => frames.some((frame) => frame.data.command === "undo"));
			const commands = page.frames.flatMap((frame) => (frame.name === "command" ? [frame.data.command] : []));
			expect(commands).toEqual(["search", "undo"]);
			await page.cancel();
		}
	});

	test("two pages cost the host one stream, and a hundred reloads leave none behind", async () => {
		for (let reload = 0; reload < 100; reload++) {
			const cut = new AbortController();
			const page = await listen(cut.signal);
			await page.until((frames) => frames.length > 0);
			if (reload % 2 === 0) await page.cancel();
			else cut.abort();
		}
		await soon(() => desk.desk.readers() === 0, "no readers");
		expect(greylist.events.readers()).toBe(1);
	});

	test("tells when a host goes and comes", async () => {
		const page = await listen();
		greylist.events.close();
		await close();
		await page.until((frames) => frames.some((frame) => frame.data.hosts?.[0]?.link === "gone"));
		close = async () => undefined;
		await page.cancel();
	});
});

describe("a page that does not read", () => {
	test("costs a bounded amount, loses details with their number, and no count", async () => {
		let heard: { onFrame(host: string, frame: LinkFrame): void } | null = null;
		const hosts = {
			list: () => [],
			find: () => null,
			listen: (listener: NonNullable<typeof heard>) => {
				heard = listener;
				return () => undefined;
			},
		};
		const streams = openPageStreams(hosts, {
			get: () => ({ preferences: defaultPreferences, problem: null }),
			listen: () => () => undefined,
		});
		const stream = streams.open(new AbortController().signal);
		if (stream === null) throw new Error("no stream");
		const say = (frame: LinkFrame) => heard?.onFrame("mx", frame);
		for (let tick = 1; tick <= 500; tick++) {
			const events = Array.from({ length: 50 }, (_, index) => ({ seq: tick * 50 + index, at: tick, kind: "deferred" }));
			say({ name: "detail", frame: { id: `e:${tick}`, events, omitted: 2 } });
			say({ name: "tick", frame: tickOf(tick) });
		}
		const page = readEvents(stream);
		await page.until((frames) => frames.some((frame) => frame.data.frame?.counters?.deferredNew === 500));
		const inner = page.frames
			.filter((frame) => frame.data.frame !== undefined)
			.map((frame) => ({ ...frame, data: frame.data.frame }));
		const seconds = new Set(
			inner.flatMap((frame) => (frame.data.seconds ?? []).map((point: { at: number }) => point.at)),
		);
		expect(seconds.size).toBe(500);
		expect(detailSeqs(inner).length + omittedOf(inner)).toBe(500 * 52);
		expect(detailSeqs(inner).length).toBeLessThan(3000);
		streams.close();
	});
});

function tickOf(second: number) {
	return {
		at: second * 1000,
		id: `e:${second}`,
		counters: { deferredNew: second },
		seconds: [{ ...noCounts, at: second * 1000, deferredNew: 1, gap: false }],
		triplets: { waiting: second, passed: 0, approved: 0, expired: 0 },
		open: false,
		behindSeconds: 0,
		revision: 1,
		mode: "enforce",
		passAllUntilAt: null,
	};
}

const noCounts = {
	deferredEarly: 0,
	deferredThrottled: 0,
	passedAfterDelay: 0,
	passedKnown: 0,
	passedWhitelisted: 0,
	passedAutoWhitelisted: 0,
	passedExempt: 0,
	passedApproved: 0,
	passedShadow: 0,
	passedReturnedLate: 0,
	passedOverflow: 0,
	passedOpen: 0,
	expiredNeverRetried: 0,
	expiredRetriedElsewhere: 0,
	ignoredDeferral: 0,
};

import { defaultPreferences } from "../../../shared/protocol/preferences.ts";
