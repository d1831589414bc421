import { expect, test } from "vitest";
import { createTail, TAIL_ROWS } from "../../../renderer/state/tail.ts";

const deferred = (seq: number) => ({
	seq,
	at: seq * 1000,
	kind: "deferred",
	reason: "new",
	why: "First attempt",
	triplet: "abc",
	attempt: { client: "192.0.2.9", clientName: null, sender: "", recipient: "bob@example.org" },
});
const frame = (epoch: string, from: number, to: number) => ({
	id: `${epoch}:${to}`,
	events: Array.from({ length: to - from + 1 }, (_, n) => deferred(from + n)),
	omitted: 0,
});

test("the newest mail stands first, and one that comes twice after a resume is shown once", () => {
	const tail = createTail();
	tail.hear(frame("e1", 1, 3));
	tail.hear(frame("e1", 2, 4));
	expect(tail.get().rows.map(({ key }) => key)).toEqual(["e1:4", "e1:3", "e1:2", "e1:1"]);
});

test("after a restored folder the same numbers mean other mails", () => {
	const tail = createTail();
	tail.hear(frame("e1", 1, 2));
	tail.hear(frame("e2", 1, 1));
	expect(tail.get().rows.map(({ key }) => key)).toEqual(["e2:1", "e1:2", "e1:1"]);
});

test("paused it stands still and counts; going on shows what came", () => {
	const tail = createTail();
	tail.hear(frame("e", 1, 2));
	tail.pause();
	tail.hear(frame("e", 3, 5));
	expect(tail.get()).toMatchObject({ paused: true, held: 3 });
	expect(tail.get().rows).toHaveLength(2);
	tail.resume();
	expect(tail.get()).toMatchObject({ paused: false, held: 0 });
	expect(tail.get().rows).toHaveLength(5);
});

test("however much mail comes, the list is bounded, and what was left out is said", () => {
	const tail = createTail();
	tail.hear({ ...frame("e", 1, TAIL_ROWS + 50), omitted: 7 });
	expect(tail.get().rows).toHaveLength(TAIL_ROWS);
	expect(tail.get().omitted).toBe(7);
});

test("what happened before anybody listened stands beneath, each mail once, and none that the stream then repeats", () => {
	const tail = createTail();
	const past = (from: number, to: number) =>
		frame("e", from, to)
			.events.map((event) => ({ ...event, id: `e:${event.seq}` }))
			.reverse();
	tail.hear(frame("e", 5, 6));
	tail.fill(past(1, 7));
	tail.hear(frame("e", 6, 8));
	expect(tail.get().rows.map(({ key }) => key)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((seq) => `e:${seq}`));
});

test("a client that ignores what it was told is one line with its mail; what a log confirms is none", () => {
	const tail = createTail();
	const mail = {
		triplet: "abc",
		client: "192.0.2.9",
		clientName: null,
		sender: "a@example.net",
		recipient: "b@x.test",
	};
	const events = [
		{ seq: 1, at: 1000, kind: "outcome", triplet: "abc", askedAt: 900, outcome: "confirmed", code: "450 4.2.0" },
		{ seq: 2, at: 2000, kind: "ignored-deferral", ...mail, times: 2, why: "It went on" },
	];
	tail.hear({ id: "e:2", events, omitted: 0 });
	expect(tail.get().rows).toMatchObject([{ kind: "ignored-deferral", why: "It went on", ...mail }]);
});

test("what an operator did says how much and who, and an undo of settings counts no triplets", () => {
	const tail = createTail();
	const who = { name: "anna" };
	const act = (seq: number, event: { kind: string; [key: string]: unknown }) => ({
		seq,
		at: seq * 1000,
		who,
		why: "",
		...event,
	});
	tail.hear({
		id: "e1:4",
		events: [
			act(1, { kind: "settings-changed", revision: 2 }),
			act(2, { kind: "whitelist-changed", why: "their list", counts: { added: 3, removed: 0 } }),
			act(3, { kind: "undone", restored: [] }),
			act(4, { kind: "erased" }),
		],
		omitted: 0,
	});
	const told = tail.get().rows.map(({ why }) => why);
	expect(told).toEqual(["by anna", "by anna", "3 added, 0 removed · by anna · their list", "by anna"]);
});
