/** What is searched in a list, and the kinds to choose from; both stand in the address. */
import { IconSearch } from "@tabler/icons-react";
import { type RefObject, useEffect, useState } from "react";
import { useAddress, useApp } from "../../state/app-context.tsx";
import { Chip, Chips } from "../../ui/chip.tsx";
import styles from "./list.module.css";

const SETTLE_MS = 220;

export interface FindFieldProps {
	readonly field: RefObject<HTMLInputElement | null>;
	readonly label: string;
	readonly example: string;
	readonly most: number;
}

export function FindField({ field, label, example, most }: FindFieldProps) {
	const { address } = useApp();
	const { find } = useAddress();
	const [text, setText] = useState(find);
	useEffect(() => setText(find), [find]);
	useEffect(() => {
		if (text === find) return;
		const timer = setTimeout(() => address.go({ find: text, open: null }, "replace"), SETTLE_MS);
		return () => clearTimeout(timer);
	}, [text, find, address]);
	return (
		<div className={styles.find}>
			<IconSearch size={15} aria-hidden />
			<input
				ref={field}
				type="text"
				value={text}
				aria-label={label}
				placeholder={example}
				maxLength={most}
				spellCheck={false}
				autoComplete="off"
				onChange={(event) => setText(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
				}}
			/>
		</div>
	);
}

export interface KindChipsProps<K extends string> {
	readonly label: string;
	readonly kinds: Readonly<Record<K, string>>;
	readonly chosen: K | null;
}

export function KindChips<K extends string>({ label, kinds, chosen }: KindChipsProps<K>) {
	const { address } = useApp();
	const all: readonly (readonly [string | null, string])[] = [[null, "All"], ...Object.entries<string>(kinds)];
	return (
		<Chips label={label} className={styles.chips}>
			{all.map(([kind, words]) => (
				<Chip key={words} pressed={chosen === kind} onPress={() => address.go({ kind, open: null })}>
					{words}
				</Chip>
			))}
		</Chips>
	);
}
