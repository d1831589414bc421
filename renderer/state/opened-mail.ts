/**
 * The mail that is looked at: one that the app was opened with (the desk holds it until it is closed here), or a file
 * that was dropped on the page or chosen in it, which never leaves the page. 256 KiB of it at most are read.
 */
import type { Send } from "../../shared/protocol/client.ts";
import { closeFile, openedFile } from "../../shared/protocol/desk.ts";
import { ask } from "./ask.ts";
import { createStore, type Readable } from "./store.ts";

export const MOST_BYTES = 256 * 1024;

export interface Mail {
	readonly name: string;
	/** Read as UTF-8; what is not, is replaced. */
	readonly text: string;
	readonly bytes: number;
	/** It is longer than `text`. */
	readonly cut: boolean;
}

/** Null: nothing is looked at. `mail` null: there is none yet, and `problem` may say why. */
export type MailLook = { readonly mail: Mail | null; readonly problem: string | null } | null;

export interface OpenedMail extends Readable<MailLook> {
	/** Shows what the app was opened with, where there is something. */
	ask(): Promise<void>;
	/** Shows the place where a mail can be put. */
	open(): void;
	/** Shows a file of the person's own choice. */
	take(files: readonly File[]): Promise<void>;
	close(): void;
}

export function createOpenedMail(desk: Send): OpenedMail {
	const look = createStore<MailLook>(null);
	/** A file that takes its time must not cover the one chosen after it. */
	let turn = 0;
	const refuse = (problem: string) => look.set({ mail: null, problem });
	return {
		get: look.get,
		subscribe: look.subscribe,
		async ask() {
			const asked = turn;
			const answer = await ask(desk, openedFile);
			// Where there is none, a file that is being read meanwhile is shown all the same.
			if (asked !== turn || !answer.ok || answer.value.file === null) return;
			turn++;
			look.set({ mail: answer.value.file, problem: null });
		},
		open() {
			if (look.get() === null) look.set({ mail: null, problem: null });
		},
		async take([file, ...more]) {
			const mine = ++turn;
			if (file === undefined)
				return refuse("Nothing that can be read was dropped: save the mail as an .eml file first");
			if (more.length > 0) return refuse(`${more.length + 1} files were dropped: one mail at a time, please`);
			if (!isMail(file)) return refuse("Only mails saved as .eml files are opened: save the mail that way first");
			const read = await textOf(file);
			if (mine !== turn) return;
			if (read === null) return refuse("The file cannot be read: was it moved, or is it a folder?");
			look.set({ mail: read, problem: null });
		},
		close() {
			turn++;
			look.set(null);
			void ask(desk, closeFile);
		},
	};
}

function isMail({ name, type }: File): boolean {
	return /\.eml$/i.test(name) || type === "message/rfc822";
}

async function textOf(file: File): Promise<Mail | null> {
	try {
		const text = await file.slice(0, MOST_BYTES).text();
		return { name: file.name.slice(0, 255), text, bytes: file.size, cut: file.size > MOST_BYTES };
	} catch {
		return null;
	}
}
