/** The columns of the list, and what each sorts by. */
import type { sortKeys } from "../../../shared/protocol/triplet-routes.ts";

export interface Column {
	readonly id: string;
	readonly label: string;
	readonly sort: (typeof sortKeys)[number] | null;
	readonly right?: boolean;
	readonly hint?: string;
}

export const columns: readonly Column[] = [
	{ id: "state", label: "State", sort: "state" },
	{ id: "sender", label: "Sender", sort: "sender" },
	{ id: "recipient", label: "Recipient", sort: "recipient" },
	{ id: "client", label: "Client", sort: "client" },
	{ id: "attempts", label: "Tries", sort: "attempts", right: true },
	{ id: "first", label: "First seen", sort: "firstSeenAt", right: true },
	{ id: "last", label: "Last seen", sort: "lastSeenAt", right: true },
	{
		id: "delay",
		label: "Ours + theirs",
		sort: "mayPassAt",
		right: true,
		hint: "Delay: what we asked for, and what the sender added",
	},
	{ id: "reason", label: "Last answer", sort: null },
];

/** The sorting after a click on a header: descending first where time or number is meant. */
export function nextSort(sort: string, key: string): string {
	const textual = key === "sender" || key === "recipient" || key === "client" || key === "state";
	if (sort === key) return `-${key}`;
	if (sort === `-${key}`) return key;
	return textual ? key : `-${key}`;
}
