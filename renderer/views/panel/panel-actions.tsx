/** What can be done with the triplet on the panel, and what can be copied of it. */
import { Button, Tooltip } from "@mantine/core";
import { IconTrash, IconUserCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import type { Deed } from "../../state/actions.ts";
import { useChosenHost } from "../../state/app-context.tsx";
import { useRights } from "../../state/use-rights.ts";
import { CopyText } from "../../ui/copy-button.tsx";
import { useKeys } from "../../ui/keys.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { commandLine } from "../list/command-line.ts";
import { rowsText } from "../list/row-text.ts";
import { ReasonField } from "../reason-field.tsx";
import { tripletColumns } from "../triplets/triplet-columns.tsx";
import { useAct } from "../use-act.tsx";
import styles from "./panel.module.css";

/** `keys`: on Watch the panel hears `a` and `x` itself; on Triplets the list does. */
export function PanelActions({ triplet, keys }: { triplet: Triplet; keys: boolean }) {
	const rights = useRights();
	const act = useAct();
	const command = commandLine(["triplets", "approve", triplet.id], useChosenHost());
	const done = approvedWords(triplet);
	const [reason, setReason] = useState("");
	const deed = async (what: Deed) => {
		const answer = await act(what, { kind: "ids", ids: [triplet.id] }, reason.trim());
		if (answer.ok) setReason("");
	};
	const approve = () => void deed("approve");
	const purge = () => void deed("purge");
	useKeys(
		keys ? { ...(rights.approve === null ? { a: approve } : {}), ...(rights.purge === null ? { x: purge } : {}) } : {},
	);
	return (
		<section className={styles.actions}>
			<div className={styles.buttons}>
				<Tooltip label={rights.approve ?? done ?? "The next attempt passes, from any client (a)"} multiline maw={280}>
					<Button
						color="violet.8"
						leftSection={<IconUserCheck size={15} />}
						onClick={approve}
						disabled={rights.approve !== null || done !== null}
					>
						Approve
					</Button>
				</Tooltip>
				<Tooltip label={rights.purge ?? "Forget it: the next attempt is a first one (x)"} multiline maw={280}>
					<Button
						variant="default"
						leftSection={<IconTrash size={15} color="var(--trouble-ink)" />}
						onClick={purge}
						disabled={rights.purge !== null}
					>
						Purge
					</Button>
				</Tooltip>
			</div>
			<ReasonField value={reason} disabled={rights.approve !== null && rights.purge !== null} onChange={setReason} />
			<div className={styles.copies}>
				<CopyText text={triplet.sender === "" ? "<>" : visibleText(triplet.sender)} label="Sender" />
				<CopyText text={triplet.client} label="Client" />
				<CopyText text={rowsText(tripletColumns, [triplet])} label="Row" />
				{command.ok && <CopyText text={command.value} label="Command" />}
			</div>
		</section>
	);
}

function approvedWords(triplet: Triplet): string | null {
	if (triplet.state === "approved") return "It is approved: the next attempt passes";
	return triplet.state === "passed" ? "It has passed; its next attempt passes too" : null;
}
