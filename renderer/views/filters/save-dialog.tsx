/** Gives the filter that is on screen a name. */
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { parseAddress } from "../../state/address.ts";
import { viewOf, withFilter } from "../../state/filters.ts";
import { useChangePreferences, usePreferences } from "../../state/preferences.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";

export function SaveDialog({ hash, onClose }: { hash: string; onClose: () => void }) {
	useGiveBackFocus();
	const { savedFilters } = usePreferences();
	const change = useChangePreferences();
	const [name, setName] = useState("");
	const [problem, setProblem] = useState<string | null>(null);
	const { q, kind, find } = parseAddress(hash);
	const view = viewOf({ name, hash });
	const taken = savedFilters.some((filter) => filter.name === name.trim() && viewOf(filter) === view);
	async function save(event: FormEvent): Promise<void> {
		event.preventDefault();
		const next = withFilter(savedFilters, { name, hash }, crypto.randomUUID());
		if (!next.ok) return setProblem(next.problem);
		const answer = await change(next.value);
		if (answer.ok) onClose();
		else setProblem(answer.problem.detail);
	}
	return (
		<Modal opened onClose={onClose} title="Save this filter">
			<form onSubmit={save}>
				<TextInput
					label="Name"
					value={name}
					maxLength={80}
					error={problem}
					onChange={(event) => {
						setName(event.currentTarget.value);
						setProblem(null);
					}}
					data-autofocus
				/>
				<p className="soft">
					<span className="mono">
						<Foreign text={[q, kind ?? "", find].filter((part) => part !== "").join(" ")} cut={false} />
					</span>
				</p>
				<p className="soft">
					{taken ? "It takes the place of the one that is called so." : "Every window of this desk has it then."}
				</p>
				<Group justify="flex-end">
					<Button variant="default" onClick={onClose}>
						Cancel
					</Button>
					<Button type="submit" disabled={name.trim() === ""}>
						{taken ? "Replace" : "Save"}
					</Button>
				</Group>
			</form>
		</Modal>
	);
}
