/**
 * The whitelist rules of a greylist.conf (milter-greylist 4, greylist.conf(5)): `racl` or `acl whitelist` with one
 * clause of addr, domain, from or rcpt, or a list of such. Rules there are asked in order and the first that holds
 * decides: where another rule comes before, that is told. Several clauses must all hold there, which no entry here can say.
 */
import { bad, good, type Outcome } from "../../base/outcome.ts";
import { addressEntry, domainAndBelow, entries, type LineReader, type Understood } from "./read-line.ts";

export interface Statement {
	readonly line: number;
	readonly text: string;
}

const LONGEST = 100_000;

/** Lines joined where a `\` or an open brace carries them on, without comments. */
export function statements(text: string): readonly Statement[] {
	const found: Statement[] = [];
	let open: { line: number; text: string } | null = null;
	for (const [index, whole] of text.split("\n").entries()) {
		const line = withoutComment(whole).trim();
		const current: { line: number; text: string } = open ?? { line: index + 1, text: "" };
		current.text = `${current.text} ${line.replace(/\\$/, "")}`.trim();
		const isOpen: boolean = line.endsWith("\\") || (current.text.includes("{") && !current.text.includes("}"));
		open = isOpen && current.text.length < LONGEST ? current : null;
		if (open === null && current.text !== "") found.push(current);
	}
	return open === null ? found : [...found, open];
}

function withoutComment(line: string): string {
	const quoted = /^((?:[^"#]|"[^"]*")*)#/.exec(line);
	return quoted?.[1] ?? line;
}

/** Reads the statements of one file in their order. */
export function milterReader(): LineReader {
	const lists = new Map<string, readonly (readonly [string, string])[]>();
	let others = 0;
	return (text) => {
		const list = /^list\s+"([^"]*)"\s+(\w+)\s*\{([^}]*)\}$/i.exec(text);
		if (list !== null) {
			const [, name = "", clause = "", items = ""] = list;
			lists.set(
				name,
				words(items).map((item) => [clause.toLowerCase(), item] as const),
			);
			return good({ patterns: [], note: null });
		}
		const rule = /^(?:(?:r|d)?acl\s+)?(whitelist|greylist|blacklist|continue)\s+(.+)$/i.exec(
			text.replace(/\bid\s+"[^"]*"\s*/i, ""),
		);
		if (rule === null) return bad("It is no rule of a whitelist: settings are not taken over");
		const [, action = "", rest = ""] = rule;
		if (/^dacl/i.test(text)) return bad("A rule for the DATA stage: there is none here");
		if (action.toLowerCase() !== "whitelist") {
			others += 1;
			return bad(`It is a rule that says ${action.toLowerCase()}: only those that say whitelist are taken over`);
		}
		const clauses = clausesOf(rest, lists);
		if (!clauses.ok) return clauses;
		const read = clauses.value.map(([clause, value]) => clauseEntry(clause, value));
		const patterns = read.flatMap((each) => (each.ok ? each.value.patterns : []));
		const failed = read.find((each) => !each.ok);
		if (failed !== undefined && !failed.ok && patterns.length === 0) return failed;
		const notes = new Set(
			read.flatMap((each) => (each.ok ? (each.value.note ?? []) : `Not all of it: ${each.problem}`)),
		);
		if (others > 0) notes.add("Rules before it that say otherwise went first there: here a whitelist always counts");
		return good({ patterns, note: notes.size === 0 ? null : [...notes].join(". ") });
	};
}

function clausesOf(
	rest: string,
	lists: ReadonlyMap<string, readonly (readonly [string, string])[]>,
): Outcome<readonly (readonly [string, string])[]> {
	const [clause = "", value = "", ...more] = words(rest);
	if (more.length > 0) return bad("It has several conditions that must all hold: an entry here has one");
	if (clause.toLowerCase() === "list") {
		const items = lists.get(value);
		return items === undefined ? bad(`There is no list "${value.slice(0, 60)}" before it`) : good(items);
	}
	if (clause.toLowerCase() === "default") return bad("That would let all mail through: use shadow mode for a while");
	return good([[clause.toLowerCase(), value]]);
}

function clauseEntry(clause: string, value: string): Outcome<Understood> {
	if (/^\/.*\/$/.test(value)) return bad("Regular expressions are not known here");
	switch (clause) {
		case "addr":
			return addressEntry(value) ?? bad(`"${value.slice(0, 60)}" is no address`);
		case "domain":
			return domainAndBelow("name", value.replace(/^\./, ""));
		case "rcpt":
			return mail("recipient", value);
		case "from": {
			const read = mail("sender", value);
			return read.ok
				? good({ ...read.value, note: "A sender counts here only with proof: anybody can write one" })
				: read;
		}
		default:
			return bad(`The condition ${clause.slice(0, 40)} has no like here`);
	}
}

function mail(kind: "recipient" | "sender", value: string): Outcome<Understood> {
	const bare = value.replace(/^<(.*)>$/, "$1");
	if (!bare.startsWith("@")) return entries([[kind, bare]]);
	return entries([[kind, bare.slice(1)]]);
}

function words(text: string): readonly string[] {
	return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}
