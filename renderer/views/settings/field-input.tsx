/** One setting: its name, what it means, its unit, default and bounds, and an input of its kind. */
import { SegmentedControl, Switch, Textarea, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { settingTitle } from "../../../shared/policy/setting-titles.ts";
import { type SettingValue, same } from "../../state/settings-draft.ts";
import type { Field } from "../../state/use-policy.ts";
import { boundsText, readText, shownText, typedText } from "./field-text.ts";
import styles from "./settings.module.css";

export interface FieldInputProps {
	readonly field: Field;
	readonly value: SettingValue;
	readonly changed: boolean;
	/** What the host finds wrong with it; null: nothing. */
	readonly wrong: string | null;
	/** Why it cannot be changed by us; null: it can. */
	readonly refused: string | null;
	readonly onChange: (value: SettingValue) => void;
	/** Whether what is typed can be read. */
	readonly onFault: (faulty: boolean) => void;
}

export function FieldInput(props: FieldInputProps) {
	const { field, value, changed } = props;
	const bounds = boundsText(field);
	const id = `setting-${field.key}`;
	return (
		<div className={styles.field} data-changed={changed}>
			<div className={styles.meaning}>
				<label htmlFor={id}>{settingTitle(field.key)}</label> <code className="mono soft">{field.key}</code>
				<p>{field.words}</p>
				<p className="figures">
					{same(value, field.initial) ? "This is the default" : `Default ${shownText(field, field.initial)}`}
					{bounds !== null && ` · ${bounds}`}
				</p>
			</div>
			<div className={styles.input}>
				<Input {...props} id={id} />
			</div>
		</div>
	);
}

function Input(props: FieldInputProps & { id: string }) {
	const { field, value, refused, onChange, id } = props;
	const disabled = refused !== null;
	if (field.kind === "flag")
		return (
			<Switch
				id={id}
				checked={value === true}
				disabled={disabled}
				onChange={(event) => onChange(event.currentTarget.checked)}
				label={value === true ? "on" : "off"}
				aria-label={settingTitle(field.key)}
			/>
		);
	if (field.kind === "choice")
		return (
			<SegmentedControl
				id={id}
				aria-label={settingTitle(field.key)}
				data={field.choices}
				value={String(value)}
				disabled={disabled}
				onChange={onChange}
			/>
		);
	return <Typed {...props} />;
}

function Typed({ field, value, wrong, refused, onChange, onFault, id }: FieldInputProps & { id: string }) {
	const [text, setText] = useState(() => typedText(field, value));
	// Undone, discarded or changed elsewhere: what stands is shown, unless it is what was typed.
	useEffect(() => {
		setText((typed) => {
			const read = readText(field, typed);
			return read.ok && same(read.value, value) ? typed : typedText(field, value);
		});
	}, [field, value]);
	const read = readText(field, text);
	function type(next: string): void {
		setText(next);
		const outcome = readText(field, next);
		onFault(!outcome.ok);
		if (outcome.ok) onChange(outcome.value);
	}
	const shared = {
		id,
		value: text,
		size: "xs",
		error: read.ok ? wrong : read.problem,
		disabled: refused !== null,
		spellCheck: false,
		styles: { input: { fontFamily: "var(--mono)", fontSize: 12 } },
	};
	if (field.kind === "list")
		return (
			<Textarea
				{...shared}
				autosize
				minRows={2}
				maxRows={8}
				placeholder="one a line"
				onChange={(event) => type(event.currentTarget.value)}
			/>
		);
	return (
		<TextInput
			{...shared}
			rightSection={
				field.unit === null || field.kind === "seconds" ? null : <small className="soft">{field.unit}</small>
			}
			rightSectionWidth={74}
			onChange={(event) => type(event.currentTarget.value)}
		/>
	);
}
