/** Triplets as a table: one a line, as `triplets list` and a dry run show them. */
import type { Triplet } from "../../shared/protocol/shapes.ts";
import { columns, shortened } from "./columns.ts";
import { harmless } from "./harmless.ts";
import { clientWords, senderWords } from "./mail-words.ts";
import { stateColours } from "./reason-words.ts";
import type { Terminal } from "./terminal.ts";
import { relative } from "./when.ts";

/** On a terminal foreign text is cut to fit, elsewhere it is whole. */
export function table(rows: readonly Triplet[], now: number, terminal: Terminal): readonly string[] {
	if (rows.length === 0) return [];
	const room = terminal.width === null ? 400 : Math.max(16, Math.floor((terminal.width - 76) / 3));
	const cut = (text: string) => shortened(text, room);
	const body = rows.map((row) => [
		row.id,
		row.watched ? "watched" : row.state,
		String(row.attempts),
		relative(row.lastSeenAt, now),
		nextWords(row, now),
		cut(clientWords(row.client, row.clientName)),
		cut(senderWords(row.sender)),
		cut(row.recipients.map((recipient) => harmless(recipient)).join(", ")),
	]);
	const head = ["ID", "STATE", "TRIES", "LAST", "MAY PASS", "CLIENT", "SENDER", "RECIPIENT"];
	return columns([head, ...body], {
		right: [2],
		paint: (text, row, column) => {
			if (row === 0) return terminal.paint("bold", text);
			return column === 1 ? terminal.paint(stateColours[text.trim()] ?? "grey", text) : text;
		},
	});
}

function nextWords(row: Triplet, now: number): string {
	switch (row.state) {
		case "waiting":
			return row.mayPassAt <= now ? "at its next try" : relative(row.mayPassAt, now);
		case "approved":
			return "at its next try";
		case "passed":
			return row.passedAt === null ? "passed" : `passed ${relative(row.passedAt, now)}`;
		case "expired":
			return "if it returns";
	}
}
