/** Of an action: whether the name of who acted was proven, and the way back, or why there is none. */
import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { Action } from "../../../shared/protocol/action-routes.ts";
import { instantText, saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import styles from "../list/list.module.css";

export interface ActionParts {
	readonly action: Action;
	/** The action that took it back, where it is read. */
	readonly undoing: Action | null;
	readonly now: number;
	/** Why nothing can be undone by us; null: it can. */
	readonly refused: string | null;
	readonly onUndo: () => void;
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
export function WayBack({ action, undoing, now, refused, onUndo, cut = true }: ActionParts & { cut?: boolean }) {
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
				<Foreign text={saidText(action.undoable.why ?? "Cannot be undone", now)} cut={cut} />
			</span>
		);
	return (
		<Button
			// By keys it is `u` on the row: Tab would stop at each of hundreds.
			tabIndex={-1}
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
