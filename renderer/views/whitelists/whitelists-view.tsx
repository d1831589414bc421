/** Whitelists: what passes without delay, by whom, until when, and whether it is used; added, found, removed. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { WhitelistRow } from "../../../shared/protocol/whitelist-routes.ts";
import { useAddress, useApp, useHost, useHostNow } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { useRights } from "../../state/use-rights.ts";
import { removeEntry, useWhitelists, whitelistKindOf } from "../../state/use-whitelists.ts";
import { plural } from "../../ui/numbers.ts";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { FindField, KindChips } from "../list/find-field.tsx";
import styles from "../list/list.module.css";
import { ListFrame } from "../list/list-frame.tsx";
import { useRowKeys } from "../list/use-row-keys.ts";
import { sayUndoable, tell } from "../undo.tsx";
import { AddDialog } from "./add-dialog.tsx";
import { EntryCells, entryColumns, entryGrid } from "./entry-cells.tsx";
import { kindWords } from "./kinds.ts";
import { WhitelistsNote } from "./whitelists-note.tsx";

export function WhitelistsView({ host }: { host: Host }) {
	const { actions } = useApp();
	const here = useAddress();
	const state = useHost();
	const rights = useRights();
	const now = useHostNow();
	const field = useRef<HTMLInputElement>(null);
	const [adding, dialog] = useDisclosure(false);
	const kind = whitelistKindOf(here.kind);
	const list = useWhitelists(kind, here.find);
	const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
	const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
	const ids = useMemo(() => [...byId.keys()], [byId]);
	const total = list.data?.pages.at(-1)?.total ?? null;
	const problem = list.error === null ? null : problemOf(list.error);

	const add = () => {
		if (rights.whitelists !== null) tell("trouble", "Not added", rights.whitelists);
		else dialog.open();
	};
	const remove = async (entry: WhitelistRow | undefined) => {
		if (entry === undefined) return tell("plain", "No entry is chosen", "Move to one with the arrows.");
		if (rights.whitelists !== null) return tell("trouble", "Not removed", rights.whitelists);
		const answer = await removeEntry(state.send, entry.id);
		if (!answer.ok) return tell("trouble", "Not removed", answer.problem.detail);
		const done = { host: state.id, actionId: answer.value.actionId, of: "change" } as const;
		actions.remember(done);
		const words = `${entry.pattern} ${entry.kind === "auto" ? "must prove itself anew" : "is greylisted again"}.`;
		sayUndoable(actions, done, { title: "Removed from the whitelists", message: words });
	};
	const keys = useRowKeys(list.isPlaceholderData ? [] : ids, {
		n: add,
		x: () => void remove(byId.get(keys.cursor ?? "")),
		Delete: () => void remove(byId.get(keys.cursor ?? "")),
		r: () => void list.refetch(),
		"/": () => field.current?.focus(),
	});
	return (
		<div className={styles.view}>
			<div className={styles.list}>
				<h1 className="unseen">Whitelists of {host.name}</h1>
				<div className={styles.bar}>
					<KindChips label="Kind" kinds={kindWords} chosen={kind} />
					<FindField field={field} label="Find" example="Pattern, reason, owner, or an address it covers" most={200} />
					<span className={`${styles.count} figures soft`} aria-live="polite">
						{total === null ? "…" : `${total.exact ? "" : "over "}${plural(total.value, "entry", "entries")}`}
					</span>
					<Button
						leftSection={<IconPlus size={14} aria-hidden />}
						onClick={add}
						disabled={rights.whitelists !== null}
						title={rights.whitelists ?? "Add an entry (n)"}
					>
						Add
					</Button>
				</div>
				{problem !== null && <ProblemNote problem={problem} again={() => void list.refetch()} />}
				{rows.length === 0 ? (
					problem === null && (
						<WhitelistsNote host={host} reading={list.isPending} kind={kind} find={here.find} onAdd={add} />
					)
				) : (
					<ListFrame
						label="Whitelists"
						ids={ids}
						cursor={keys.cursor}
						columns={entryColumns}
						grid={entryGrid}
						more={list.hasNextPage}
						dim={list.isPlaceholderData}
						onMore={() => {
							if (!list.isFetchingNextPage) void list.fetchNextPage();
						}}
						onRow={keys.moveTo}
					>
						{(index) => {
							const entry = rows[index];
							if (entry === undefined) return null;
							return (
								<EntryCells entry={entry} now={now} refused={rights.whitelists} onRemove={() => void remove(entry)} />
							);
						}}
					</ListFrame>
				)}
			</div>
			{adding && <AddDialog onClose={dialog.close} />}
		</div>
	);
}
