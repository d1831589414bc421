/**
 * Where a command writes: standard output for what was asked, standard error for everything about it. Colour only on
 * a terminal and without NO_COLOR (no-color.org). A reader that goes away (`| head`) ends the command quietly.
 */
import { harmlessJson } from "./harmless.ts";

export type Paint = "amber" | "green" | "blue" | "violet" | "grey" | "red" | "bold";

export interface Terminal {
	/** One line of the answer. */
	line(text?: string): void;
	/** One line about the answer: warnings, hints, trouble. */
	note(text: string): void;
	/** One JSON value on one line. */
	json(value: unknown): void;
	/** One JSON value about what went wrong, on standard error. */
	trouble(value: unknown): void;
	paint(how: Paint, text: string): string;
	/** Columns, `null` where nobody looks. */
	readonly width: number | null;
}

const codes: Record<Paint, number> = { amber: 33, green: 32, blue: 34, violet: 35, grey: 90, red: 31, bold: 1 };

export function createTerminal(streams: {
	readonly out: NodeJS.WriteStream;
	readonly err: NodeJS.WriteStream;
	readonly env: NodeJS.ProcessEnv;
}): Terminal {
	const { out, err, env } = streams;
	const noColor = env.NO_COLOR;
	const colour = out.isTTY === true && (noColor === undefined || noColor === "") && env.TERM !== "dumb";
	return {
		line: (text = "") => void out.write(`${text}\n`),
		note: (text) => void err.write(`${sentence(text)}\n`),
		trouble: (value) => void err.write(`${harmlessJson(value)}\n`),
		json: (value) => void out.write(`${harmlessJson(value)}\n`),
		paint: (how, text) => (colour ? `\u001b[${codes[how]}m${text}\u001b[0m` : text),
		width: out.isTTY === true ? out.columns : null,
	};
}

/** One form for all that is said: a capital where a plain word begins, no full stop at the end. */
export function sentence(text: string): string {
	return text.replace(/^[a-z](?=[a-z]* )/, (letter) => letter.toUpperCase()).replace(/(?<!\.)\.$/, "");
}

/** Ends the process quietly when its reader has gone; any other trouble of a stream is a failure. */
export function quietOnBrokenPipe(streams: readonly NodeJS.WriteStream[], end: (code: number) => void): void {
	for (const stream of streams)
		stream.on("error", (error: NodeJS.ErrnoException) => end(error.code === "EPIPE" ? 0 : 1));
}
