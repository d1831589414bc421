/** Which columns a list shows, in what order and how wide; all of it by keys too. It takes effect at once. */
import { ActionIcon, Button, Checkbox, Group, Modal, NumberInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import styles from "./columns.module.css";
import { LEAST_WIDTH, MOST_WIDTH } from "./fit-columns.ts";
import type { Columns } from "./use-columns.ts";

export interface ColumnsDialogProps<Row> {
	readonly columns: Columns<Row>;
	readonly onClose: () => void;
}

const STEP = 16;

export function ColumnsDialog<Row>({ columns, onClose }: ColumnsDialogProps<Row>) {
	useGiveBackFocus();
	const shown = columns.shown.filter((column) => column.fixed !== true);
	function onKeyDown(event: KeyboardEvent, id: string): void {
		if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
		event.preventDefault();
		columns.move(id, event.key === "ArrowUp" ? -1 : 1);
	}
	return (
		<Modal opened onClose={onClose} title="Columns" size={640}>
			<p className={styles.about}>
				Marked columns are shown, from the left. Alt and an arrow move the one you are at. A width that is left empty
				fits itself to the window.
			</p>
			<ul className={styles.list}>
				{columns.choosable.map((column, index) => {
					const at = shown.indexOf(column);
					const width = columns.choice.widths[column.id];
					return (
						<li key={column.id} onKeyDown={(event) => onKeyDown(event, column.id)}>
							<Checkbox
								size="xs"
								label={column.label}
								description={column.about}
								checked={at >= 0}
								disabled={at >= 0 && shown.length === 1}
								data-autofocus={index === 0 ? true : undefined}
								onChange={(event) => columns.setShown(column.id, event.currentTarget.checked)}
							/>
							<NumberInput
								size="xs"
								aria-label={`Width of ${column.label}`}
								placeholder="fits"
								suffix=" px"
								disabled={at < 0}
								min={LEAST_WIDTH}
								max={MOST_WIDTH}
								step={STEP}
								clampBehavior="blur"
								value={width ?? ""}
								onChange={(value) => columns.setWidth(column.id, typeof value === "number" ? value : null)}
							/>
							<ActionIcon
								aria-label={`Move ${column.label} to the left`}
								disabled={at <= 0}
								onClick={() => columns.move(column.id, -1)}
							>
								<IconArrowUp size={14} />
							</ActionIcon>
							<ActionIcon
								aria-label={`Move ${column.label} to the right`}
								disabled={at < 0 || at === shown.length - 1}
								onClick={() => columns.move(column.id, 1)}
							>
								<IconArrowDown size={14} />
							</ActionIcon>
						</li>
					);
				})}
			</ul>
			<Group justify="space-between" mt={16}>
				<Button variant="default" onClick={columns.reset}>
					As it came
				</Button>
				<Button onClick={onClose}>Close</Button>
			</Group>
		</Modal>
	);
}
