/** Whitelist entries as a table, one a line. */
import type { WhitelistRow } from "../../shared/protocol/whitelist-routes.ts";
import { columns, shortened } from "./columns.ts";
import { harmless } from "./harmless.ts";
import type { Terminal } from "./terminal.ts";
import { relative } from "./when.ts";

/** On a terminal the reasons are cut to fit, elsewhere they are whole. */
export function whitelistTable(rows: readonly WhitelistRow[], now: number, terminal: Terminal): readonly string[] {
	if (rows.length === 0) return [];
	const room = terminal.width === null ? 600 : Math.max(16, terminal.width - 110);
	const body = rows.map((row) => [
		row.kind,
		harmless(row.pattern),
		row.hits === null ? "unknown" : String(row.hits),
		row.lastHitAt === null ? "-" : relative(row.lastHitAt, now),
		relative(row.addedAt, now),
		endWords(row, now),
		harmless(row.owner ?? "-"),
		harmless(row.id),
		shortened(harmless(row.reason), room),
	]);
	const head = ["KIND", "PATTERN", "HITS", "LAST HIT", "ADDED", "ENDS", "OWNER", "ID", "REASON"];
	return columns([head, ...body], {
		right: [2],
		paint: (text, row) => (row === 0 ? terminal.paint("bold", text) : text),
	});
}

function endWords({ kind, expiresAt, expired }: WhitelistRow, now: number): string {
	if (expiresAt === null) return "never";
	if (kind === "auto") return `unused, ${relative(expiresAt, now)}`;
	return expired ? `ended ${relative(expiresAt, now)}` : relative(expiresAt, now);
}
