/** What a menu of the window asks of the page is done as its key would do it: one way of acting, not two. */
import type { PageCommand } from "../../shared/protocol/desk.ts";

const keys: Partial<Record<PageCommand, KeyboardEventInit>> = {
	undo: { key: "z", ctrlKey: true },
	search: { key: "/" },
	palette: { key: "k", ctrlKey: true },
	help: { key: "?" },
	connect: { key: "c" },
	pause: { key: "p" },
	mark: { key: " " },
	approve: { key: "a" },
	purge: { key: "x" },
};

/** Does nothing where the page knows no such thing yet, or not in this view. */
export function pressFor(command: PageCommand): void {
	const key = keys[command];
	if (key !== undefined) press(key);
}

/** As if the key had been pressed, with nothing being typed. */
export function press(key: KeyboardEventInit): void {
	dispatchEvent(new KeyboardEvent("keydown", { ...key, cancelable: true }));
}
