/** The columns of Activity: when, who, what, why, how many, and the way back or why there is none. */
import type { Action } from "../../../shared/protocol/action-routes.ts";
import { saidText } from "../../ui/durations.ts";
import { exportedText } from "../../ui/exported-text.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { ToneSign } from "../../ui/verdict.tsx";
import type { Column } from "../list/column.ts";
import { countColumn, instantColumn, textColumn, wordsColumn } from "../list/column-makers.tsx";
import list from "../list/list.module.css";
import { WayBack, WhoTag } from "./action-cells.tsx";
import styles from "./activity.module.css";

/** An action as the list shows it. */
export interface ActionRow extends Action {
	/** The action that took it back, where it is read. */
	readonly undoing: Action | null;
	/** Why nothing can be undone by us; null: it can. */
	readonly refused: string | null;
	readonly onUndo: () => void;
}

export const actionColumns: readonly Column<ActionRow>[] = [
	instantColumn((row) => row.at, {
		id: "at",
		label: "When",
		about: "When it was done",
		sort: { key: "at", first: "down" },
		// The first of a line: it begins where the others do.
		right: false,
		width: 92,
		calm: true,
	}),
	{
		id: "who",
		label: "Who",
		about: "Who did it, and whether the name was proven or only said",
		width: 140,
		grow: 0.8,
		cell: (row) => (
			<span className={styles.who} title={`as ${row.who.role}`}>
				<Foreign text={row.who.name} />
				<WhoTag verified={row.who.verified} />
			</span>
		),
		fields: [
			{ id: "who", type: "text", value: (row) => row.who.name },
			{ id: "whoVerified", type: "flag", value: (row) => row.who.verified },
		],
	},
	{
		id: "role",
		label: "Role",
		about: "As what they acted",
		width: 90,
		hidden: true,
		cell: (row) => row.who.role,
		fields: [{ id: "role", type: "text", value: (row) => row.who.role }],
	},
	{
		id: "words",
		label: "What",
		about: "What was done",
		width: 180,
		grow: 1.6,
		cell: (row) => (
			<span className={styles.what} data-undone={row.undoneBy !== null}>
				<ToneSign tone="operator" />
				<Foreign text={saidText(row.words, row.at)} />
				{row.failed.length > 0 && (
					<span className={list.tag} data-tone="trouble">
						{row.failed.length} not
					</span>
				)}
			</span>
		),
		fields: [
			{ id: "kind", type: "text", value: (row) => row.kind },
			{ id: "words", type: "text", value: (row) => exportedText(row.words, row.at) },
			{ id: "failed", type: "number", value: (row) => row.failed.length },
		],
	},
	wordsColumn((row) => row.why, { id: "why", label: "Why", about: "The reason that was given", width: 110 }),
	countColumn((row) => row.count, { id: "count", label: "Count", about: "How many mails, entries or settings" }),
	textColumn((row) => row.id, {
		id: "id",
		label: "Id",
		about: "Of the action, as the command and links name it",
		hidden: true,
	}),
	{
		id: "undo",
		label: "Undo",
		about: "The way back, or why there is none",
		width: 160,
		grow: 1,
		cell: (row, now) => (
			<WayBack action={row} undoing={row.undoing} now={now} refused={row.refused} onUndo={row.onUndo} />
		),
		fields: [
			{ id: "undoneBy", type: "text", value: (row) => row.undoneBy },
			{ id: "canUndo", type: "flag", value: (row) => row.undoneBy === null && row.undoable.can },
		],
	},
];
