/** Severities mean what they mean in Postfix (util/msg.c): *panic* is a bug of ours. */
export interface Log {
	info(words: string, fields?: Readonly<Record<string, unknown>>): void;
	warn(words: string, fields?: Readonly<Record<string, unknown>>): void;
	error(words: string, fields?: Readonly<Record<string, unknown>>): void;
	panic(words: string, fields?: Readonly<Record<string, unknown>>): void;
}

export const silentLog: Log = {
	info: () => undefined,
	warn: () => undefined,
	error: () => undefined,
	panic: () => undefined,
};
