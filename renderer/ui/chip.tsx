/** Chips: a few words that are pressed or not, in a row with a name. What is pressed says so to those who do not see it. */
import type { ReactNode } from "react";
import styles from "./chip.module.css";

export interface ChipsProps {
	/** What is chosen here; read aloud, not seen. */
	readonly label: string;
	/** Lower, for the head of a panel. */
	readonly low?: boolean;
	/** How the row behaves where room is short. */
	readonly className?: string | undefined;
	readonly children: ReactNode;
}

export function Chips({ label, low = false, className, children }: ChipsProps) {
	const names = [styles.chips, ...(low ? [styles.low] : []), ...(className === undefined ? [] : [className])];
	return (
		<fieldset className={names.join(" ")}>
			<legend className="unseen">{label}</legend>
			{children}
		</fieldset>
	);
}

export interface ChipProps {
	readonly pressed: boolean;
	readonly onPress: () => void;
	readonly children: ReactNode;
}

export function Chip({ pressed, onPress, children }: ChipProps) {
	return (
		<button type="button" className={styles.chip} aria-pressed={pressed} onClick={onPress}>
			{children}
		</button>
	);
}
