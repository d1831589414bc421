/** How the link to a host is, in words. `sinceAt` is by this desk's clock. */
import { whenText } from "./durations.ts";

export interface LinkWords {
	readonly words: string;
	readonly tone: "passed" | "deferred" | "trouble";
}

export function linkWords(link: "connecting" | "live" | "stale" | "gone", sinceAt: number): LinkWords {
	switch (link) {
		case "live":
			return { words: "live", tone: "passed" };
		case "connecting":
			return { words: "connecting…", tone: "deferred" };
		case "stale":
			return { words: `stale since ${whenText(sinceAt, Date.now())}`, tone: "deferred" };
		case "gone":
			return { words: `gone since ${whenText(sinceAt, Date.now())}`, tone: "trouble" };
	}
}
