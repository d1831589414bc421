/** A plain box to mark a row with, or, half, to say that some are marked. */
import { useEffect, useRef } from "react";

export interface MarkBoxProps {
	readonly checked: boolean;
	readonly some?: boolean;
	readonly label: string;
	readonly onChange: () => void;
}

export function MarkBox({ checked, some = false, label, onChange }: MarkBoxProps) {
	const box = useRef<HTMLInputElement>(null);
	useEffect(() => {
		if (box.current !== null) box.current.indeterminate = some;
	}, [some]);
	return (
		<input
			ref={box}
			type="checkbox"
			tabIndex={-1}
			aria-label={label}
			checked={checked}
			onChange={onChange}
			onClick={(event) => event.stopPropagation()}
		/>
	);
}
