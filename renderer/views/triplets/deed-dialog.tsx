/** Asks before many triplets are touched: how many, what will happen, and why, for the audit trail. */
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { countText, plural } from "../../ui/numbers.ts";
import type { Asked } from "./use-deeds.ts";

const words = {
	approve: {
		title: "Approve",
		happens:
			"Each passes at its next attempt, from whichever client it comes, until its retry window ends. Greylisting alone is skipped; your other checks stand.",
	},
	purge: {
		title: "Purge",
		happens:
			"Each is forgotten: the next attempt is a first one and is deferred again, also for senders who had passed before.",
	},
} as const;

export interface DeedDialogProps {
	readonly asked: Asked;
	readonly onYes: (reason: string) => void;
	readonly onNo: () => void;
}

export function DeedDialog({ asked, onYes, onNo }: DeedDialogProps) {
	useGiveBackFocus();
	const [reason, setReason] = useState("");
	const { title, happens } = words[asked.deed];
	return (
		<Modal opened onClose={onNo} title={`${title} ${plural(asked.count, "triplet")}?`}>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					onYes(reason);
				}}
			>
				{asked.q !== null && (
					<p style={{ margin: "0 0 8px" }}>
						All that matched <code className="mono">{asked.q === "" ? "(no query: everything)" : asked.q}</code> a
						moment ago; those that came since are not touched.
					</p>
				)}
				<p style={{ margin: "0 0 12px" }}>{happens} It can be undone.</p>
				<TextInput
					label="Why (optional, for the audit trail)"
					value={reason}
					maxLength={500}
					onChange={(event) => setReason(event.currentTarget.value)}
					data-autofocus
				/>
				<Group justify="flex-end" mt={16} gap={8}>
					<Button variant="default" onClick={onNo}>
						Leave them
					</Button>
					<Button type="submit" color={asked.deed === "purge" ? "red.8" : "violet.8"}>
						{title} {countText(asked.count)}
					</Button>
				</Group>
			</form>
		</Modal>
	);
}
