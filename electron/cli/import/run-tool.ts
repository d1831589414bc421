/** Runs a program of the system that reads another greylister's files: arguments as they are, no shell, bounded. */
import { execFile } from "node:child_process";
import { failed } from "../exit.ts";

const MOST_BYTES = 400 * 1024 * 1024;

export interface ToolAnswer {
	readonly code: number;
	readonly out: string;
	readonly err: string;
}

/** `secrets`: further environment, for what the list of processes must not show. `null`: there is no such program here. */
export function runTool(
	program: string,
	args: readonly string[],
	secrets: Readonly<Record<string, string>> = {},
): Promise<ToolAnswer | null> {
	return new Promise((done, fail) => {
		const env = { ...process.env, ...secrets };
		execFile(program, [...args], { maxBuffer: MOST_BYTES, encoding: "latin1", env }, (error, out, err) => {
			if (error === null) done({ code: 0, out, err });
			else if (error.code === "ENOENT") done(null);
			else if (error.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
				fail(failed(`${program} gave more than ${MOST_BYTES} bytes: that is too much at once`));
			else done({ code: typeof error.code === "number" ? error.code : 1, out, err });
		});
	});
}

/** What a program said last, for people. */
export function lastWords({ err }: ToolAnswer): string {
	return err.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
}
