/** Where lines of a log come from, and what whoever reads them is told. */

export interface LogReader {
	/** Whole lines, in order, without their ends. */
	lines(lines: readonly string[]): void;
	/** Something was written that is not read: what it told is not known. */
	lost(why: string): void;
	/** One sentence that says what to do; `null`: it can be read (again). */
	trouble(words: string | null): void;
}

export interface LogSource {
	/** Where a restart goes on; `null`: at the end. */
	position(): SavedPosition | null;
	stop(): Promise<void>;
}

/** A place in a file, and by what that file is known again: numbers of files are used again, so its beginning counts. */
export interface SavedPosition {
	readonly path: string;
	readonly device: number;
	readonly inode: number;
	/** Behind the last whole line. */
	readonly offset: number;
	readonly headBytes: number;
	/** SHA-256 of its first `headBytes` bytes, hexadecimal. */
	readonly head: string;
}
