/**
 * What can be copied of a list: the cell or the rows under the keys (Ctrl+C, and the window's Edit menu), and by a
 * point and a letter a row, a command, a link, the page's address. Marked rows are meant where some are marked.
 */
import { useEffect, useRef } from "react";
import { linkOf, readLink } from "../../../shared/protocol/link.ts";
import { formatAddress } from "../../state/address.ts";
import { useApp, useChosenHost } from "../../state/app-context.tsx";
import type { SelectionState } from "../../state/selection.ts";
import { copyText } from "../../ui/copy.ts";
import type { KeyMap } from "../../ui/keyboard.ts";
import { plural } from "../../ui/numbers.ts";
import { tell } from "../undo.tsx";
import type { Column, Identified } from "./column.ts";
import { commandLine } from "./command-line.ts";
import { cellText, rowsText } from "./row-text.ts";

export interface RowCommand {
	readonly label: string;
	/** After `greydesk`. */
	readonly words: readonly string[];
}

export interface RowCopyParts<Row extends Identified> {
	readonly selection: SelectionState;
	readonly rows: readonly Row[];
	readonly columns: readonly Column<Row>[];
	/** What the command line can do with a row; the first is that of the key. */
	readonly commandsOf: (row: Row) => readonly RowCommand[];
}

export interface CopyItem {
	readonly label: string;
	readonly keys: string;
	run(): void;
}

export interface RowCopy {
	readonly keys: KeyMap;
	/** For the row under the keys. */
	items(): readonly CopyItem[];
}

export function useRowCopy<Row extends Identified>(parts: RowCopyParts<Row>): RowCopy {
	const { address } = useApp();
	const host = useChosenHost();
	const under = () => parts.rows.find((row) => row.id === parts.selection.get().cursor);
	const cell = () => parts.columns.find((column) => column.id === parts.selection.get().column);
	function meant(): readonly Row[] {
		const { ids, all } = parts.selection.get();
		if (all || ids.size > 0) return parts.rows.filter((row) => all || ids.has(row.id));
		const row = under();
		return row === undefined ? [] : [row];
	}
	const copyCell = (row: Row, column: Column<Row>) => void give(cellText(column, row), `${column.label} copied`);
	function copyRows(): void {
		const rows = meant();
		if (rows.length === 0) nothingMeant();
		else void give(rowsText(parts.columns, rows), `${plural(rows.length, "row")} copied`);
	}
	function copyCommand(command: RowCommand | undefined): void {
		if (command === undefined) {
			nothingMeant();
			return;
		}
		const line = commandLine(command.words, host);
		if (line.ok) void give(line.value, "Command copied");
		else tell("trouble", "Not copied", line.problem);
	}
	const hash = (row: Row) => {
		const here = address.get();
		return formatAddress({ ...here, host: here.host ?? host?.id ?? null, open: row.id });
	};
	function copyLink(row: Row | undefined): void {
		const link = row === undefined ? null : linkOf(hash(row));
		const read = link === null ? null : readLink(link);
		if (link === null || read === null) nothingMeant();
		else if (read.ok) void give(link, "Link copied");
		else tell("trouble", "Not copied", read.problem);
	}
	function copyPage(row: Row | undefined): void {
		if (row === undefined) nothingMeant();
		else void give(location.origin + location.pathname + hash(row), "Address copied");
	}

	const latest = useRef({ under, cell, meant });
	latest.current = { under, cell, meant };
	const columns = useRef(parts.columns);
	columns.current = parts.columns;
	useEffect(() => {
		function onCopy(event: ClipboardEvent): void {
			// Words that were marked, and what stands in a field, are copied as ever.
			if (String(getSelection()) !== "" || isField(event.target)) return;
			const row = latest.current.under();
			const column = latest.current.cell();
			const rows = latest.current.meant();
			const text = row !== undefined && column !== undefined ? cellText(column, row) : rowsText(columns.current, rows);
			if (rows.length === 0) return;
			event.clipboardData?.setData("text/plain", text);
			event.preventDefault();
			tell("plain", column === undefined ? `${plural(rows.length, "row")} copied` : `${column.label} copied`, "");
		}
		document.addEventListener("copy", onCopy);
		return () => document.removeEventListener("copy", onCopy);
	}, []);

	return {
		keys: {
			". .": copyRows,
			". s": () => copyCommand(commandUnder()),
			". k": () => copyLink(under()),
			". p": () => copyPage(under()),
		},
		items() {
			const row = under();
			if (row === undefined) return [];
			const column = cell();
			const rows = meant().length;
			return [
				...(column === undefined || column.fields.length === 0
					? []
					: [{ label: `Copy ${column.label}`, keys: "Ctrl C", run: () => copyCell(row, column) }]),
				{ label: rows > 1 ? `Copy ${rows} rows` : "Copy row", keys: ". .", run: copyRows },
				...(host?.kind === "sample" ? [] : parts.commandsOf(row)).map((command, index) => ({
					label: `Copy as command: ${command.label}`,
					keys: index === 0 ? ". s" : "",
					run: () => copyCommand(command),
				})),
				{ label: "Copy greydesk: link", keys: ". k", run: () => copyLink(row) },
				...(location.protocol.startsWith("http")
					? [{ label: "Copy page address", keys: ". p", run: () => copyPage(row) }]
					: []),
			];
		},
	};

	function commandUnder(): RowCommand | undefined {
		const row = under();
		return row === undefined ? undefined : parts.commandsOf(row)[0];
	}
}

async function give(text: string, title: string): Promise<void> {
	if (await copyText(text)) tell("plain", title, text.length > 300 ? `${text.slice(0, 300)}…` : text);
	else tell("trouble", "Not copied", "The browser allows no copying here: mark the words and copy them by hand.");
}

function nothingMeant(): void {
	tell("plain", "Nothing is chosen", "Move to a row with the arrows.");
}

function isField(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
}
