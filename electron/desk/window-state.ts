/**
 * What a window of the desk remembers, in `window.json` of the desk's folder: where it stood.
 * A file that cannot be read counts as none; a place that is on no screen any more is not used.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeFolder } from "../system/make-folder.ts";

const boundsShape = z.object({
	x: z.number().int(),
	y: z.number().int(),
	width: z.number().int().min(400).max(20_000),
	height: z.number().int().min(300).max(20_000),
});
export type Bounds = z.infer<typeof boundsShape>;

const stateShape = z.object({
	bounds: boundsShape.nullable().catch(null),
	maximized: z.boolean().catch(false),
});
export type WindowState = z.infer<typeof stateShape>;

const first: WindowState = { bounds: null, maximized: false };
/** So much of the title must be on a screen that a hand can take it. */
const GRIP = { width: 100, height: 30 };

export interface WindowFile {
	get(): WindowState;
	set(change: Partial<WindowState>): void;
}

export function openWindowFile(folder: string): WindowFile {
	const path = join(folder, "window.json");
	let state = read(path);
	return {
		get: () => state,
		set(change) {
			state = { ...state, ...change };
			makeFolder(folder);
			writeFileSync(`${path}.new`, `${JSON.stringify(state)}\n`, { mode: 0o600 });
			renameSync(`${path}.new`, path);
		},
	};
}

/** The bounds where they can still be seen and taken hold of, else null. `screens`: the areas that windows may use. */
export function onScreen(bounds: Bounds | null, screens: readonly Bounds[]): Bounds | null {
	if (bounds === null) return null;
	const seen = screens.some((screen) => {
		const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
		const fromTop = bounds.y - screen.y;
		return width >= GRIP.width && fromTop >= 0 && fromTop <= screen.height - GRIP.height;
	});
	return seen ? bounds : null;
}

function read(path: string): WindowState {
	try {
		const known = stateShape.safeParse(JSON.parse(readFileSync(path, "utf8")));
		return known.success ? known.data : first;
	} catch {
		return first;
	}
}
