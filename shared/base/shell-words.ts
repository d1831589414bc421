/**
 * A command as a POSIX shell reads it (XCU 2.2.2, single quotes): each word means itself and nothing else. What cannot
 * be said safely in a line that is pasted, control and direction-changing characters, is refused: a terminal would act
 * on them before any shell reads a quote.
 */

const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;
const plain = /^[A-Za-z0-9_./:@%+=-]+$/;

/** Null where a word holds what must not be pasted into a terminal. */
export function shellLine(words: readonly string[]): string | null {
	if (words.some((word) => unsafe.test(word))) return null;
	return words.map(quoted).join(" ");
}

function quoted(word: string): string {
	return plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
