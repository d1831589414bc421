/** Name, colour, and whether anything may be done there. */
import { Button, Modal, Switch, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useApp } from "../../state/app-context.tsx";
import { alterHost } from "../../state/host-acts.ts";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { ColourField } from "./colour-field.tsx";
import styles from "./hosts.module.css";

export function EditHost({ host, onClose }: { host: Host; onClose: () => void }) {
	useGiveBackFocus();
	const app = useApp();
	const [name, setName] = useState(host.name);
	const [colour, setColour] = useState(host.colour);
	const [readOnly, setReadOnly] = useState(host.readOnly);
	const [problem, setProblem] = useState<string | null>(null);
	async function keep(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (name.trim() === "") return setProblem("A host needs a name");
		const answer = await alterHost(app, host.id, { name: name.trim(), colour, readOnly });
		if (answer.ok) onClose();
		else setProblem(answer.problem.detail);
	}
	return (
		<Modal opened onClose={onClose} title={`Host ${host.name}`}>
			<form className={styles.form} onSubmit={(event) => void keep(event)}>
				<TextInput
					label="Name"
					value={name}
					maxLength={100}
					error={problem}
					onChange={(event) => setName(event.currentTarget.value)}
					autoComplete="off"
					data-autofocus
				/>
				<ColourField value={colour} onChange={setColour} />
				<Switch
					label="Read-only"
					description="Nothing can be done there from this desk, by mistake neither"
					checked={readOnly}
					onChange={(event) => setReadOnly(event.currentTarget.checked)}
				/>
				<div className={styles.buttons}>
					<Button type="submit">Keep</Button>
					<Button variant="default" onClick={onClose}>
						Leave as it was
					</Button>
				</div>
			</form>
		</Modal>
	);
}
