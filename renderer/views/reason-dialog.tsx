/** Asks for a reason before something is done, and for nothing else: Enter does it, with or without one. */
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useGiveBackFocus } from "../ui/give-back-focus.ts";

export interface ReasonDialogProps {
	readonly title: string;
	/** What happens. */
	readonly children: ReactNode;
	/** On the button. */
	readonly deed: string;
	readonly onYes: (reason: string) => void;
	readonly onNo: () => void;
}

export function ReasonDialog({ title, children, deed, onYes, onNo }: ReasonDialogProps) {
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
					label="Why (optional, for the audit trail)"
					value={reason}
					maxLength={500}
					onChange={(event) => setReason(event.currentTarget.value)}
					data-autofocus
				/>
				<Group justify="flex-end" mt={16} gap={8}>
					<Button variant="default" onClick={onNo}>
						Leave it
					</Button>
					<Button type="submit">{deed}</Button>
				</Group>
			</form>
		</Modal>
	);
}
