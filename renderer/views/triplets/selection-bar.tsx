/** What is marked, and what can be done with it. It has its own line, so that the table never jumps. */
import { Button } from "@mantine/core";
import { IconTrash, IconUserCheck, IconX } from "@tabler/icons-react";
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
}

export function SelectionBar({ selection, total, deeds }: SelectionBarProps) {
	const { ids, all, cursor } = useStore(selection);
	const rights = useRights();
	const some = all || ids.size > 0;
	const able = some || cursor !== null;
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
			<Button
				size="compact-xs"
				variant="default"
				leftSection={<IconUserCheck size={14} color="var(--operator-ink)" />}
				disabled={!able || rights.approve !== null}
				title={rights.approve ?? "Let it pass at the next attempt (a)"}
				onClick={() => deeds.begin("approve")}
			>
				Approve
			</Button>
			<Button
				size="compact-xs"
				variant="default"
				leftSection={<IconTrash size={14} color="var(--trouble-ink)" />}
				disabled={!able || rights.purge !== null}
				title={rights.purge ?? "Forget it: the next attempt is a first one (x)"}
				onClick={() => deeds.begin("purge")}
			>
				Purge
			</Button>
		</div>
	);
}
