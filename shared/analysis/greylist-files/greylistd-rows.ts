/**
 * What greylistd 0.9 keeps: `triplets` (`HASH = TEXT`, the words it was asked for, in lower case) and `states` (sections
 * `[white]`, `[grey]`, `[black]`; `HASH = LAST FIRST COUNT`, seconds of Unix time). The hash is of a secret of its own
 * process: only the text tells whose a state is. A text may stand there twice, for it forgets its secret in a restart.
 */
import type { ForeignTriplet, ForeignTrust } from "../../policy/import-rows.ts";
import { type ForeignRows, type NotUnderstood, told } from "./foreign-rows.ts";

export interface GreylistdFiles {
	readonly states: string;
	readonly triplets: string;
}

interface State {
	readonly hash: string;
	readonly list: string;
	readonly line: number;
	readonly firstSeenAt: number;
	readonly lastSeenAt: number;
	readonly count: number;
}

export function greylistdRows(files: GreylistdFiles): ForeignRows {
	const notUnderstood: NotUnderstood[] = [];
	const wrong = (text: string, why: string) => notUnderstood.push(told(text, why));
	const texts = textsOf(files.triplets, wrong);
	const triplets: ForeignTriplet[] = [];
	const autoWhitelists: ForeignTrust[] = [];
	for (const state of statesOf(files.states, wrong)) {
		const place = `states line ${state.line}`;
		const text = texts.get(state.hash);
		const read = text === undefined ? "Whose it is was not kept (savetriplets)" : mailOf(text);
		if (typeof read === "string") wrong(`${place}: ${text ?? state.hash}`, read);
		else if (state.list === "black") wrong(`${place}: ${text}`, "It is refused there for ever: that is no greylisting");
		else if ("alone" in read) takeAlone(read.alone, state);
		else {
			const { firstSeenAt, lastSeenAt, list } = state;
			triplets.push({ ...read, firstSeenAt, lastSeenAt, passed: list === "white" });
		}
	}
	/** `singleupdate`: who passed once passes with everything. A client that waits has proved nothing. */
	function takeAlone(client: string, { list, count, lastSeenAt, line }: State): void {
		if (list === "white")
			autoWhitelists.push({ client, passes: Math.max(1, count), lastPassAt: lastSeenAt, trusted: true });
		else wrong(`states line ${line}: ${client}`, "It waits without a sender and a recipient");
	}
	return { triplets, autoWhitelists, notUnderstood };
}

type Wrong = (text: string, why: string) => void;

function textsOf(file: string, wrong: Wrong): ReadonlyMap<string, string> {
	const texts = new Map<string, string>();
	for (const [at, line] of file.split("\n").entries()) {
		if (line === "") continue;
		const [, hash, text] = /^(-?\d+) = (.*)$/.exec(line) ?? [];
		if (hash === undefined || text === undefined) wrong(`triplets line ${at + 1}: ${line}`, "It is not HASH = TEXT");
		else texts.set(hash, text);
	}
	return texts;
}

const lists = new Set(["white", "grey", "black"]);

function* statesOf(file: string, wrong: Wrong): Generator<State> {
	let list = "";
	for (const [at, line] of file.split("\n").entries()) {
		if (line === "" || line.startsWith("#")) continue;
		const [, section] = /^\[(\w+)\]$/.exec(line) ?? [];
		if (section !== undefined) {
			list = section;
			continue;
		}
		// Its own counts.
		if (list === "statistics") continue;
		const [, hash, last, first, count] = /^(-?\d+) = (\d{1,11}) (\d{1,11}) (\d{1,9})$/.exec(line) ?? [];
		if (hash === undefined || !lists.has(list))
			wrong(`states line ${at + 1}: ${line}`, "It is not HASH = LAST FIRST COUNT in one of its lists");
		else
			yield {
				...{ hash, list, line: at + 1, count: Number(count) },
				...{ firstSeenAt: Number(first) * 1000, lastSeenAt: Number(last) * 1000 },
			};
	}
}

type Read = Pick<ForeignTriplet, "client" | "sender" | "recipient"> | { readonly alone: string } | string;

/** Words: why it is none. The null sender is asked for as `<>`, or as nothing. */
function mailOf(text: string): Read {
	const [client = "", sender = "", recipient, ...more] = text.split(" ").filter((word) => word !== "");
	if (!/^[0-9a-f.:]+(?:\/\d{1,3})?$/.test(client)) return "It does not begin with an address or a network";
	if (sender === "")
		return client.includes("/") ? "It is a network without a sender and a recipient" : { alone: client };
	if (more.length > 0) return "It is more than a client, a sender and a recipient";
	if (recipient === undefined) return { client, sender: "", recipient: sender };
	return { client, sender: sender === "<>" ? "" : sender, recipient };
}
