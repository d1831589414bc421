/** What the app says or asks outside of its page, as data: the door shows it, and hands back the button's place. */

export interface Box {
	readonly kind: "question" | "info" | "warning" | "error";
	readonly title: string;
	readonly detail: string;
	/** The first one is what Esc and Enter mean: the one that takes nothing from anybody. */
	readonly buttons: readonly [string, ...string[]];
}

/** Resolves to the button's place in `buttons`. */
export type ShowBox = (box: Box) => Promise<number>;

/** Told, with nothing to choose. */
export function told(kind: Box["kind"], title: string, detail: string): Box {
	return { kind, title, detail, buttons: ["OK"] };
}

export function pageGone(reason: string): Box {
	const detail =
		"The engine goes on, and mail with it: only this window's page is gone. Reload it; if it ends again and again, " +
		"report what you did before.";
	return { kind: "warning", title: `The page has ended by itself (${reason})`, detail, buttons: ["Reload", "Quit"] };
}

export const pageStuck: Box = {
	kind: "warning",
	title: "The page does not answer",
	detail: "It may be busy with very much data. The engine goes on, and mail with it.",
	buttons: ["Wait", "Reload"],
};
