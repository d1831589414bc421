/**
 * How the command ends. 0: done; 1: refused or failed; 2: wrong usage; 3: the host cannot be reached.
 * A command throws `Stop` with the words to show; only main.ts ends the process.
 */
import type { Problem } from "../../shared/protocol/shapes.ts";

export const exitCodes = { done: 0, failed: 1, usage: 2, unreachable: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export class Stop extends Error {
	override readonly name = "Stop";
	readonly code: ExitCode;
	/** What the daemon answered, where it was a refusal. */
	readonly problem: Problem | null;

	constructor(code: ExitCode, words: string, problem: Problem | null = null) {
		super(words);
		this.code = code;
		this.problem = problem;
	}
}

export function wrongUsage(words: string): Stop {
	return new Stop(exitCodes.usage, words);
}

export function unreachable(words: string): Stop {
	return new Stop(exitCodes.unreachable, words);
}

export function failed(words: string): Stop {
	return new Stop(exitCodes.failed, words);
}

/** A refusal of the daemon, in its own words; a query that does not parse is wrong usage, and points at its column. */
export function refused(problem: Problem): Stop {
	const { title, detail, column } = problem;
	if (column !== undefined) return new Stop(exitCodes.usage, `The query, column ${column}: ${detail}`, problem);
	return new Stop(exitCodes.failed, `${title}: ${detail}`, problem);
}
