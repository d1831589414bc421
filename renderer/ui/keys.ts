/**
 * Keys of a screen: `{"g w": …, "/": …, "mod+z": …}`. They rest while something is typed into a field or a dialog
 * is open; `mod` is Ctrl, or Cmd on a Mac.
 */
import { useEffect, useRef } from "react";

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;
const CHORD_MS = 900;

export function useKeys(map: KeyMap): void {
	const latest = useRef(map);
	latest.current = map;
	useEffect(() => {
		let first = "";
		let firstAt = 0;
		function onKey(event: KeyboardEvent): void {
			if (event.defaultPrevented || isTyping(event.target) || dialogIsOpen()) return;
			const key = nameOf(event);
			if (isPressedBy(key, event.target)) return;
			const chord = performance.now() - firstAt < CHORD_MS ? `${first} ${key}` : key;
			const run = latest.current[chord] ?? latest.current[key];
			first = key;
			firstAt = performance.now();
			if (run === undefined) return;
			event.preventDefault();
			first = "";
			run(event);
		}
		addEventListener("keydown", onKey);
		return () => removeEventListener("keydown", onKey);
	}, []);
}

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
