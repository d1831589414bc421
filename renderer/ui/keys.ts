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

function isTyping(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]")
	);
}

function dialogIsOpen(): boolean {
	return document.querySelector("[role=dialog][aria-modal=true], [role=menu]") !== null;
}
