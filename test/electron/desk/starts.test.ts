/** Starts that come before there is a window: none is lost, each is done once, in order. */
import { expect, test } from "vitest";
import type { Receiver } from "../../../electron/desk/start-words.ts";
import { gatherStarts } from "../../../electron/desk/starts.ts";

/** Does nothing but to tell what it was asked. */
function listener() {
	const heard: string[] = [];
	const receiver: Receiver = {
		focus: () => void heard.push("focus"),
		go: (hash) => void heard.push(hash),
		show: ({ name }) => void heard.push(name),
		note: (words) => void heard.push(words),
		complain: (words) => void heard.push(words),
	};
	return { heard, receiver };
}

test("the link of the first start is where the window opens: it is not gone to once more", () => {
	const { heard, receiver } = listener();
	const starts = gatherStarts({ words: ["greydesk-app", "--data=/srv/mail", "greydesk:triplets"], folder: "/" });
	expect(starts.first).toMatchObject({ hash: "#/triplets", dataDir: "/srv/mail" });
	starts.receive(receiver);
	expect(heard).toEqual([]);
});

test("a mail of the first start, and a link that is refused, wait for the window", async () => {
	const { heard, receiver } = listener();
	const starts = gatherStarts({ words: ["greydesk:approve", "missing.eml"], folder: "/nowhere" });
	expect(heard).toEqual([]);
	starts.receive(receiver);
	const refused = /^a link was refused: /;
	await expect
		.poll(() => heard)
		.toEqual([
			expect.stringMatching(refused),
			"focus",
			expect.stringMatching(/^\/nowhere\/missing\.eml cannot be read/),
		]);
});

test("what comes while the window opens is done in order once it is there, and only once", () => {
	const { heard, receiver } = listener();
	const starts = gatherStarts({ words: ["greydesk-app"], folder: "/" });
	starts.take({ words: ["greydesk:watch"], folder: "/" });
	starts.takeWord("greydesk:settings");
	starts.receive(receiver);
	expect(heard).toEqual(["#/watch", "#/settings"]);
	starts.takeWord("greydesk:hosts");
	expect(heard).toEqual(["#/watch", "#/settings", "#/hosts"]);
});

test("a start without a word brings the window forward", () => {
	const { heard, receiver } = listener();
	const starts = gatherStarts({ words: ["greydesk-app"], folder: "/" });
	starts.receive(receiver);
	starts.take({ words: ["greydesk-app", "--no-sandbox"], folder: "/" });
	expect(heard).toEqual(["focus"]);
});
