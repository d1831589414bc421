/** The large senders at one look: what is on, what a newer pack would change, who they are and where that is known from. */
import { Button, Group, Modal } from "@mantine/core";
import { useState } from "react";
import type { PackTold } from "../../../shared/protocol/pack-routes.ts";
import { useApp, useHost } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { useFailure } from "../../state/use-asking.ts";
import { switchPack, usePack } from "../../state/use-pack.ts";
import { useRights } from "../../state/use-rights.ts";
import { saidText } from "../../ui/durations.ts";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { plural } from "../../ui/numbers.ts";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { ReasonField } from "../reason-field.tsx";
import { sayUndoable, tell } from "../undo.tsx";
import styles from "./pack.module.css";
import { PackList } from "./pack-list.tsx";

export function PackDialog({ onClose }: { onClose: () => void }) {
	useGiveBackFocus();
	const pack = usePack();
	const failure = useFailure(pack);
	return (
		<Modal opened onClose={onClose} title="Large senders" size={1000}>
			{failure !== null && <ProblemNote problem={problemOf(failure)} again={() => void pack.refetch()} />}
			{pack.data === undefined
				? failure === null && <p className="soft">Reading the pack that the host carries…</p>
				: failure === null && <Pack told={pack.data} onClose={onClose} />}
		</Modal>
	);
}

function Pack({ told, onClose }: { told: PackTold; onClose: () => void }) {
	const { actions } = useApp();
	const host = useHost();
	const [reason, setReason] = useState("");
	const [sending, setSending] = useState(false);
	const { whitelists: refused } = useRights();
	const [problem, setProblem] = useState<string | null>(null);
	const changes = told.added.length + told.removed.length;
	async function turn(enabled: boolean): Promise<void> {
		setSending(true);
		const answer = await switchPack(host.send, { enabled, date: told.date, reason: reason.trim() });
		setSending(false);
		if (!answer.ok) return setProblem(saidText(answer.problem.detail, host.clock.now()));
		onClose();
		if ("changed" in answer.value) return tell("plain", "Nothing changed", "It is so already.");
		const done = { host: host.id, actionId: answer.value.actionId, of: "change" } as const;
		actions.remember(done);
		const title = enabled ? "Large senders are on" : "Large senders are off";
		const message = enabled ? "Their hosts pass at the first attempt." : "They are greylisted like others.";
		sayUndoable(actions, done, { title, message });
	}
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				if (changes > 0 && !sending && refused === null) void turn(true);
			}}
		>
			<p className={styles.about}>
				They retry well, but from anywhere in their pools, so greylisting delays their mail and stops none of it. Once
				on, their hosts pass at the first attempt, by their <strong>verified names</strong> alone; your other checks
				stand. The pack comes with this version of Greydesk and is never fetched.
			</p>
			<p role="status" className={styles.state} data-on={told.enabled !== null}>
				{stateWords(told)}
			</p>
			{problem !== null && <ProblemNote problem={{ title: "Not switched", detail: problem }} />}
			<PackList told={told} />
			{refused !== null && <p className={styles.about}>{refused}</p>}
			<ReasonField value={reason} disabled={sending || refused !== null} onChange={setReason} />
			<Group justify="flex-end" mt={16} gap={8}>
				<Button variant="default" onClick={onClose}>
					Close
				</Button>
				{told.enabled !== null && (
					<Button variant="default" disabled={sending || refused !== null} onClick={() => void turn(false)}>
						Switch off
					</Button>
				)}
				{(told.enabled === null || changes > 0) && (
					<Button type="submit" disabled={changes === 0 || sending || refused !== null} data-autofocus>
						{told.enabled === null ? `Switch on ${plural(changes, "name")}` : "Take the changes"}
					</Button>
				)}
			</Group>
		</form>
	);
}

function stateWords({ date, enabled, added, removed, kept }: PackTold): string {
	if (enabled === null) return `Off. The pack is of ${date}.`;
	if (added.length + removed.length === 0) return `On: ${plural(kept, "name")}, as in the pack of ${date}.`;
	return `On, of the pack of ${enabled}. That of ${date} has ${added.length} more and ${removed.length} less.`;
}
