/** Asks for a reason before something is done, and for nothing else: Enter does it, with or without one. */
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useGiveBackFocus } from "../ui/give-back-focus.ts";
import { LONGEST_REASON, REASON_LABEL } from "./reason-field.tsx";

export interface ReasonDialogProps {
	readonly title: string;
	/** What happens. */
	readonly children: ReactNode;
	/** On the button that does it, its colour where it has one of its own, and on the one that does not. */
	readonly deed: string;
	readonly colour?: string;
	readonly leave?: string;
	readonly onYes: (reason: string) => void;
	readonly onNo: () => void;
}

export function ReasonDialog({ title, children, deed, colour, leave = "Leave it", onYes, onNo }: ReasonDialogProps) {
	useGiveBackFocus();
	const [reason, setReason] = useState("");
	return (
		<Modal opened onClose={onNo} title={title}>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					onYes(reason.trim());
				}}
			>
				<div style={{ marginBottom: 12 }}>{children}</div>
				<TextInput
					label={REASON_LABEL}
					value={reason}
					maxLength={LONGEST_REASON}
					onChange={(event) => setReason(event.currentTarget.value)}
					data-autofocus
				/>
				<Group justify="flex-end" mt={16} gap={8}>
					<Button variant="default" onClick={onNo}>
						{leave}
					</Button>
					<Button type="submit" {...(colour === undefined ? {} : { color: colour })}>
						{deed}
					</Button>
				</Group>
			</form>
		</Modal>
	);
}
