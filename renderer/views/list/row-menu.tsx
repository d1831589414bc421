/** The menu of a row: by the right button where it points, by Shift+F10 or the menu key at the row under the keys. */
import { Kbd, Menu } from "@mantine/core";
import { type MouseEvent, type ReactNode, useState } from "react";
import type { SelectionState } from "../../state/selection.ts";
import styles from "./frame.module.css";
import type { CopyItem } from "./use-row-copy.ts";

export interface RowMenuParts {
	readonly selection: SelectionState;
	readonly ids: readonly string[];
	readonly items: () => readonly CopyItem[];
}

export interface RowMenu {
	readonly onContextMenu: (event: MouseEvent<HTMLElement>) => void;
	readonly menu: ReactNode;
}

interface Place {
	readonly x: number;
	readonly y: number;
	readonly items: readonly CopyItem[];
}

export function useRowMenu({ selection, ids, items }: RowMenuParts): RowMenu {
	const [place, setPlace] = useState<Place | null>(null);
	function onContextMenu(event: MouseEvent<HTMLElement>): void {
		const target = event.target as HTMLElement;
		const pointed = target.closest<HTMLElement>("[role=row][data-index]");
		const index = Number(pointed?.getAttribute("data-index") ?? -1);
		const id = ids[index];
		if (id !== undefined) {
			selection.moveTo(id, index);
			selection.toColumn(target.closest<HTMLElement>("[data-column]")?.getAttribute("data-column") ?? null);
		}
		const found = items();
		if (found.length === 0) return;
		event.preventDefault();
		setPlace({ ...placeOf(event, pointed), items: found });
	}
	const menu =
		place === null ? null : (
			<Menu
				opened
				onChange={(opened) => {
					if (opened) return;
					setPlace(null);
					document.querySelector<HTMLElement>("[role=grid][data-list]")?.focus({ preventScroll: true });
				}}
				position="bottom-start"
				offset={2}
				withInitialFocusPlaceholder={false}
				withinPortal
			>
				<Menu.Target>
					<button
						type="button"
						tabIndex={-1}
						className={styles.point}
						style={{ left: place.x, top: place.y }}
						aria-label="Of this row"
					/>
				</Menu.Target>
				<Menu.Dropdown aria-label="Of this row">
					{place.items.map((item) => (
						<Menu.Item
							key={item.label}
							onClick={item.run}
							rightSection={
								item.keys === "" ? null : (
									<span>
										{item.keys.split(" ").map((key, at) => (
											// biome-ignore lint/suspicious/noArrayIndexKey: y y has the same key twice.
											<Kbd key={at} size="xs" ml={3}>
												{key}
											</Kbd>
										))}
									</span>
								)
							}
						>
							{item.label}
						</Menu.Item>
					))}
				</Menu.Dropdown>
			</Menu>
		);
	return { onContextMenu, menu };
}

/** By the keyboard there is no place of a pointer: below the row that is meant. */
function placeOf(event: MouseEvent, pointed: HTMLElement | null): { readonly x: number; readonly y: number } {
	if (pointed !== null) return { x: event.clientX, y: event.clientY };
	const under = document.querySelector("[role=row][data-index] [data-under=true], [role=row][data-under=true]");
	const box = under?.getBoundingClientRect();
	return box === undefined ? { x: event.clientX, y: event.clientY } : { x: box.left + 40, y: box.bottom - 4 };
}
