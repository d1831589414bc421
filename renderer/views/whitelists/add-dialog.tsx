/** A new entry: its kind with an example, what the host makes of it and warns of before it is added, why, until when. */
import { Button, Checkbox, Group, Modal, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { type EntryKind, entryKinds } from "../../../shared/policy/whitelist-entry.ts";
import { useApp, useHost } from "../../state/app-context.tsx";
import { addEntry, type NewEntry } from "../../state/use-whitelists.ts";
import { saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { sayUndoable, tell } from "../undo.tsx";
import { kindHelp, kindWords } from "./kinds.ts";
import { type EntryCheck, useEntryCheck } from "./use-entry-check.ts";
import styles from "./whitelists.module.css";

const DAY_MS = 86_400_000;
const ends = [
	{ value: "0", label: "when it is removed" },
	{ value: "1", label: "in a day" },
	{ value: "7", label: "in a week" },
	{ value: "30", label: "in 30 days" },
	{ value: "90", label: "in 90 days" },
	{ value: "365", label: "in a year" },
];

export function AddDialog({ onClose }: { onClose: () => void }) {
	useGiveBackFocus();
	const { actions } = useApp();
	const host = useHost();
	const [kind, setKind] = useState<EntryKind>("name");
	const [pattern, setPattern] = useState("");
	const [reason, setReason] = useState("");
	const [owner, setOwner] = useState("");
	const [days, setDays] = useState("0");
	const [replace, setReplace] = useState(false);
	const [openedAt] = useState(() => host.clock.now());
	const [problem, setProblem] = useState<string | null>(null);
	const said = (words: string) => saidText(words, host.clock.now());
	const entry: NewEntry = {
		kind,
		pattern: pattern.trim(),
		reason: reason.trim(),
		replace,
		...(owner.trim() === "" ? {} : { owner: owner.trim() }),
		...(days === "0" ? {} : { expiresAt: Math.round(openedAt + Number(days) * DAY_MS) }),
	};
	const check = useEntryCheck({ kind, pattern: entry.pattern, replace });
	const refused = check !== null && !check.ok ? check.problem : null;
	const stands = check?.ok === true && "changed" in check.value;
	const trouble =
		refused?.detail ?? (stands && !replace ? "It is there already: replace it, or leave it as it is" : null);
	async function add(event: FormEvent): Promise<void> {
		event.preventDefault();
		const answer = await addEntry(host.send, entry);
		if (!answer.ok) return setProblem(said(answer.problem.detail));
		if ("dryRun" in answer.value) return setProblem("The daemon only tried it; nothing was added.");
		if ("changed" in answer.value) {
			tell("plain", "Nothing changed", `${answer.value.entry.pattern} is on the whitelists already.`);
			return onClose();
		}
		const done = { host: host.id, actionId: answer.value.actionId, of: "change" } as const;
		actions.remember(done);
		const message = `${answer.value.entry.pattern} passes from its next attempt on.`;
		sayUndoable(actions, done, { title: "Added to the whitelists", message });
		onClose();
	}
	const help = kindHelp[kind];
	return (
		<Modal opened onClose={onClose} title="Add to the whitelists" size={560}>
			<form onSubmit={(event) => void add(event)}>
				<SegmentedControl
					fullWidth
					aria-label="Kind"
					data={entryKinds.map((one) => ({ value: one, label: kindWords[one] }))}
					value={kind}
					onChange={(chosen) => setKind(entryKinds.find((one) => one === chosen) ?? kind)}
				/>
				<p className={styles.words}>{help.words}</p>
				<TextInput
					label={help.label}
					placeholder={help.example}
					value={pattern}
					maxLength={320}
					spellCheck={false}
					autoComplete="off"
					error={problem ?? (trouble === null ? null : said(trouble))}
					styles={{ input: { fontFamily: "var(--mono)", fontSize: 12 } }}
					onChange={(event) => {
						setPattern(event.currentTarget.value);
						setProblem(null);
					}}
					data-autofocus
				/>
				{(refused?.status === 409 || stands || replace) && (
					<Checkbox
						mt={8}
						size="xs"
						label="Take the place of the entry that is there"
						checked={replace}
						onChange={(event) => setReplace(event.currentTarget.checked)}
					/>
				)}
				<div className={styles.checked} aria-live="polite">
					{check?.ok === true && <Checked check={check} typed={entry.pattern} said={said} />}
				</div>
				<TextInput
					label="Why"
					placeholder="Newsletter of the choir, asked for by Anna"
					value={reason}
					maxLength={500}
					onChange={(event) => setReason(event.currentTarget.value)}
				/>
				<div className={styles.two}>
					<TextInput
						label="Who answers for it"
						placeholder="you"
						value={owner}
						maxLength={64}
						onChange={(event) => setOwner(event.currentTarget.value)}
					/>
					<NativeSelect
						label="It ends"
						data={ends}
						value={days}
						onChange={(event) => setDays(event.currentTarget.value)}
					/>
				</div>
				<Group justify="flex-end" mt={16} gap={8}>
					<Button variant="default" onClick={onClose}>
						Close
					</Button>
					<Button type="submit" disabled={entry.pattern === "" || trouble !== null}>
						Add it
					</Button>
				</Group>
			</form>
		</Modal>
	);
}

interface CheckedProps {
	readonly check: EntryCheck & { ok: true };
	readonly typed: string;
	readonly said: (words: string) => string;
}

/** How the host would write it, and what it warns of. */
function Checked({ check, typed, said }: CheckedProps) {
	const { entry, warnings } = check.value;
	return (
		<>
			{entry.pattern !== typed && (
				<div className={styles.becomes}>
					<IconCheck size={14} aria-hidden />
					<span>
						It will stand as {entry.kind} <Foreign text={entry.pattern} cut={false} />
					</span>
				</div>
			)}
			{warnings.map((words) => (
				<div key={words} className={styles.warning}>
					<IconAlertTriangle size={14} aria-hidden />
					<Foreign text={said(words)} cut={false} />
				</div>
			))}
		</>
	);
}
