/**
 * Keys of a screen: `{"g w": …, "/": …, "mod+z": …}`. They rest while something is typed into a field or a dialog
 * is open; `mod` is Ctrl, or Cmd on a Mac. Those of one character can be switched off (WCAG 2.1.4): what a menu, a button
 * or the palette presses is done all the same.
 */
import { useEffect, useRef } from "react";
import { createKeyboard, isCharacter, type KeyMap } from "./keyboard.ts";

const keyboard = createKeyboard();
let characters = true;

/** Whether keys of one character are heard. */
export function hearCharacters(on: boolean): void {
	characters = on;
}

export function useKeys(map: KeyMap): void {
	const latest = useRef(map);
	latest.current = map;
	useEffect(() => {
		// The same listener each time: the page has it once.
		addEventListener("keydown", onKey);
		return keyboard.add(() => latest.current);
	}, []);
}

function onKey(event: KeyboardEvent): void {
	if (event.defaultPrevented || modifiers.has(event.key) || isTyping(event.target) || dialogIsOpen()) return;
	const key = nameOf(event);
	if (isPressedBy(key, event.target) || (!characters && event.isTrusted && isCharacter(key))) return;
	// When it was pressed, not when a busy page came to hear of it.
	const run = keyboard.press(key, event.timeStamp);
	if (run === null) return;
	event.preventDefault();
	run(event);
}

const modifiers = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph"]);

function nameOf(event: KeyboardEvent): string {
	const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
	const alt = event.altKey ? "alt+" : "";
	const shift = event.shiftKey && event.key.length > 1 ? "shift+" : "";
	const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
	return `${mod}${alt}${shift}${key === " " ? "Space" : key}`;
}

/**
 * A button or link that Tab led to is pressed by these keys itself. One that only a mouse reaches lies in a row, and
 * the row is meant.
 */
function isPressedBy(key: string, target: EventTarget | null): boolean {
	if (key !== "Enter" && key !== "Space") return false;
	return target instanceof HTMLElement && target.tabIndex >= 0 && target.matches(PRESSED);
}

const PRESSED = "a[href], button, summary, [role=button], [role=switch], [role=tab], input";

function isTyping(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")
	);
}

function dialogIsOpen(): boolean {
	return document.querySelector("[role=dialog][aria-modal=true], [role=menu]") !== null;
}
