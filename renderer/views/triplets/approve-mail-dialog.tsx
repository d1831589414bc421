/** "A mail from X to Y is coming": approved before it was ever seen. */
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useHost } from "../../state/app-context.tsx";
import { saidText } from "../../ui/durations.ts";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { useAct } from "../use-act.tsx";

export function ApproveMailDialog({ onClose }: { onClose: () => void }) {
	useGiveBackFocus();
	const act = useAct();
	const { clock } = useHost();
	const [sender, setSender] = useState("");
	const [recipient, setRecipient] = useState("");
	const [client, setClient] = useState("");
	const [problem, setProblem] = useState<string | null>(null);
	async function approve(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (!recipient.includes("@")) return setProblem("Give the whole address, such as anna@example.org");
		const mail = { sender: sender.trim(), recipient: recipient.trim(), client: client.trim() || null };
		const answer = await act("approve", { kind: "mail", ...mail });
		if (answer.ok) onClose();
		else setProblem(saidText(answer.problem.detail, clock.now()));
	}
	return (
		<Modal opened onClose={onClose} title="Expect a mail">
			<form onSubmit={(event) => void approve(event)}>
				<p style={{ margin: "0 0 12px" }} className="soft">
					It passes at its first attempt, for the next 24 hours. Greylisting alone is skipped; your other checks stand.
				</p>
				<TextInput
					label="From (envelope sender; empty for the null sender)"
					value={sender}
					onChange={(event) => setSender(event.currentTarget.value)}
					spellCheck={false}
					maxLength={320}
					data-autofocus
				/>
				<TextInput
					mt={8}
					label="To"
					value={recipient}
					onChange={(event) => setRecipient(event.currentTarget.value)}
					error={problem}
					spellCheck={false}
					maxLength={320}
				/>
				<TextInput
					mt={8}
					label="Only from this client (address; empty for any)"
					value={client}
					onChange={(event) => setClient(event.currentTarget.value)}
					spellCheck={false}
					maxLength={64}
				/>
				<Group justify="flex-end" mt={16} gap={8}>
					<Button variant="default" onClick={onClose}>
						Close
					</Button>
					<Button type="submit" color="violet.8">
						Approve it
					</Button>
				</Group>
			</form>
		</Modal>
	);
}
