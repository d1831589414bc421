/**
 * Somebody else's whitelist file, read: entries with the lines they come from, and every line that is not understood,
 * or means a little less here, with its reason. Nothing is lost silently. At most 50,000 lines.
 */
import { clean } from "../../base/clean.ts";
import { bad, good, type Outcome } from "../../base/outcome.ts";
import type { Pattern } from "../../policy/whitelist-pattern.ts";
import { milterReader, type Statement, statements } from "./milter-greylist.ts";
import { cidrLine, eximHost, sqlgreyClient } from "./other-lists.ts";
import { postgreyClient, postgreyRecipient } from "./postgrey-lists.ts";
import type { LineReader } from "./read-line.ts";

export const listFormats = [
	"postgrey-clients",
	"postgrey-recipients",
	"sqlgrey",
	"greylistd",
	"milter-greylist",
	"cidr",
] as const;
export type ListFormat = (typeof listFormats)[number];

const MOST_LINES = 50_000;
const SHOWN = 200;

export interface ListFile {
	/** For the report, and to guess the format by where none is given. */
	readonly name: string;
	readonly text: string;
	readonly format: ListFormat | null;
}

/** A line, for people: the text cut and harmless. */
export interface ToldLine {
	readonly file: string;
	readonly line: number;
	readonly text: string;
	readonly why: string;
}

export interface FoundEntry extends Pattern {
	readonly file: string;
	readonly line: number;
	/** What the file says of it behind a `#`. */
	readonly comment: string;
}

export interface ReadList {
	readonly entries: readonly FoundEntry[];
	readonly notUnderstood: readonly ToldLine[];
	/** Taken over, but not quite the same. */
	readonly notes: readonly ToldLine[];
}

/** Errors: the format cannot be told from the name, or there are too many lines. */
export function readList(file: ListFile): Outcome<ReadList> {
	const format = file.format ?? formatOf(file.name);
	const name = clean(file.name, SHOWN);
	if (format === null)
		return bad(`${name}: its name does not tell what it is. Give the format: ${listFormats.join(", ")}`);
	const text = file.text.replaceAll("\r\n", "\n");
	const lines = format === "milter-greylist" ? statements(text) : plainLines(text);
	if (lines.length > MOST_LINES) return bad(`${name} has more than ${MOST_LINES} lines: take it over in parts`);
	return good(readLines(name, lines, format === "milter-greylist" ? milterReader() : readers[format]));
}

const readers: Readonly<Record<Exclude<ListFormat, "milter-greylist">, LineReader>> = {
	"postgrey-clients": postgreyClient,
	"postgrey-recipients": postgreyRecipient,
	sqlgrey: sqlgreyClient,
	greylistd: eximHost,
	cidr: cidrLine,
};

interface Line extends Statement {
	readonly comment?: string;
}

function readLines(file: string, lines: readonly Line[], reader: LineReader): ReadList {
	const entries: FoundEntry[] = [];
	const notUnderstood: ToldLine[] = [];
	const notes: ToldLine[] = [];
	for (const { line, text, comment = "" } of lines) {
		const read = reader(text);
		const told = (why: string): ToldLine => ({ file, line, text: clean(text, SHOWN), why: clean(why) });
		if (!read.ok) {
			notUnderstood.push(told(read.problem));
			continue;
		}
		for (const pattern of read.value.patterns) entries.push({ ...pattern, file, line, comment });
		if (read.value.note !== null) notes.push(told(read.value.note));
	}
	return { entries, notUnderstood, notes };
}

function plainLines(text: string): readonly Line[] {
	return text.split("\n").flatMap((whole, index) => {
		const hash = whole.search(/#|^\s*;/);
		const bare = (hash < 0 ? whole : whole.slice(0, hash)).trim();
		const comment = hash < 0 ? "" : clean(whole.slice(hash + 1).trim(), SHOWN);
		return bare === "" ? [] : [{ line: index + 1, text: bare, comment }];
	});
}

/** By the names that the packages give these files; a `.local` beside them is the same. */
export function formatOf(path: string): ListFormat | null {
	const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.(?:local|txt|bak)$/, "");
	if (/^(?:postgrey_)?whitelist_clients/.test(name)) return "postgrey-clients";
	if (/^(?:postgrey_)?whitelist_recipients/.test(name)) return "postgrey-recipients";
	if (/^(?:dyn_)?clients_(?:ip|fqdn)_whitelist/.test(name)) return "sqlgrey";
	if (/^whitelist-hosts/.test(name)) return "greylistd";
	if (/^greylist\.conf/.test(name)) return "milter-greylist";
	return /(?:\.|^)cidr$/.test(name) ? "cidr" : null;
}
