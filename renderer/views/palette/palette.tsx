/** Ctrl+K, Cmd+K: every command by a few letters of its name; arrows and Enter, nothing else is needed. */
import { Kbd, Modal } from "@mantine/core";
import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { fuzzyScore } from "../../ui/fuzzy.ts";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { type Command, useCommands } from "./commands.ts";
import styles from "./palette.module.css";

/** The dialog is gone from the page by then, and keys are heard again. */
const CLOSED_MS = 60;

export function Palette({ host }: { host: Host | null }) {
	const [opened, setOpened] = useState(false);
	useEffect(() => {
		// Also while something is typed, where other keys rest; not over another dialog.
		function onKey(event: KeyboardEvent): void {
			if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "k") return;
			event.preventDefault();
			setOpened((open) => !open && document.querySelector("[role=dialog][aria-modal=true]") === null);
		}
		addEventListener("keydown", onKey);
		return () => removeEventListener("keydown", onKey);
	}, []);
	return opened ? <Commands host={host} onClose={() => setOpened(false)} /> : null;
}

function Commands({ host, onClose }: { host: Host | null; onClose: () => void }) {
	useGiveBackFocus();
	const all = useCommands(host);
	const [typed, setTyped] = useState("");
	const [at, setAt] = useState(0);
	const found = fitting(all, typed);
	const chosen = Math.min(at, found.length - 1);
	useEffect(() => document.getElementById(`command-${chosen}`)?.scrollIntoView({ block: "nearest" }), [chosen]);
	function run(command: Command | undefined): void {
		if (command === undefined) return;
		onClose();
		setTimeout(() => command.run(), CLOSED_MS);
	}
	function onKey(event: ReactKeyboardEvent): void {
		const last = found.length - 1;
		if (event.key === "ArrowDown") setAt(chosen >= last ? 0 : chosen + 1);
		else if (event.key === "ArrowUp") setAt(chosen <= 0 ? last : chosen - 1);
		else if (event.key === "Enter") run(found[chosen]);
		else return;
		event.preventDefault();
	}
	return (
		<Modal
			opened
			onClose={onClose}
			withCloseButton={false}
			attributes={{ content: { "aria-label": "Commands" } }}
			size={560}
			padding={0}
			centered={false}
			yOffset="12vh"
			transitionProps={{ duration: 0 }}
		>
			<input
				className={styles.field}
				role="combobox"
				aria-label="Command"
				aria-expanded
				aria-controls="commands"
				aria-activedescendant={chosen < 0 ? undefined : `command-${chosen}`}
				placeholder="What do you want to do?"
				value={typed}
				spellCheck={false}
				autoComplete="off"
				onChange={(event) => {
					setTyped(event.currentTarget.value);
					setAt(0);
				}}
				onKeyDown={onKey}
				data-autofocus
			/>
			<div id="commands" role="listbox" aria-label="Commands" className={styles.list}>
				{found.map((command, index) => (
					<div
						key={command.label}
						id={`command-${index}`}
						role="option"
						tabIndex={-1}
						aria-selected={index === chosen}
						className={styles.command}
						onMouseMove={() => setAt(index)}
						onClick={() => run(command)}
					>
						<span className={`${styles.group} soft`}>{command.group}</span>
						<span className="cut">{command.label}</span>
						<span className={styles.keys}>
							{command.keys !== "" &&
								command.keys.split(" ").map((key) => (
									<Kbd key={key} size="xs">
										{key}
									</Kbd>
								))}
						</span>
					</div>
				))}
			</div>
			{found.length === 0 && <p className={`${styles.none} soft`}>No command is called so.</p>}
		</Modal>
	);
}

/** Best first; as they are where nothing is typed. */
function fitting(all: readonly Command[], typed: string): readonly Command[] {
	return all
		.map((command) => ({ command, score: fuzzyScore(typed, command.label) }))
		.filter((one) => one.score !== null)
		.sort((one, other) => (typed.trim() === "" ? 0 : (other.score ?? 0) - (one.score ?? 0)))
		.map((one) => one.command);
}
