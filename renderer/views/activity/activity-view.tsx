/** Activity: the audit trail. Who did what, when and why; each can be taken back here, or it is said why not. */
import { useMemo, useRef, useState } from "react";
import type { Action } from "../../../shared/protocol/action-routes.ts";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useAddress, useApp, useHost, useHostNow } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { createSelection } from "../../state/selection.ts";
import { useFailure } from "../../state/use-asking.ts";
import { actionKindOf, actionSortOf, allActions, useAudit } from "../../state/use-audit.ts";
import { useRights } from "../../state/use-rights.ts";
import { saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { FilterMenu } from "../filters/filter-menu.tsx";
import { FindField, KindChips } from "../list/find-field.tsx";
import styles from "../list/list.module.css";
import { ListFrame } from "../list/list-frame.tsx";
import { ListTools } from "../list/list-tools.tsx";
import { recordSource } from "../list/record-source.ts";
import { useColumns } from "../list/use-columns.ts";
import { useListKeys } from "../list/use-list-keys.ts";
import { type RowCommand, useRowCopy } from "../list/use-row-copy.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import { tell, undoNow } from "../undo.tsx";
import { type ActionRow, actionColumns } from "./action-columns.tsx";
import { ActionPanel } from "./action-panel.tsx";
import { ActivityNote } from "./activity-note.tsx";

const kinds = {
	approved: "Approved",
	purged: "Purged",
	undone: "Undone",
	"settings-changed": "Settings",
	"whitelist-changed": "Whitelists",
	imported: "Taken over",
	erased: "Erased",
} as const;

const noRows: readonly ActionRow[] = [];

export function ActivityView({ host }: { host: Host }) {
	const { address, actions } = useApp();
	const here = useAddress();
	const { id: hostId, send } = useHost();
	const rights = useRights();
	const now = useHostNow();
	const field = useRef<HTMLInputElement>(null);
	const kind = actionKindOf(here.kind);
	const wanted = { kind, who: here.find, sort: actionSortOf(here.sort) };
	const list = useAudit(wanted);
	const actionsRead = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
	const byId = useMemo(() => new Map(actionsRead.map((row) => [row.id, row])), [actionsRead]);
	const [selection] = useState(createSelection);
	const columns = useColumns("activity", actionColumns);
	const failure = useFailure(list);
	const problem = failure === null ? null : problemOf(failure);

	const [undoing, setUndoing] = useState<Action | null>(null);
	const undoFor = (action: Action, reason: string) => {
		setUndoing(null);
		const of = action.kind === "approved" || action.kind === "purged" ? "mails" : "change";
		void undoNow(actions, { host: hostId, actionId: action.id, of }, reason);
	};
	const close = () => address.go({ open: null }, "replace");
	const undo = (action: Action | undefined) => {
		if (action === undefined) return tell("plain", "No action is chosen", "Move to one with the arrows.");
		const why = rights.undo ?? undoProblem(action);
		if (why !== null) return tell("trouble", "Not undone", saidText(why, actions.now(hostId)));
		setUndoing(action);
	};
	const latestUndo = useRef(undo);
	latestUndo.current = undo;
	const rows = useMemo(
		() =>
			[...byId.values()].map(
				(action): ActionRow => ({
					...action,
					undoing: byId.get(action.undoneBy ?? "") ?? null,
					refused: rights.undo,
					onUndo: () => latestUndo.current(action),
				}),
			),
		[byId, rights.undo],
	);
	const able = list.isPlaceholderData ? noRows : rows;
	const openAt = (index: number) => {
		const row = able[index];
		if (row !== undefined) address.go({ open: row.id }, "replace");
	};
	const ids = useMemo(() => able.map((row) => row.id), [able]);
	const copies = useRowCopy({ selection, rows: able, columns: columns.shown, commandsOf: actionCommands });
	useListKeys({
		selection,
		ids,
		columns: columns.shown.map((column) => column.id),
		onOpen: openAt,
		// With the panel open the keys leaf through it.
		onMove: (index) => here.open !== null && openAt(index),
		more: {
			...copies.keys,
			u: () => undo(byId.get(selection.get().cursor ?? here.open ?? "")),
			Escape: here.open === null ? selection.clear : close,
			r: () => void list.refetch(),
			"/": () => field.current?.focus(),
		},
	});
	const shown = here.open === null ? undefined : byId.get(here.open);
	return (
		<div className={styles.view}>
			<div className={styles.list}>
				<h1 className="unseen">Activity at {host.name}</h1>
				<div className={styles.bar}>
					<KindChips label="Kind" kinds={kinds} chosen={kind} />
					<FilterMenu view="activity" />
					<FindField field={field} label="Who" example="Who: part of a name" most={64} />
					<ListTools
						columns={columns}
						source={recordSource({
							host,
							view: "activity",
							facts: wanted,
							columns: columns.chosen,
							total: list.hasNextPage ? null : rows.length,
							pages: () => exported(allActions(send, wanted)),
						})}
					/>
				</div>
				{problem !== null && <ProblemNote problem={problem} again={() => void list.refetch()} />}
				{rows.length === 0 ? (
					<ActivityNote host={host} reading={list.isPending} filtered={kind !== null || here.find !== ""} />
				) : (
					<ListFrame
						label="Activity"
						columns={columns}
						rows={rows}
						now={now}
						selection={selection}
						sorting={{ sort: wanted.sort, onSort: (next) => address.go({ sort: next }, "replace") }}
						total={list.hasNextPage ? null : rows.length}
						more={list.hasNextPage}
						dim={list.isPlaceholderData}
						open={here.open}
						nameOf={nameOf}
						items={copies.items}
						onOpen={openAt}
						onMore={() => {
							if (!list.isFetchingNextPage) void list.fetchNextPage();
						}}
					/>
				)}
			</div>
			{undoing !== null && (
				<ReasonDialog
					title="Undo this action?"
					deed="Undo"
					onYes={(reason) => undoFor(undoing, reason)}
					onNo={() => setUndoing(null)}
				>
					<Foreign text={saidText(undoing.words, undoing.at)} cut={false} />, by{" "}
					<Foreign text={undoing.who.name} cut={false} />. What was delivered meanwhile cannot be taken back.
				</ReasonDialog>
			)}
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

function nameOf({ words, who }: ActionRow): string {
	return `what ${who.name} did: ${words}`;
}

function actionCommands({ id }: ActionRow): readonly RowCommand[] {
	return [{ label: "undo it", words: ["undo", id] }];
}

/** An export says nothing of buttons. */
async function* exported(pages: AsyncIterable<readonly Action[]>): AsyncIterable<readonly ActionRow[]> {
	for await (const page of pages)
		yield page.map((action) => ({ ...action, undoing: null, refused: null, onUndo: () => undefined }));
}
