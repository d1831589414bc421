/**
 * A dry run pins the ids it found, so that the real call acts on exactly what was shown, whatever arrived meanwhile.
 * Kept for ten minutes; 100 at most, the oldest goes first.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../../shared/base/clock.ts";

const MOST = 100;
const KEPT_MS = 600_000;

export interface Selections {
	pin(ids: readonly string[]): string;
	/** `null`: never pinned, or too long ago. */
	find(selection: string): readonly string[] | null;
}

export function createSelections(clock: Clock): Selections {
	const pinned = new Map<string, { readonly ids: readonly string[]; readonly since: number }>();
	return {
		pin(ids) {
			for (const oldest of pinned.keys()) {
				if (pinned.size < MOST) break;
				pinned.delete(oldest);
			}
			const selection = randomUUID();
			pinned.set(selection, { ids, since: clock.monotonic() });
			return selection;
		},
		find(selection) {
			const entry = pinned.get(selection);
			if (entry === undefined) return null;
			if (clock.monotonic() - entry.since < KEPT_MS) return entry.ids;
			pinned.delete(selection);
			return null;
		},
	};
}
