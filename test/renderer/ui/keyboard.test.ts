import { expect, test } from "vitest";
import { CHORD_MS, createKeyboard } from "../../../renderer/ui/keyboard.ts";

/** Two parts of a screen, in either order of appearance: the frame that goes to views, and a list that acts on mail. */
function screen(order: "frame first" | "list first") {
	const done: string[] = [];
	const says = (word: string) => () => void done.push(word);
	const keyboard = createKeyboard();
	const frame = { "g a": says("to Activity"), "g w": says("to Watch") };
	const list = {
		a: says("approve"),
		x: says("purge"),
		Escape: says("clear"),
		". p": says("copy the address"),
		p: says("pause"),
	};
	const maps = order === "frame first" ? [frame, list] : [list, frame];
	for (const map of maps) keyboard.add(() => map);
	let at = 0;
	const press = (...keys: readonly string[]) => {
		for (const key of keys) keyboard.press(key, ++at)?.({} as KeyboardEvent);
		return done.splice(0);
	};
	const later = () => {
		at += CHORD_MS + 1;
	};
	return { press, later };
}

for (const order of ["frame first", "list first"] as const) {
	test(`going to Activity by g a approves no mail on the way, ${order}`, () => {
		const { press } = screen(order);
		expect(press("g", "a")).toEqual(["to Activity"]);
		expect(press("a")).toEqual(["approve"]);
	});

	test(`a chord of one part is no single key of another, ${order}`, () => {
		expect(screen(order).press(".", "p", "p")).toEqual(["copy the address", "pause"]);
	});
}

test("a letter that ends no chord purges nothing; Esc means itself", () => {
	const { press } = screen("frame first");
	expect(press("g", "x")).toEqual([]);
	expect(press("x")).toEqual(["purge"]);
	expect(press("g", "Escape")).toEqual(["clear"]);
});

test("a chord that takes too long is two keys", () => {
	const { press, later } = screen("frame first");
	press("g");
	later();
	expect(press("a")).toEqual(["approve"]);
});

test("what left the screen hears no keys any more", () => {
	const keyboard = createKeyboard();
	const leave = keyboard.add(() => ({ a: () => undefined }));
	expect(keyboard.press("a", 1)).not.toBeNull();
	leave();
	expect(keyboard.press("a", 2)).toBeNull();
	expect(keyboard.press("constructor", 3)).toBeNull();
});
