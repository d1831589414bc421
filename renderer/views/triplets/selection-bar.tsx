/** What is marked, and what can be done with it. It has its own line, so that the table never jumps. */
import { Button } from "@mantine/core";
import { IconTrash, IconUserCheck, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { SelectionState } from "../../state/selection.ts";
import { useStore } from "../../state/store.ts";
import { useRights } from "../../state/use-rights.ts";
import { countText, plural } from "../../ui/numbers.ts";
import styles from "./triplets.module.css";
import type { Deeds } from "./use-deeds.ts";

export interface SelectionBarProps {
	readonly selection: SelectionState;
	readonly total: { readonly value: number; readonly exact: boolean } | null;
	readonly deeds: Deeds;
	/** Tools of the list. */
	readonly children: ReactNode;
}

const unmarked = "Mark some first, with space or their box; the keys a and x act on the row they are on";

export function SelectionBar({ selection, total, deeds, children }: SelectionBarProps) {
	const { ids, all } = useStore(selection);
	const rights = useRights();
	const some = all || ids.size > 0;
	return (
		<div className={styles.marks} data-some={some}>
			<span className="figures" aria-live="polite">
				{all
					? `All ${countText(total?.value ?? null)} that match`
					: some
						? `${plural(ids.size, "triplet")} marked`
						: "Nothing marked"}
			</span>
			{!all && ids.size > 0 && total !== null && total.value > ids.size && (
				<Button variant="subtle" size="compact-xs" onClick={selection.markAll}>
					Mark all {countText(total.value)} that match
				</Button>
			)}
			{some && (
				<Button
					variant="subtle"
					color="gray"
					size="compact-xs"
					leftSection={<IconX size={12} />}
					onClick={selection.clear}
				>
					Clear
				</Button>
			)}
			<span className={styles.push} />
			{children}
			<Button
				size="compact-xs"
				variant="default"
				leftSection={<IconUserCheck size={14} color="var(--operator-ink)" />}
				disabled={!some || rights.approve !== null}
				title={rights.approve ?? (some ? "Let them pass at the next attempt (a)" : unmarked)}
				onClick={() => deeds.begin("approve")}
			>
				Approve
			</Button>
			<Button
				size="compact-xs"
				variant="default"
				leftSection={<IconTrash size={14} color="var(--trouble-ink)" />}
				disabled={!some || rights.purge !== null}
				title={rights.purge ?? (some ? "Forget them: the next attempt is a first one (x)" : unmarked)}
				onClick={() => deeds.begin("purge")}
			>
				Purge
			</Button>
		</div>
	);
}
