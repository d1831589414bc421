/** Settings: every one with its meaning, what a change does before it is made, and the switch that lets all pass. */
import { useMemo, useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useHost } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { flatOf } from "../../state/settings-draft.ts";
import { useStore } from "../../state/store.ts";
import { useAsking } from "../../state/use-asking.ts";
import { type Field, type PolicyTold, useFields, usePolicy } from "../../state/use-policy.ts";
import { useRights } from "../../state/use-rights.ts";
import { saidText } from "../../ui/durations.ts";
import { EmptyNote, ProblemNote } from "../../ui/problem-note.tsx";
import { NothingRead } from "../nothing-read.tsx";
import { ChangesPart } from "./changes-part.tsx";
import { FieldInput } from "./field-input.tsx";
import { grouped } from "./groups.ts";
import { PassAllPart } from "./pass-all-part.tsx";
import styles from "./settings.module.css";
import { useDraft } from "./use-draft.ts";
import { wrongField } from "./wrong-field.ts";

export function SettingsView({ host }: { host: Host }) {
	const policy = usePolicy();
	const form = useFields();
	const asking = useAsking();
	const error = policy.error ?? form.error;
	if (policy.data !== undefined && form.data !== undefined)
		return <Form host={host} policy={policy.data} fields={form.data.fields} />;
	if (!asking) return <NothingRead host={host} />;
	if (error !== null)
		return (
			<ProblemNote
				problem={problemOf(error)}
				again={() => {
					void policy.refetch();
					void form.refetch();
				}}
			/>
		);
	return <EmptyNote title={`Reading the settings of ${host.name}…`} />;
}

function Form({ host, policy, fields }: { host: Host; policy: PolicyTold; fields: readonly Field[] }) {
	const draft = useDraft(policy);
	const refused = useRights().settings;
	const { live, clock } = useHost();
	const tick = useStore(live.tick);
	const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
	const [form, setForm] = useState(0);
	const stands = useMemo(() => flatOf(policy.settings), [policy.settings]);
	const wrong = useMemo(
		() =>
			draft.problem === null
				? null
				: wrongField(
						draft.problem,
						fields.map(({ key }) => key),
					),
		[draft.problem, fields],
	);
	const fault = (key: string, faulty: boolean) => {
		const next = new Set(faults);
		if (faulty) next.add(key);
		else next.delete(key);
		setFaults(next);
	};
	return (
		<div className={styles.view}>
			<div className={styles.form} key={form} tabIndex={0} role="region" aria-label={`Settings of ${host.name}`}>
				<h1 className="unseen">Settings of {host.name}</h1>
				{grouped(fields).map((group) => (
					<section key={group.title} className={styles.group}>
						<h2>{group.title}</h2>
						{group.fields.map((field) => (
							<FieldInput
								key={field.key}
								field={field}
								value={draft.changed?.get(field.key) ?? stands.get(field.key) ?? field.initial}
								changed={draft.changed?.has(field.key) === true}
								wrong={wrong?.key === field.key ? saidText(wrong.words, clock.now()) : null}
								refused={refused}
								onChange={(value) => draft.change(field.key, value)}
								onFault={(faulty) => fault(field.key, faulty)}
							/>
						))}
					</section>
				))}
			</div>
			<aside className={styles.side} aria-label="Mode and changes">
				<section className={styles.part}>
					<h2>{policy.settings.mode === "enforce" ? "Enforcing" : "Shadow mode"}</h2>
					<p className="soft" style={{ margin: 0 }}>
						{policy.settings.mode === "enforce"
							? "Mail of new triplets is asked to wait; what came back in time passes."
							: "Every mail is judged and recorded, and none is deferred. Set the mode to enforce when you trust it."}
					</p>
				</section>
				<PassAllPart untilAt={tick === null ? policy.passAllUntilAt : tick.passAllUntilAt} />
				<ChangesPart
					fields={fields}
					count={draft.changed?.size ?? 0}
					faulty={faults.size > 0}
					tried={draft.told}
					drafted={draft.drafted}
					problem={wrong?.named ?? draft.problem?.detail ?? null}
					overtaken={draft.overtaken}
					refused={refused}
					onApply={draft.apply}
					onDiscard={() => {
						draft.discard();
						setFaults(new Set());
						// What was typed and could not be read goes too.
						setForm(form + 1);
					}}
					onRebase={draft.rebase}
				/>
			</aside>
		</div>
	);
}
