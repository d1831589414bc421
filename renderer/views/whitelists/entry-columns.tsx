/** The columns of Whitelists: what passes, why, by whom, until when, and whether it is used. */
import { ActionIcon } from "@mantine/core";
import { IconSparkles, IconTrash } from "@tabler/icons-react";
import type { WhitelistRow } from "../../../shared/protocol/whitelist-routes.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { ToneSign } from "../../ui/verdict.tsx";
import type { Column } from "../list/column.ts";
import { countColumn, instantColumn, textColumn, wordsColumn } from "../list/column-makers.tsx";
import styles from "../list/list.module.css";
import { kindWords } from "./kinds.ts";
import own from "./whitelists.module.css";

/** An entry as the list shows it. */
export interface EntryRow extends WhitelistRow {
	/** Why it cannot be removed by us; null: it can. */
	readonly refused: string | null;
	readonly onRemove: () => void;
}

export const entryColumns: readonly Column<EntryRow>[] = [
	{
		id: "kind",
		label: "Kind",
		about: "What it is matched against",
		sort: { key: "kind", first: "up" },
		width: 104,
		cell: (entry) => (
			<span className={own.kind} title={entry.kind === "auto" ? "It earned this by itself" : undefined}>
				{entry.kind === "auto" ? (
					<IconSparkles size={14} color="var(--whitelisted-ink)" aria-hidden />
				) : (
					<ToneSign tone="whitelisted" />
				)}
				{kindWords[entry.kind]}
			</span>
		),
		fields: [{ id: "kind", type: "text", value: (entry) => entry.kind }],
	},
	{
		id: "pattern",
		label: "Pattern",
		about: "The address, network, name, recipient or sender",
		sort: { key: "pattern", first: "up" },
		width: 150,
		grow: 1.3,
		cell: (entry) => (
			<span className={`${own.pattern} mono`} data-over={entry.expired}>
				<Foreign text={entry.pattern} />
				{entry.expired && <span className={styles.tag}>over</span>}
			</span>
		),
		fields: [
			{ id: "pattern", type: "text", value: (entry) => entry.pattern },
			{ id: "expired", type: "flag", value: (entry) => entry.expired },
		],
	},
	wordsColumn((entry) => entry.reason, { id: "reason", label: "Reason", about: "Why it was added", grow: 1.4 }),
	{
		id: "owner",
		label: "Owner",
		about: "Who answers for it",
		sort: { key: "owner", first: "up" },
		width: 90,
		grow: 0.7,
		cell: (entry) => (entry.owner === null ? <span className="soft">–</span> : <Foreign text={entry.owner} />),
		fields: [{ id: "owner", type: "text", value: (entry) => entry.owner }],
	},
	instantColumn((entry) => entry.addedAt, {
		id: "addedAt",
		label: "Added",
		about: "When it was added or earned",
		sort: { key: "addedAt", first: "down" },
		calm: true,
	}),
	instantColumn((entry) => entry.expiresAt, {
		id: "expiresAt",
		label: "Ends",
		about: "Until when it holds",
		sort: { key: "expiresAt", first: "up" },
		calm: true,
		none: "never",
	}),
	countColumn((entry) => entry.hits, {
		id: "hits",
		label: "Hits",
		about: "Attempts it let through",
		sort: { key: "hits", first: "down" },
		width: 70,
	}),
	instantColumn((entry) => entry.lastHitAt, {
		id: "lastHitAt",
		label: "Last hit",
		about: "When it last let an attempt through",
		sort: { key: "lastHitAt", first: "down" },
		calm: true,
	}),
	textColumn((entry) => entry.id, {
		id: "id",
		label: "Id",
		about: "Of the entry, as the command names it",
		hidden: true,
	}),
	{
		id: "remove",
		label: "",
		about: "Remove it; it can be undone",
		right: true,
		width: 40,
		fixed: true,
		cell: (entry) => (
			<ActionIcon
				// By keys it is `x` on the row: Tab would stop at each of hundreds.
				tabIndex={-1}
				size="sm"
				aria-label={`Remove ${entry.pattern}`}
				title={entry.refused ?? "Remove (x); it can be undone"}
				disabled={entry.refused !== null}
				onClick={(event) => {
					event.stopPropagation();
					entry.onRemove();
				}}
			>
				<IconTrash size={14} />
			</ActionIcon>
		),
		fields: [],
	},
];
