/**
 * Asks for the address of a management socket, here or over ssh; the desk says hello there before it takes it. A failure
 * is told in the desk's words with the mend; a host key that is not known yet is shown to compare.
 */
import { Button, Switch, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Host, HostColour } from "../../../shared/protocol/desk.ts";
import type { Problem } from "../../../shared/protocol/shapes.ts";
import { useApp } from "../../state/app-context.tsx";
import { type NewHost, takeHost } from "../../state/host-acts.ts";
import { TroubleNote } from "../../ui/trouble-note.tsx";
import { AddressHelp } from "./address-help.tsx";
import { ColourField } from "./colour-field.tsx";
import styles from "./hosts.module.css";
import { KeyQuestion } from "./key-question.tsx";

export interface AddHostFormProps {
	/** Also name, colour and whether anything may be done there. */
	readonly whole: boolean;
	readonly onDone: (host: Host) => void;
}

export function AddHostForm({ whole, onDone }: AddHostFormProps) {
	const app = useApp();
	const [host, setHost] = useState<NewHost & { colour: HostColour | null }>(blank);
	const [asking, setAsking] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	const change = (part: Partial<typeof host>) => setHost({ ...host, ...part });
	async function connect(fingerprint: string | null): Promise<void> {
		const address = host.address.trim();
		if (address === "") return setProblem(noAddress);
		setAsking(true);
		setProblem(null);
		const name = host.name?.trim() ?? "";
		const { name: _, ...rest } = host;
		const named = name === "" ? {} : { name };
		const answer = await takeHost(app, {
			...rest,
			...named,
			address,
			...(fingerprint === null ? {} : { fingerprint }),
		});
		setAsking(false);
		if (!answer.ok) return setProblem(answer.problem);
		setHost(blank);
		onDone(answer.value);
	}
	function onSubmit(event: FormEvent): void {
		event.preventDefault();
		void connect(null);
	}
	const trouble = problem?.trouble ?? null;
	if (trouble?.kind === "unknown-key")
		return (
			<KeyQuestion
				keys={trouble.keys}
				asking={asking}
				onTrust={(fingerprint) => void connect(fingerprint)}
				onRefuse={() => setProblem(null)}
			/>
		);
	return (
		<form onSubmit={onSubmit} className={styles.form}>
			<TextInput
				label="Address of its management socket"
				placeholder="unix:/run/greydesk/management.sock"
				value={host.address}
				onChange={(event) => change({ address: event.currentTarget.value })}
				error={trouble === null ? problem?.detail : undefined}
				styles={{ input: { fontFamily: "var(--mono)", fontSize: 12 } }}
				spellCheck={false}
				autoComplete="off"
				data-autofocus
			/>
			<AddressHelp />
			{whole && (
				<>
					<TextInput
						label="Name"
						placeholder={host.address.trim().startsWith("ssh:") ? "As the address names it" : "As it calls itself"}
						maxLength={100}
						value={host.name ?? ""}
						onChange={(event) => change({ name: event.currentTarget.value })}
						autoComplete="off"
					/>
					<ColourField value={host.colour} onChange={(colour) => change({ colour })} />
					<Switch
						label="Read-only"
						description="Nothing can be done there from this desk, by mistake neither"
						checked={host.readOnly === true}
						onChange={(event) => change({ readOnly: event.currentTarget.checked })}
					/>
				</>
			)}
			{trouble !== null && <TroubleNote trouble={trouble} />}
			<Button type="submit" loading={asking} variant="default">
				Connect
			</Button>
			{asking && (
				<p className="soft" role="status">
					Saying hello there…
				</p>
			)}
		</form>
	);
}

const blank = { address: "", name: "", colour: null, readOnly: false } as const;
const noAddress: Problem = {
	type: "about:blank",
	title: "No address",
	status: 0,
	detail: "Give the path of a socket, such as /run/greydesk/management.sock",
};
