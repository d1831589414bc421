/** Asks for the address of a management socket and tries it; a failure is told in the desk's words. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { addHost } from "../../../shared/protocol/desk.ts";
import { useApp } from "../../state/app-context.tsx";
import { ask } from "../../state/ask.ts";

export function ConnectForm({ onDone }: { onDone: () => void }) {
	const app = useApp();
	const [address, setAddress] = useState("");
	const [asking, setAsking] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	async function connect(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (address.trim() === "") return setProblem("Give the path of a socket, such as /run/greydesk/management.sock");
		setAsking(true);
		setProblem(null);
		const answer = await ask(app.desk, addHost, { body: { address: address.trim() } });
		await app.reloadHosts();
		setAsking(false);
		if (!answer.ok) return setProblem(answer.problem.detail);
		app.address.go({ view: "watch", host: answer.value.id, open: null, q: "" });
		onDone();
	}
	return (
		<form onSubmit={(event) => void connect(event)}>
			<TextInput
				label="Address of its management socket"
				placeholder="unix:/run/greydesk/management.sock"
				value={address}
				onChange={(event) => setAddress(event.currentTarget.value)}
				error={problem}
				styles={{ input: { fontFamily: "var(--mono)", fontSize: 12 } }}
				spellCheck={false}
				data-autofocus
			/>
			<Button type="submit" mt={10} loading={asking} variant="default">
				Connect
			</Button>
		</form>
	);
}
