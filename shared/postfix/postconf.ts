/**
 * Postfix's configuration as `postconf` prints it (postconf(1)): `name = value` lines, services of `-M`, and
 * restriction lists (SMTPD_ACCESS_README), whose words are parted by commas or blanks, with `{ … }` as one word.
 * Bounded; of what is no such line nothing is made.
 */

/** One word of a restriction list with what belongs to it. */
export interface Restriction {
	readonly name: string;
	/** What follows a name that takes something: a table, a policy service; `null` for all others. */
	readonly argument: string | null;
}

export interface Service {
	/** `smtp/inet`, as `postconf -P` writes it. */
	readonly name: string;
	readonly command: string;
}

const MOST_LINES = 5000;
const TAKES_ONE = /^(check_\w+|reject_rbl_client|reject_rhsbl_\w+|permit_dnswl_client|permit_rhswl_client|sleep)$/;

/** `postconf -n`, `-x NAME …`: the last one of a name counts. */
export function parseSettings(text: string): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const line of text.split("\n", MOST_LINES)) {
		const at = line.indexOf(" =");
		if (at > 0) found.set(line.slice(0, at), line.slice(at + 2).trim());
	}
	return found;
}

/** `postconf -M`. */
export function parseServices(text: string): readonly Service[] {
	return text.split("\n", MOST_LINES).flatMap((line) => {
		const [name = "", type = "", ...rest] = line.trim().split(/\s+/);
		const command = rest[5];
		return command === undefined || name.startsWith("#") ? [] : [{ name: `${name}/${type}`, command }];
	});
}

export function parseRestrictions(value: string): readonly Restriction[] {
	const words = wordsOf(value);
	const list: Restriction[] = [];
	for (let at = 0; at < words.length; at++) {
		const name = words[at] ?? "";
		const takes = TAKES_ONE.test(name);
		list.push({ name, argument: takes ? (words[at + 1] ?? "") : null });
		if (takes) at++;
	}
	return list;
}

export function writeRestrictions(list: readonly Restriction[]): string {
	return list.map(({ name, argument }) => (argument === null ? name : `${name} ${argument}`)).join(", ");
}

/** Commas and blanks part words, but not within braces, which stay as they are written. */
export function wordsOf(value: string): readonly string[] {
	const words: string[] = [];
	let word = "";
	let depth = 0;
	for (const letter of value) {
		if (depth === 0 && /[\s,]/.test(letter)) {
			if (word !== "") words.push(word);
			word = "";
			continue;
		}
		if (letter === "{") depth++;
		if (letter === "}") depth--;
		word += letter;
	}
	if (word !== "") words.push(word);
	return words;
}

/** `{ inet:127.0.0.1:10023, timeout=5s }`, or the plain endpoint of old. */
export function parsePolicyService(argument: string): {
	readonly endpoint: string;
	readonly attributes: ReadonlyMap<string, string>;
} {
	const inner = argument.startsWith("{") ? argument.slice(1, argument.lastIndexOf("}")) : argument;
	const [endpoint = "", ...rest] = wordsOf(inner);
	const attributes = new Map<string, string>();
	for (const word of rest) {
		// An attribute whose value has blanks stands in braces of its own.
		const [, name, value] = /^\{?\s*(\w+)\s*=\s*(.*?)\s*\}?$/.exec(word) ?? [];
		if (name !== undefined && value !== undefined) attributes.set(name, value);
	}
	return { endpoint, attributes };
}
