/** One whitelist entry as a line. */
import { ActionIcon } from "@mantine/core";
import { IconSparkles, IconTrash } from "@tabler/icons-react";
import type { WhitelistRow } from "../../../shared/protocol/whitelist-routes.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { Moment } from "../../ui/moment.tsx";
import { countText } from "../../ui/numbers.ts";
import { ToneSign } from "../../ui/verdict.tsx";
import styles from "../list/list.module.css";
import { kindWords } from "./kinds.ts";
import own from "./whitelists.module.css";

export const entryColumns = [
	{ label: "Kind" },
	{ label: "Pattern" },
	{ label: "Reason" },
	{ label: "Owner" },
	{ label: "Added", right: true },
	{ label: "Ends", right: true },
	{ label: "Hits", right: true },
	{ label: "Last hit", right: true },
	{ label: "", right: true },
];
export const entryGrid = "100px minmax(0, 1.3fr) minmax(0, 1.4fr) minmax(0, 0.7fr) 78px 78px 64px 78px 28px";

export interface EntryCellsProps {
	readonly entry: WhitelistRow;
	readonly now: number;
	/** Why it cannot be removed by us; null: it can. */
	readonly refused: string | null;
	readonly onRemove: () => void;
}

export function EntryCells({ entry, now, refused, onRemove }: EntryCellsProps) {
	return (
		<>
			<span role="gridcell" className={own.kind} title={entry.kind === "auto" ? "It earned this by itself" : undefined}>
				{entry.kind === "auto" ? (
					<IconSparkles size={14} color="var(--whitelisted-ink)" aria-hidden />
				) : (
					<ToneSign tone="whitelisted" />
				)}
				{kindWords[entry.kind]}
			</span>
			<span role="gridcell" className={`${own.pattern} mono`} data-over={entry.expired}>
				<Foreign text={entry.pattern} />
				{entry.expired && <span className={styles.tag}>over</span>}
			</span>
			<span role="gridcell" className="soft">
				<Foreign text={entry.reason} />
			</span>
			<span role="gridcell">
				{entry.owner === null ? <span className="soft">–</span> : <Foreign text={entry.owner} />}
			</span>
			<span role="gridcell" className="soft" data-right>
				<Moment at={entry.addedAt} now={now} />
			</span>
			<span role="gridcell" className="soft" data-right>
				{entry.expiresAt === null ? "never" : <Moment at={entry.expiresAt} now={now} />}
			</span>
			<span role="gridcell" className="figures" data-right title={entry.hits === null ? "Not counted" : undefined}>
				{countText(entry.hits)}
			</span>
			<span role="gridcell" className="soft" data-right>
				{entry.lastHitAt === null ? "–" : <Moment at={entry.lastHitAt} now={now} />}
			</span>
			<span role="gridcell" data-right>
				<ActionIcon
					size="sm"
					aria-label={`Remove ${entry.pattern}`}
					title={refused ?? "Remove (x); it can be undone"}
					disabled={refused !== null}
					onClick={(event) => {
						event.stopPropagation();
						onRemove();
					}}
				>
					<IconTrash size={14} />
				</ActionIcon>
			</span>
		</>
	);
}
