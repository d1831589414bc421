/** All that is known of one action. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { Action } from "../../../shared/protocol/action-routes.ts";
import { agoText, instantText, saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { countText } from "../../ui/numbers.ts";
import { EmptyNote } from "../../ui/problem-note.tsx";
import styles from "../list/list.module.css";
import { type ActionParts, WayBack, WhoTag } from "./action-cells.tsx";
import rowStyles from "./activity.module.css";

export interface ActionPanelProps extends Omit<ActionParts, "action"> {
	/** Null: it is not among the actions that were read. */
	readonly action: Action | null;
	readonly onClose: () => void;
}

const SHOWN = 20;

export function ActionPanel({ action, onClose, ...parts }: ActionPanelProps) {
	return (
		<aside className={styles.panel} aria-label="Action">
			<header className={styles.panelHead}>
				<strong>Action</strong>
				<Tooltip label="Close (Esc)">
					<ActionIcon aria-label="Close the action" onClick={onClose}>
						<IconX size={17} />
					</ActionIcon>
				</Tooltip>
			</header>
			{action === null ? (
				<EmptyNote title="Not in this list">Scroll to older actions, or show all kinds and names.</EmptyNote>
			) : (
				<>
					<Facts action={action} {...parts} />
					<div className={styles.panelEnd}>
						<WayBack action={action} {...parts} cut={false} />
					</div>
				</>
			)}
		</aside>
	);
}

function Facts({ action, undoing, now }: Omit<ActionParts, "refused" | "onUndo">) {
	return (
		<dl className={styles.facts}>
			<dt>What</dt>
			<dd>
				<Foreign text={saidText(action.words, action.at)} cut={false} />
			</dd>
			<dt>Who</dt>
			<dd>
				<Foreign text={action.who.name} cut={false} />
				<WhoTag verified={action.who.verified} /> <span className="soft">as {action.who.role}</span>
			</dd>
			<dt>When</dt>
			<dd className="figures">
				{instantText(action.at)} <span className="soft">({agoText(now - action.at)} ago)</span>
			</dd>
			<dt>Why</dt>
			<dd>
				{action.why === "" ? (
					<span className="soft">No reason was given</span>
				) : (
					<Foreign text={action.why} cut={false} />
				)}
			</dd>
			<dt>Count</dt>
			<dd className="figures">{countText(action.count)}</dd>
			{action.failed.length > 0 && (
				<>
					<dt>Not done</dt>
					<dd>
						<ul className={rowStyles.failed}>
							{action.failed.slice(0, SHOWN).map((one) => (
								<li key={one.id}>
									<span className="mono">
										<Foreign text={one.id} cut={false} />
									</span>
									: <Foreign text={saidText(one.why, action.at)} cut={false} />
								</li>
							))}
						</ul>
						{action.failed.length > SHOWN && `and ${countText(action.failed.length - SHOWN)} more`}
					</dd>
				</>
			)}
			{undoing !== null && (
				<>
					<dt>Undone</dt>
					<dd className="figures">
						<Foreign text={undoing.who.name} cut={false} />, {instantText(undoing.at)}
					</dd>
				</>
			)}
			<dt>Id</dt>
			<dd className="mono">{action.id}</dd>
		</dl>
	);
}
