/** The saved filters of a view: renamed, put in order, deleted; what was deleted can be had back. */
import { ActionIcon, Button, Group, Modal, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { PreferencesChange, SavedFilter } from "../../../shared/protocol/preferences.ts";
import { useApp } from "../../state/app-context.tsx";
import { type FilteredView, movedFilter, putBack, viewOf } from "../../state/filters.ts";
import { usePreferences } from "../../state/preferences.ts";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { useChange } from "../frame/use-change.ts";
import { sayTakenBack } from "../undo.tsx";
import styles from "./filters.module.css";

export function FiltersDialog({ view, onClose }: { view: FilteredView; onClose: () => void }) {
	useGiveBackFocus();
	const { preferences } = useApp();
	const { savedFilters } = usePreferences();
	const change = useChange();
	const mine = savedFilters.filter((filter) => viewOf(filter) === view);
	function remove(filter: SavedFilter): void {
		const place = savedFilters.indexOf(filter);
		change({ filters: { remove: [filter.id] } });
		sayTakenBack(`filter-${filter.id}`, { title: "Filter deleted", message: visibleText(filter.name) }, () =>
			change(putBack(preferences.shown.get().savedFilters, filter, place)),
		);
	}
	return (
		<Modal opened onClose={onClose} title="Saved filters" size={460}>
			<ul className={styles.filters}>
				{mine.map((filter, index) => (
					<li key={filter.id}>
						<Name filter={filter} onChange={change} />
						<ActionIcon
							aria-label={`Move ${filter.name} up`}
							disabled={index === 0}
							onClick={() => change(movedFilter(savedFilters, filter.id, -1))}
						>
							<IconArrowUp size={16} aria-hidden />
						</ActionIcon>
						<ActionIcon
							aria-label={`Move ${filter.name} down`}
							disabled={index === mine.length - 1}
							onClick={() => change(movedFilter(savedFilters, filter.id, 1))}
						>
							<IconArrowDown size={16} aria-hidden />
						</ActionIcon>
						<ActionIcon aria-label={`Delete ${filter.name}`} onClick={() => remove(filter)}>
							<IconTrash size={16} aria-hidden />
						</ActionIcon>
					</li>
				))}
			</ul>
			{mine.length === 0 && <p className="soft">None is left.</p>}
			<Group justify="flex-end">
				<Button onClick={onClose}>Done</Button>
			</Group>
		</Modal>
	);
}

interface NameProps {
	readonly filter: SavedFilter;
	readonly onChange: (change: PreferencesChange) => void;
}

/** Kept when the field is left; an empty name is none, and the old one comes back. */
function Name({ filter, onChange }: NameProps) {
	const [name, setName] = useState(filter.name);
	function keep(): void {
		const next = name.trim();
		if (next === "" || next === filter.name) setName(filter.name);
		else onChange({ filters: { put: [{ ...filter, name: next }] } });
	}
	return (
		<TextInput
			size="xs"
			aria-label={`Name of ${filter.name}`}
			value={name}
			maxLength={80}
			onChange={(event) => setName(event.currentTarget.value)}
			onBlur={keep}
			onKeyDown={(event) => event.key === "Enter" && keep()}
		/>
	);
}
