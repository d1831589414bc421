/**
 * Whether a refusal in the log is the one we asked for: by its code, and by the words of the answer that is set, with
 * any words where it has a token. What Postfix puts before them (`<bob@dest.test>: Recipient address rejected: `) and
 * what it puts behind is let be.
 */
import type { Settings } from "../policy/settings.ts";
import type { Rejected } from "./log-event.ts";

export type IsOurs = (said: Pick<Rejected, "code" | "text" | "recipient">) => boolean;

export function saidByUs({ code, text }: Settings["reply"]): IsOurs {
	const pieces = text
		.split(/\{[a-z]+\}/)
		.map((piece) => printable(piece).trim())
		.filter((piece) => piece !== "");
	const ours = code === "451" ? "451" : "450";
	return (said) => said.code === ours && inOrder(said.text, pieces);
}

/** As our own answer is made fit for the wire, and as Postfix logs what is not printable. */
function printable(text: string): string {
	return text.replace(/\s/g, " ").replace(/[^\x20-\x7e]/g, "?");
}

/** A line may have been cut in the words: then their beginning has to do. */
function inOrder(text: string, pieces: readonly string[]): boolean {
	let from = 0;
	for (const piece of pieces) {
		const place = text.indexOf(piece, from);
		if (place < 0) return false;
		from = place + piece.length;
	}
	return true;
}
