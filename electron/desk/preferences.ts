/**
 * Preferences of the page, in `preferences.json` of the desk's folder. Written whole (temporary file, rename), changes
 * one after the other; a file that cannot be read is set aside, never overwritten, and that is said to the page.
 */
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "../../shared/base/log.ts";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import {
	changedPreferences,
	defaultPreferences,
	MOST_SAVED_FILTERS,
	type PreferencesChange,
	type PreferencesFrame,
	preferencesShape,
} from "../../shared/protocol/preferences.ts";

const FILE = "preferences.json";
/** The fields have bounds; what is larger was not written by us. */
const MOST_BYTES = 1_048_576;
/** Lists that no view has any more must not pile up. */
const MOST_LISTS = 50;

export interface PreferenceFile {
	get(): PreferencesFrame;
	/** Kept on the disk when it resolves; a problem is one sentence, and nothing has changed then. */
	change(change: PreferencesChange): Promise<Outcome<PreferencesFrame>>;
	listen(listener: () => void): () => void;
}

export async function openPreferences(folder: string, log: Log): Promise<PreferenceFile> {
	const path = join(folder, FILE);
	let frame = await read(path, log);
	let last: Promise<unknown> = Promise.resolve();
	const listeners = new Set<() => void>();

	async function apply(change: PreferencesChange): Promise<Outcome<PreferencesFrame>> {
		const preferences = changedPreferences(frame.preferences, change);
		if (Object.keys(preferences.lists).length > MOST_LISTS) return bad(`At most ${MOST_LISTS} lists are remembered`);
		if (preferences.savedFilters.length > MOST_SAVED_FILTERS)
			return bad(`${MOST_SAVED_FILTERS} filters are kept at most: delete one first`);
		try {
			await mkdir(folder, { recursive: true, mode: 0o700 });
			await writeFile(`${path}.new`, `${JSON.stringify(preferences, null, "\t")}\n`, { mode: 0o600 });
			await rename(`${path}.new`, path);
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			log.warn(`preferences could not be kept: ${why}`);
			return bad(`${path} could not be written: make room or give the right to write there, then try again`);
		}
		frame = { preferences, problem: null };
		for (const listener of listeners) listener();
		return good(frame);
	}

	return {
		get: () => frame,
		change(change) {
			const mine = last.then(() => apply(change));
			last = mine;
			return mine;
		},
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

async function read(path: string, log: Log): Promise<PreferencesFrame> {
	const text = await textOf(path);
	if (text === null) return { preferences: defaultPreferences, problem: null };
	const known = preferencesShape.safeParse(parsed(text));
	if (known.success) return { preferences: known.data, problem: null };
	await rename(path, `${path}.unreadable`).catch(() => undefined);
	const problem = `Your preferences could not be read: the file is kept as ${path}.unreadable, and the page begins as it came`;
	log.warn(problem);
	return { preferences: defaultPreferences, problem };
}

/** Null: there is none. */
async function textOf(path: string): Promise<string | null> {
	try {
		return (await stat(path)).size > MOST_BYTES ? "" : await readFile(path, "utf8");
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "ENOENT" ? null : "";
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
