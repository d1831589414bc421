/** Open mode: since when and why nothing can be written, and how much mail passed meanwhile, for the gap event. */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { EventDraft, Gap } from "../../../shared/policy/event.ts";
import { codeOf } from "./folder.ts";

export interface Outage {
	/** `null`: all is well. */
	now(): { readonly sinceAt: number; readonly why: string; readonly passed: number } | null;
	begin(error: unknown): void;
	/** Writing was tried again in vain. */
	still(error: unknown): void;
	/** An event that was not written: mail passes, the rest is only lost. */
	count(draft: EventDraft): void;
	/** It is over: the event that tells of it. */
	end(): Gap | null;
	/** It was not over: the gap that could not be told is part of this one. */
	goesOn(gap: Gap): void;
}

export function createOutage(clock: Clock, log: Log): Outage {
	let since: number | null = null;
	let why = "";
	let passed = 0;
	return {
		now: () => (since === null ? null : { sinceAt: since, why, passed }),
		begin(error) {
			why = inWords(error);
			if (since !== null) return;
			since = clock.now();
			log.error("open mode: mail passes unrecorded", { why });
		},
		still(error) {
			why = inWords(error);
		},
		count(draft) {
			if (draft.kind === "deferred" || draft.kind === "passed") passed++;
		},
		end() {
			if (since === null) return null;
			const to = clock.now();
			const gap: Gap = { kind: "gap", at: to, from: since, to, passed, why };
			since = null;
			passed = 0;
			return gap;
		},
		goesOn(gap) {
			since = gap.from;
			passed += gap.passed;
		},
	};
}

function inWords(error: unknown): string {
	const words = sentences[codeOf(error)];
	const cause = error instanceof Error ? error.message : String(error);
	return `the journal could not be written: ${words ?? cause}`;
}

const sentences: Readonly<Record<string, string>> = {
	ENOSPC: "no space is left on its file system",
	EDQUOT: "this user's disk quota is used up",
	EFBIG: "its file may not grow beyond the limit set for this process (ulimit -f)",
	EIO: "the disk failed",
	EROFS: "its file system has become read-only",
};
