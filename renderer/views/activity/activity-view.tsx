/** Activity: the audit trail. Who did what, when and why; each can be taken back here, or it is said why not. */
import { useMemo, useRef } from "react";
import type { Action } from "../../../shared/protocol/action-routes.ts";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useAddress, useApp, useHost, useHostNow } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { actionKindOf, useAudit } from "../../state/use-audit.ts";
import { useRights } from "../../state/use-rights.ts";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { FindField, KindChips } from "../list/find-field.tsx";
import styles from "../list/list.module.css";
import { ListFrame } from "../list/list-frame.tsx";
import { useRowKeys } from "../list/use-row-keys.ts";
import { tell, undoNow } from "../undo.tsx";
import { ActionCells, actionColumns, actionGrid } from "./action-cells.tsx";
import { ActionPanel } from "./action-panel.tsx";
import { ActivityNote } from "./activity-note.tsx";

const kinds = {
	approved: "Approved",
	purged: "Purged",
	undone: "Undone",
	"settings-changed": "Settings",
	"whitelist-changed": "Whitelists",
} as const;

export function ActivityView({ host }: { host: Host }) {
	const { address, actions } = useApp();
	const here = useAddress();
	const { id: hostId } = useHost();
	const rights = useRights();
	const now = useHostNow();
	const field = useRef<HTMLInputElement>(null);
	const kind = actionKindOf(here.kind);
	const list = useAudit(kind, here.find);
	const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
	const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
	const ids = useMemo(() => [...byId.keys()], [byId]);
	const problem = list.error === null ? null : problemOf(list.error);

	const open = (id: string) => address.go({ open: id }, "replace");
	const close = () => address.go({ open: null }, "replace");
	const undo = (action: Action | undefined) => {
		if (action === undefined) return tell("plain", "No action is chosen", "Move to one with the arrows.");
		const why = rights.undo ?? undoProblem(action);
		if (why !== null) return tell("trouble", "Not undone", why);
		const of = action.kind === "approved" || action.kind === "purged" ? "mails" : "change";
		void undoNow(actions, { host: hostId, actionId: action.id, of });
	};
	const keys = useRowKeys(
		list.isPlaceholderData ? [] : ids,
		{
			Enter: () => {
				if (keys.cursor !== null) open(keys.cursor);
			},
			u: () => undo(byId.get(keys.cursor ?? here.open ?? "")),
			Escape: close,
			r: () => void list.refetch(),
			"/": () => field.current?.focus(),
		},
		// With the panel open the keys leaf through it.
		(id) => here.open !== null && open(id),
	);
	const shown = here.open === null ? undefined : byId.get(here.open);
	return (
		<div className={styles.view}>
			<div className={styles.list}>
				<h1 className="unseen">Activity at {host.name}</h1>
				<div className={styles.bar}>
					<KindChips label="Kind" kinds={kinds} chosen={kind} />
					<FindField field={field} label="Who" example="Who: part of a name" most={64} />
				</div>
				{problem !== null && <ProblemNote problem={problem} again={() => void list.refetch()} />}
				{rows.length === 0 ? (
					<ActivityNote host={host} reading={list.isPending} filtered={kind !== null || here.find !== ""} />
				) : (
					<ListFrame
						label="Activity"
						ids={ids}
						cursor={keys.cursor}
						open={here.open}
						columns={actionColumns}
						grid={actionGrid}
						more={list.hasNextPage}
						dim={list.isPlaceholderData}
						onMore={() => {
							if (!list.isFetchingNextPage) void list.fetchNextPage();
						}}
						onRow={(id) => {
							keys.moveTo(id);
							open(id);
						}}
					>
						{(index) => {
							const action = rows[index];
							if (action === undefined) return null;
							return (
								<ActionCells
									action={action}
									undoing={byId.get(action.undoneBy ?? "") ?? null}
									now={now}
									refused={rights.undo}
									onUndo={() => undo(action)}
								/>
							);
						}}
					</ListFrame>
				)}
			</div>
			{here.open !== null && (
				<ActionPanel
					action={shown ?? null}
					undoing={byId.get(shown?.undoneBy ?? "") ?? null}
					now={now}
					refused={rights.undo}
					onUndo={() => undo(shown)}
					onClose={close}
				/>
			)}
		</div>
	);
}

function undoProblem({ undoable, undoneBy }: Action): string | null {
	if (undoneBy !== null) return "It was undone already.";
	return undoable.can ? null : (undoable.why ?? "It cannot be undone.");
}
