/**
 * The four kinds of going wrong have a shape each (CONTRIBUTING.md): a *problem* is a value with words,
 * made here; *trouble* (disk, socket) is thrown; a *refusal* is an answer of the API; a *bug* is `invariant`.
 */

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export function good<T>(value: T): Outcome<T> {
	return { ok: true, value };
}

/** `words` is one sentence for the person who gave the input: what was wrong, where, what to do. */
export function bad(words: string): Outcome<never> {
	return { ok: false, problem: words };
}

/** Our own bug: the message is logged as panic, and the process ends for its supervisor to restart. */
export class Bug extends Error {
	override readonly name = "Bug";
}

export function invariant(holds: unknown, words: string): asserts holds {
	if (!holds) throw new Bug(words);
}

/** Closes a switch over a union: a new member that nobody handles does not compile. */
export function assertNever(value: never): never {
	throw new Bug(`unexpected value ${JSON.stringify(value)}`);
}
