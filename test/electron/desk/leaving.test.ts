/** The way out: what is asked, what is ended, and that it is ended once. */
import { expect, test } from "vitest";
import type { Box } from "../../../electron/desk/boxes.ts";
import { createLeaving, leavingQuestion, mayLeave } from "../../../electron/desk/leaving.ts";

const question = leavingQuestion(5);

/** A way out whose answers are given by hand; `said` tells what happened. */
function wayOut(asks: boolean) {
	const said: string[] = [];
	let answer: (goes: boolean) => void = () => undefined;
	let ended: () => void = () => undefined;
	const leaving = createLeaving({
		question: async () => (asks ? question : null),
		mayGo: () => {
			said.push("asked");
			return new Promise((resolve) => {
				answer = resolve;
			});
		},
		end: () => {
			said.push("ending");
			return new Promise((resolve) => {
				ended = resolve;
			});
		},
		over: () => said.push("over"),
	});
	return { leaving, said, answer: (goes: boolean) => answer(goes), end: () => ended() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("where nobody relies on the engine nothing is asked, and it is over when all is ended", async () => {
	const { leaving, said, end } = wayOut(false);
	const asked = leaving.ask();
	await settled();
	expect([said, leaving.isOver()]).toEqual([["ending"], false]);
	end();
	await asked;
	expect([said, leaving.isOver()]).toEqual([["ending", "over"], true]);
});

test("who stays is asked again the next time", async () => {
	const { leaving, said, answer, end } = wayOut(true);
	const first = leaving.ask();
	await settled();
	answer(false);
	await first;
	expect(leaving.isOver()).toBe(false);
	const second = leaving.ask();
	await settled();
	answer(true);
	await settled();
	end();
	await second;
	expect(said).toEqual(["asked", "asked", "ending", "over"]);
});

test("asked several times at once, by window and menu, there is one question", async () => {
	const { leaving, said } = wayOut(true);
	void leaving.ask();
	void leaving.ask();
	await settled();
	void leaving.ask();
	await settled();
	expect(said).toEqual(["asked"]);
});

test("a signal ends it while the question stands, once, whatever is answered then", async () => {
	const { leaving, said, answer, end } = wayOut(true);
	const asked = leaving.ask();
	await settled();
	const closed = leaving.close();
	void leaving.close();
	answer(true);
	await asked;
	end();
	await closed;
	expect(said).toEqual(["asked", "ending", "over"]);
});

test("the question says when a Postfix asked, and what becomes of the mail", () => {
	expect(leavingQuestion(0).title).toBe("A Postfix asked this engine just now");
	expect(leavingQuestion(200).title).toBe("A Postfix asked this engine 3 min 20 s ago");
	expect(leavingQuestion(200).detail).toMatch(/passes undelayed.*default_action=DUNNO.*451.*service/s);
});

test.each([
	{ what: "Stay", button: 0, done: true, goes: false, told: [] },
	{ what: "Quit", button: 2, done: true, goes: true, told: [] },
	{ what: "a service that is installed", button: 1, done: true, goes: true, told: ["The service is installed"] },
	{ what: "one that cannot be", button: 1, done: false, goes: false, told: ["No service was installed"] },
])("answered by $what", async ({ button, done, goes, told }) => {
	const shown: Box[] = [];
	const show = async (box: Box) => {
		shown.push(box);
		return button;
	};
	expect(await mayLeave(question, show, async () => ({ words: "words", done }))).toBe(goes);
	expect(shown[0]).toBe(question);
	expect(shown.slice(1).map(({ title }) => title)).toEqual(told);
	for (const { detail } of shown.slice(1)) expect(detail).toBe("words");
});
