/** No storm of notifications, and none in quiet hours: what is held back is told in one, or not at all once it is over. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Notice } from "../../../electron/desk/attention.ts";
import { createNoticeGate, type NoticeGate } from "../../../electron/desk/notice-gate.ts";

let shown: Omit<Notice, "key">[];
let may: "now" | "later" | "never";
let gate: NoticeGate;
beforeEach(() => {
	shown = [];
	may = "now";
	const show = (notice: Omit<Notice, "key">) => shown.push(notice);
	gate = createNoticeGate({ show, may: () => may, patience: { gather: 20, rest: 100 } });
});
afterEach(() => gate.close());

const notice = (key: string): Notice => ({
	key,
	title: `${key} does not answer`,
	body: "It is tried.",
	hash: `#/${key}`,
});
const titles = () => shown.map(({ title }) => title);

test("one is shown as it is", async () => {
	gate.take(notice("mx1"));
	await expect.poll(() => shown).toMatchObject([{ title: "mx1 does not answer", body: "It is tried.", hash: "#/mx1" }]);
});

test("a network that falls makes one of many hosts, with four names and the number of the others", async () => {
	for (let host = 1; host <= 9; host++) gate.take(notice(`mx${host}`));
	await expect.poll(titles).toEqual(["9 things need a look"]);
	expect(shown[0]?.body.split("\n")).toEqual([1, 2, 3, 4].map((n) => `mx${n} does not answer`).concat("and 5 more"));
});

test("what comes after one was shown waits, and comes in one", async () => {
	gate.take(notice("mx1"));
	await expect.poll(titles).toHaveLength(1);
	for (const host of ["mx2", "mx3", "mx2"]) gate.take(notice(host));
	await expect.poll(titles).toEqual(["mx1 does not answer", "2 things need a look"]);
});

test("what is over before it was shown is not told", async () => {
	gate.take(notice("mx1"));
	gate.take(notice("mx2"));
	expect(gate.drop("mx1")).toBe(true);
	await expect.poll(titles).toEqual(["mx2 does not answer"]);
	expect(gate.drop("mx2")).toBe(false);
});

test("in quiet hours nothing is shown; when they are over, what still stands comes in one", async () => {
	may = "later";
	for (const host of ["mx1", "mx2", "mx3"]) gate.take(notice(host));
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(shown).toEqual([]);
	gate.drop("mx2");
	may = "now";
	await expect.poll(titles).toEqual(["2 things need a look"]);
});

test("switched off, nothing is kept for later either", async () => {
	may = "never";
	gate.take(notice("mx1"));
	may = "now";
	gate.take(notice("mx2"));
	await expect.poll(titles).toEqual(["mx2 does not answer"]);
});
