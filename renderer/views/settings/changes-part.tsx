/** What would change, in the host's own words, before it is done; then why, and apply. */
import { Button, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Settings } from "../../../shared/policy/settings.ts";
import { useHost } from "../../state/app-context.tsx";
import type { DryRun, Field } from "../../state/use-policy.ts";
import { saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { shownText } from "./field-text.ts";
import { changesKeys, KeyPreview } from "./key-preview.tsx";
import styles from "./settings.module.css";

export interface ChangesPartProps {
	readonly fields: readonly Field[];
	/** How many fields differ. */
	readonly count: number;
	/** Something typed cannot be read. */
	readonly faulty: boolean;
	/** Null: not answered yet. */
	readonly tried: DryRun | null;
	/** As they would be; null: nothing is changed. */
	readonly drafted: Settings | null;
	/** Why the host would not take them. */
	readonly problem: string | null;
	/** Somebody else changed the settings since. */
	readonly overtaken: boolean;
	readonly refused: string | null;
	readonly onApply: (reason: string) => Promise<boolean>;
	readonly onDiscard: () => void;
	readonly onRebase: () => void;
}

export function ChangesPart(props: ChangesPartProps) {
	const { count, faulty, tried, drafted, problem, overtaken, refused } = props;
	const [reason, setReason] = useState("");
	async function apply(event: FormEvent): Promise<void> {
		event.preventDefault();
		if (await props.onApply(reason.trim())) setReason("");
	}
	return (
		<section className={styles.part} aria-label="What changes">
			<h2>What changes</h2>
			{count === 0 && !faulty && (
				<p className="soft">{refused ?? "Nothing yet. Change a field: what it does is told here before it is done."}</p>
			)}
			{overtaken && (
				<Warning trouble words="Somebody changed the settings while you were at it. Nothing of yours was applied.">
					<Button variant="default" size="compact-xs" onClick={props.onRebase}>
						Take theirs in, keep mine
					</Button>
				</Warning>
			)}
			{!overtaken && problem !== null && <Warning trouble words={problem} />}
			{!overtaken && tried !== null && count > 0 && <Told tried={tried} fields={props.fields} />}
			{!overtaken && tried !== null && drafted !== null && changesKeys(tried.changes.map(({ key }) => key)) && (
				<KeyPreview settings={drafted} />
			)}
			{count > 0 && tried === null && problem === null && !overtaken && <p className="soft">Asking the host…</p>}
			{faulty && <p className="soft">A field cannot be read; it is marked red.</p>}
			{(count > 0 || faulty) && (
				<form onSubmit={(event) => void apply(event)}>
					<TextInput
						label="Why (for the audit trail)"
						value={reason}
						maxLength={500}
						onChange={(event) => setReason(event.currentTarget.value)}
					/>
					<div className={styles.buttons}>
						<Button variant="default" onClick={props.onDiscard}>
							Discard
						</Button>
						<Button type="submit" color="violet.8" disabled={faulty || overtaken || tried === null || refused !== null}>
							Apply
						</Button>
					</div>
				</form>
			)}
		</section>
	);
}

function Told({ tried, fields }: { tried: DryRun; fields: readonly Field[] }) {
	const { clock } = useHost();
	return (
		<>
			<ul className={styles.changes}>
				{tried.changes.map((change) => {
					const field = fields.find((one) => one.key === change.key);
					return (
						<li key={change.key}>
							<code className="mono">{change.key}</code>
							<div className={`${styles.values} mono`}>
								<del>{shownText(field, change.before)}</del>→<ins>{shownText(field, change.after)}</ins>
							</div>
							<span className="soft">{saidText(change.words, clock.now())}</span>
						</li>
					);
				})}
			</ul>
			{tried.warnings.map((words) => (
				<Warning key={words} words={words} />
			))}
		</>
	);
}

function Warning({ words, trouble = false, children }: { words: string; trouble?: boolean; children?: ReactNode }) {
	const { clock } = useHost();
	return (
		<div className={styles.warning} data-tone={trouble ? "trouble" : "warning"} role={trouble ? "alert" : undefined}>
			<IconAlertTriangle size={14} aria-hidden />
			<div>
				<Foreign text={saidText(words, clock.now())} cut={false} />
				{children !== undefined && <div style={{ marginTop: 6 }}>{children}</div>}
			</div>
		</div>
	);
}
