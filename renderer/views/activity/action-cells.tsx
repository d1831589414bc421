/** One action as a line: when, who, what, why, and the way back or why there is none. */
import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { Action } from "../../../shared/protocol/action-routes.ts";
import { instantText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { Moment } from "../../ui/moment.tsx";
import { countText } from "../../ui/numbers.ts";
import { ToneSign } from "../../ui/verdict.tsx";
import styles from "../list/list.module.css";
import rowStyles from "./activity.module.css";

export const actionColumns = [
	{ label: "When" },
	{ label: "Who" },
	{ label: "What" },
	{ label: "Why" },
	{ label: "Count", right: true },
	{ label: "Undo" },
];
export const actionGrid = "84px minmax(120px, 0.8fr) minmax(0, 1.6fr) minmax(0, 1.2fr) 56px minmax(150px, 1fr)";

export interface ActionParts {
	readonly action: Action;
	/** The action that took it back, where it is read. */
	readonly undoing: Action | null;
	readonly now: number;
	/** Why nothing can be undone by us; null: it can. */
	readonly refused: string | null;
	readonly onUndo: () => void;
}

export function ActionCells(parts: ActionParts) {
	const { action, now } = parts;
	return (
		<>
			<span role="gridcell" className="soft">
				<Moment at={action.at} now={now} />
			</span>
			<span role="gridcell" className={rowStyles.who} title={`as ${action.who.role}`}>
				<Foreign text={action.who.name} />
				<WhoTag verified={action.who.verified} />
			</span>
			<span role="gridcell" className={rowStyles.what} data-undone={action.undoneBy !== null}>
				<ToneSign tone="operator" />
				<Foreign text={action.words} />
				{action.failed.length > 0 && (
					<span className={styles.tag} data-tone="trouble">
						{action.failed.length} not
					</span>
				)}
			</span>
			<span role="gridcell" className="soft">
				<Foreign text={action.why} />
			</span>
			<span role="gridcell" className="figures" data-right>
				{countText(action.count)}
			</span>
			<span role="gridcell">
				<WayBack {...parts} />
			</span>
		</>
	);
}

/** Whether the name was proven or only said. */
export function WhoTag({ verified }: { verified: boolean }) {
	return verified ? (
		<span className={styles.tag} data-tone="passed" title="The daemon has checked who it was">
			verified
		</span>
	) : (
		<span className={styles.tag} title="The name is what the client said; the daemon could not check it">
			claimed
		</span>
	);
}

/** A button; else who took it back, or why nobody can. */
export function WayBack({ action, undoing, refused, onUndo, cut = true }: ActionParts & { cut?: boolean }) {
	if (action.undoneBy !== null) {
		const by = undoing === null ? "" : ` by ${undoing.who.name}`;
		return (
			<span className="soft" title={undoing === null ? undefined : instantText(undoing.at)}>
				<Foreign text={`Undone${by}`} />
			</span>
		);
	}
	if (!action.undoable.can)
		return (
			<span className="soft">
				<Foreign text={action.undoable.why ?? "Cannot be undone"} cut={cut} />
			</span>
		);
	return (
		<Button
			variant="default"
			size="compact-xs"
			leftSection={<IconArrowBackUp size={13} aria-hidden />}
			disabled={refused !== null}
			title={refused ?? "Take it back (u)"}
			onClick={(event) => {
				event.stopPropagation();
				onUndo();
			}}
		>
			Undo
		</Button>
	);
}
