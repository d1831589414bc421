/** The filters of a view by name: those that come with it, those that were saved, and the way to save this one. */
import { ActionIcon, Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBookmark, IconBookmarkPlus, IconPencil } from "@tabler/icons-react";
import { useAddress, useApp } from "../../state/app-context.tsx";
import { builtInFilters, type Filter, type FilteredView, filtered, filterHash, viewOf } from "../../state/filters.ts";
import { usePreferences } from "../../state/preferences.ts";
import { visibleText } from "../../ui/visible-text.ts";
import styles from "./filters.module.css";
import { FiltersDialog } from "./filters-dialog.tsx";
import { SaveDialog } from "./save-dialog.tsx";

export function FilterMenu({ view }: { view: FilteredView }) {
	const { address } = useApp();
	const here = useAddress();
	const { savedFilters } = usePreferences();
	const [saving, saveDialog] = useDisclosure(false);
	const [managing, manageDialog] = useDisclosure(false);
	const saved = savedFilters.filter((filter) => viewOf(filter) === view);
	const hash = filterHash(here);
	const current = [...saved, ...builtInFilters[view]].find((filter) => filter.hash === hash);
	const item = (filter: Filter) => (
		<Menu.Item
			key={`${filter.name} ${filter.hash}`}
			component="button"
			className={styles.item}
			data-chosen={filter === current}
			onClick={() => address.go(filtered(here, filter))}
		>
			{visibleText(filter.name)}
		</Menu.Item>
	);
	return (
		<>
			<Menu position="bottom-start" width={300}>
				<Menu.Target>
					{current === undefined ? (
						<ActionIcon variant="default" size={30} aria-label="Filters" title="Filters by name, and save this one">
							<IconBookmark size={15} aria-hidden />
						</ActionIcon>
					) : (
						<Button
							variant="default"
							className={styles.button}
							leftSection={<IconBookmark size={14} aria-hidden />}
							title={visibleText(current.name)}
							aria-label={`Filters: ${visibleText(current.name)}`}
						>
							<span className="cut">{visibleText(current.name)}</span>
						</Button>
					)}
				</Menu.Target>
				<Menu.Dropdown>
					{saved.length > 0 && <Menu.Label>Saved</Menu.Label>}
					{saved.map(item)}
					<Menu.Label>Of the app</Menu.Label>
					{builtInFilters[view].map(item)}
					<Menu.Divider />
					<Menu.Item
						leftSection={<IconBookmarkPlus size={14} aria-hidden />}
						disabled={hash === null}
						onClick={saveDialog.open}
					>
						{hash === null ? "Save: filter something first" : "Save this filter…"}
					</Menu.Item>
					<Menu.Item
						leftSection={<IconPencil size={14} aria-hidden />}
						disabled={saved.length === 0}
						onClick={manageDialog.open}
					>
						Rename, order, delete…
					</Menu.Item>
				</Menu.Dropdown>
			</Menu>
			{saving && hash !== null && <SaveDialog hash={hash} onClose={saveDialog.close} />}
			{managing && <FiltersDialog view={view} onClose={manageDialog.close} />}
		</>
	);
}
