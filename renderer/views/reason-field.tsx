/** Why something is done, for the audit trail: a line beside its buttons. */
import { TextInput } from "@mantine/core";

export const REASON_LABEL = "Why (optional, for the audit trail)";
export const LONGEST_REASON = 500;

export interface ReasonFieldProps {
	readonly value: string;
	readonly disabled: boolean;
	readonly onChange: (reason: string) => void;
}

export function ReasonField({ value, disabled, onChange }: ReasonFieldProps) {
	return (
		<TextInput
			size="xs"
			mt={8}
			aria-label={REASON_LABEL}
			placeholder={REASON_LABEL}
			value={value}
			maxLength={LONGEST_REASON}
			disabled={disabled}
			onChange={(event) => onChange(event.currentTarget.value)}
		/>
	);
}
