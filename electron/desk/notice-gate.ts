/**
 * Between what is noticed and what is shown: no storm, and quiet hours. What comes within moments is told in one breath;
 * then nothing for a minute, however much comes. In quiet hours it is kept, and told in one when they are over. What
 * has mended itself before it was shown is not told at all.
 */
import type { Notice } from "./attention.ts";

const PATIENCE = { gather: 2000, rest: 60_000 };
/** So many are named; of more, only how many. */
const MOST_NAMED = 4;
const MOST_KEPT = 50;

export interface NoticeGate {
	take(notice: Notice): void;
	/** The trouble of this key is over. True where it had not been shown. */
	drop(key: string): boolean;
	close(): void;
}

export interface GateParts {
	readonly show: (notice: Omit<Notice, "key">) => void;
	/** `later`: quiet hours; `never`: switched off. */
	readonly may: () => "now" | "later" | "never";
	/** Milliseconds; handed in by tests that will not wait. */
	readonly patience?: { readonly gather: number; readonly rest: number };
}

export function createNoticeGate({ show, may, patience = PATIENCE }: GateParts): NoticeGate {
	const kept = new Map<string, Notice>();
	let timer: NodeJS.Timeout | null = null;

	const wait = (ms: number) => {
		timer ??= setTimeout(() => {
			timer = null;
			open();
		}, ms);
	};
	const open = () => {
		const now = may();
		if (now === "never") kept.clear();
		if (kept.size === 0) return;
		if (now === "now") {
			show(inOne([...kept.values()]));
			kept.clear();
		}
		wait(patience.rest);
	};
	return {
		take(notice) {
			if (may() === "never") return;
			// Told anew it is the newest.
			kept.delete(notice.key);
			kept.set(notice.key, notice);
			for (const oldest of kept.keys()) {
				if (kept.size <= MOST_KEPT) break;
				kept.delete(oldest);
			}
			wait(patience.gather);
		},
		drop: (key) => kept.delete(key),
		close() {
			if (timer !== null) clearTimeout(timer);
		},
	};
}

function inOne(notices: readonly Notice[]): Omit<Notice, "key"> {
	const [first, ...more] = notices;
	if (first === undefined) throw new Error("nothing to tell");
	if (more.length === 0) return first;
	const rest = notices.length - MOST_NAMED;
	const lines = [...notices.slice(0, MOST_NAMED).map(({ title }) => title), ...(rest > 0 ? [`and ${rest} more`] : [])];
	return { title: `${notices.length} things need a look`, body: lines.join("\n"), hash: first.hash };
}
