/** Somebody else's whitelists taken over: files chosen or dropped, what would become of each line, then one action. */
import { Button, FileButton, Group, Modal, NativeSelect } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { type ListFormat, listFormats } from "../../../shared/analysis/whitelist-files/read-list.ts";
import { useApp, useHost } from "../../state/app-context.tsx";
import { importFiles } from "../../state/list-files.ts";
import { saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { plural } from "../../ui/numbers.ts";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { ReasonField } from "../reason-field.tsx";
import { sayUndoable, tell } from "../undo.tsx";
import styles from "./import.module.css";
import { ImportPreview } from "./import-preview.tsx";
import { useDroppedFiles } from "./use-dropped-files.ts";
import { useImport } from "./use-import.ts";

const formatWords: Readonly<Record<ListFormat, string>> = {
	"postgrey-clients": "postgrey: clients",
	"postgrey-recipients": "postgrey: recipients",
	sqlgrey: "sqlgrey: clients",
	greylistd: "greylistd: hosts",
	"milter-greylist": "milter-greylist: greylist.conf",
	cidr: "Networks, one a line",
};
const formats = [
	{ value: "", label: "told by the name of the file" },
	...listFormats.map((value) => ({ value, label: formatWords[value] })),
];

export function ImportDialog({ onClose }: { onClose: () => void }) {
	useGiveBackFocus();
	const { actions } = useApp();
	const host = useHost();
	const draft = useImport();
	const over = useDroppedFiles(draft.take);
	const [reason, setReason] = useState("");
	const [sending, setSending] = useState(false);
	const { files, format, told, reading, problem, left } = draft;
	async function takeOver(): Promise<void> {
		setSending(true);
		const answer = await importFiles(host.send, { files, format, reason: reason.trim() });
		setSending(false);
		if (!answer.ok) return draft.refuse(saidText(answer.problem.detail, host.clock.now()));
		const { acted, count } = answer.value;
		onClose();
		if (acted === null) return tell("plain", "Nothing changed", "All of it is on the whitelists already.");
		const done = { host: host.id, actionId: acted.actionId, of: "change" } as const;
		actions.remember(done);
		const title = `Took over ${plural(count, "entry", "entries")}`;
		sayUndoable(actions, done, { title, message: "They count from the next attempt on." });
	}
	const count = told?.count ?? 0;
	return (
		<Modal opened onClose={onClose} title="Import whitelists" size={760}>
			<form
				onSubmit={(event) => {
					event.preventDefault();
					if (count > 0 && !sending) void takeOver();
				}}
			>
				<div className={styles.drop} data-over={over}>
					<FileButton multiple onChange={(chosen) => chosen.length > 0 && draft.take(chosen)}>
						{(button) => (
							<Button
								{...button}
								variant="default"
								leftSection={<IconFileImport size={14} aria-hidden />}
								data-autofocus
							>
								{files.length === 0 ? "Choose files…" : "Other files…"}
							</Button>
						)}
					</FileButton>
					<span className={styles.names}>
						{files.length === 0 ? (
							<span className="soft">
								or drop them here: whitelists of postgrey, sqlgrey, greylistd or milter-greylist, or networks one a line
							</span>
						) : (
							<Foreign text={files.map(({ name }) => name).join(", ")} />
						)}
					</span>
					<NativeSelect
						aria-label="What they are"
						data={formats}
						value={format ?? ""}
						onChange={(event) => draft.readAs(listFormats.find((one) => one === event.currentTarget.value) ?? null)}
					/>
				</div>
				<div className={styles.preview} aria-live="polite" aria-busy={reading}>
					{problem !== null && <ProblemNote problem={{ title: "Not taken over", detail: problem }} />}
					{left !== null && <ProblemNote problem={{ title: "Left out", detail: left }} />}
					{reading && <p className="soft">The host reads them; nothing is changed yet…</p>}
					{told !== null && <ImportPreview told={told} several={files.length > 1} now={host.clock.now()} />}
				</div>
				<ReasonField value={reason} disabled={sending} onChange={setReason} />
				<Group justify="flex-end" mt={16} gap={8}>
					<Button variant="default" onClick={onClose}>
						Close
					</Button>
					<Button type="submit" disabled={count === 0 || sending}>
						{count === 0 ? "Take over" : `Take over ${plural(count, "entry", "entries")}`}
					</Button>
				</Group>
			</form>
		</Modal>
	);
}
