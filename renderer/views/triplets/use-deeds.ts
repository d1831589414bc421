/**
 * From marked rows to an action: one is approved at once, because a caller waits and undo is near; a purge asks why, and
 * many are confirmed by number. All that match are pinned by the host first.
 */
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import type { Deed, Which } from "../../state/actions.ts";
import { useAddress, useApp, useHost } from "../../state/app-context.tsx";
import type { SelectionState } from "../../state/selection.ts";
import { useRights } from "../../state/use-rights.ts";
import { saidText } from "../../ui/durations.ts";
import { useAct } from "../use-act.tsx";

export interface Asked {
	readonly deed: Deed;
	readonly count: number;
	readonly which: Which;
	/** The query, where all that match are meant. */
	readonly q: string | null;
}

export interface Deeds {
	readonly asked: Asked | null;
	begin(deed: Deed): void;
	confirm(reason: string): void;
	cancel(): void;
}

export interface DeedParts {
	readonly selection: SelectionState;
	readonly rows: readonly Triplet[];
	readonly q: string;
	readonly total: number;
}

/** So many go without a question. */
const unasked: Readonly<Record<Deed, number>> = { approve: 1, purge: 0 };

export function useDeeds(parts: DeedParts): Deeds {
	const { actions, queries } = useApp();
	const host = useHost();
	const { open } = useAddress();
	const rights = useRights();
	const act = useAct();
	const [asked, setAsked] = useState<Asked | null>(null);
	const refuse = (title: string, message: string) =>
		notifications.show({ title, message, color: "red", withBorder: true, autoClose: 8_000 });

	async function run(deed: Deed, which: Which, reason = ""): Promise<void> {
		const answer = await act(deed, which, reason);
		if (!answer.ok) return;
		parts.selection.clear();
		// The stream does not name thousands of rows one by one: the list is read again.
		if (which.kind === "selection") void queries.invalidateQueries({ queryKey: ["triplets", host.id] });
	}
	async function pinAll(deed: Deed): Promise<void> {
		const pinned = await actions.pin(host.id, deed, parts.q);
		if (!pinned.ok) return void refuse(pinned.problem.title, saidText(pinned.problem.detail, actions.now(host.id)));
		const { selection, count } = pinned.value;
		setAsked({ deed, count, which: { kind: "selection", selection }, q: parts.q });
	}
	return {
		asked,
		begin(deed) {
			const right = rights[deed];
			if (right !== null) return void refuse(deed === "approve" ? "Not approved" : "Not purged", right);
			const marked = parts.selection.get();
			if (marked.all) return void pinAll(deed);
			const ids = idsOf(parts, open);
			if (ids.length === 0)
				return void refuse("Nothing is marked", "Move to a row with the arrows, or mark some with space.");
			const which: Which = { kind: "ids", ids };
			if (ids.length <= unasked[deed]) void run(deed, which);
			else setAsked({ deed, count: ids.length, which, q: null });
		},
		confirm(reason) {
			if (asked !== null) void run(asked.deed, asked.which, reason);
			setAsked(null);
		},
		cancel: () => setAsked(null),
	};
}

/** The marked rows; else the one the keys are on; else the open one. */
function idsOf({ selection, rows }: DeedParts, open: string | null): string[] {
	const { ids, cursor } = selection.get();
	if (ids.size > 0) return [...ids];
	if (cursor !== null && rows.some((row) => row.id === cursor)) return [cursor];
	return open === null ? [] : [open];
}
