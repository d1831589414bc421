/** Whitelists: what passes without delay, by whom, until when, and whether it is used; added, found, removed. */
import { Button } from "@mantine/core";
import { IconBuildings, IconFileImport, IconPlus } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { WhitelistRow } from "../../../shared/protocol/whitelist-routes.ts";
import { useAddress, useApp, useHost, useHostNow } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { createSelection } from "../../state/selection.ts";
import { useFailure } from "../../state/use-asking.ts";
import { useRights } from "../../state/use-rights.ts";
import {
	allEntries,
	removeEntry,
	useWhitelists,
	whitelistPartOf,
	whitelistSortOf,
} from "../../state/use-whitelists.ts";
import { saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { plural } from "../../ui/numbers.ts";
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
import { sayUndoable, tell } from "../undo.tsx";
import { AddDialog } from "./add-dialog.tsx";
import { type EntryRow, entryColumns } from "./entry-columns.tsx";
import { ImportDialog } from "./import-dialog.tsx";
import { kindWords, partWords } from "./kinds.ts";
import { PackDialog } from "./pack-dialog.tsx";
import { PackNote } from "./pack-note.tsx";
import { WhitelistsNote } from "./whitelists-note.tsx";

type Dialog = "add" | "import" | "pack";

const noRows: readonly EntryRow[] = [];

export function WhitelistsView({ host }: { host: Host }) {
	const { actions, address } = useApp();
	const here = useAddress();
	const state = useHost();
	const rights = useRights();
	const now = useHostNow();
	const field = useRef<HTMLInputElement>(null);
	const [dialog, setDialog] = useState<Dialog | null>(null);
	const kind = whitelistPartOf(here.kind);
	const sort = whitelistSortOf(here.sort);
	const list = useWhitelists({ part: kind, q: here.find, sort });
	const entries = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data]);
	const byId = useMemo(() => new Map(entries.map((row) => [row.id, row])), [entries]);
	const [selection] = useState(createSelection);
	const columns = useColumns("whitelists", entryColumns);
	const total = list.data?.pages.at(-1)?.total ?? null;
	const failure = useFailure(list);
	const problem = failure === null ? null : problemOf(failure);

	const open = (which: Dialog) => {
		// Looking at the pack is for everybody.
		if (rights.whitelists !== null && which !== "pack") tell("trouble", "Not added", rights.whitelists);
		else setDialog(which);
	};
	const add = () => open("add");
	const close = () => setDialog(null);
	const [removing, setRemoving] = useState<WhitelistRow | null>(null);
	const remove = (entry: WhitelistRow | undefined) => {
		if (entry === undefined) return tell("plain", "No entry is chosen", "Move to one with the arrows.");
		if (rights.whitelists !== null) return tell("trouble", "Not removed", rights.whitelists);
		setRemoving(entry);
	};
	const removeFor = async (entry: WhitelistRow, reason: string) => {
		setRemoving(null);
		const answer = await removeEntry(state.send, entry.id, reason);
		if (!answer.ok) return tell("trouble", "Not removed", saidText(answer.problem.detail, state.clock.now()));
		const done = { host: state.id, actionId: answer.value.actionId, of: "change" } as const;
		actions.remember(done);
		const words = `${entry.pattern} ${entry.kind === "auto" ? "must prove itself anew" : "is greylisted again"}.`;
		sayUndoable(actions, done, { title: "Removed from the whitelists", message: words });
	};
	const latestRemove = useRef(remove);
	latestRemove.current = remove;
	const rows = useMemo(
		() =>
			[...byId.values()].map(
				(entry): EntryRow => ({
					...entry,
					refused: rights.whitelists,
					onRemove: () => latestRemove.current(entry),
				}),
			),
		[byId, rights.whitelists],
	);
	const able = list.isPlaceholderData ? noRows : rows;
	const removeHere = () => remove(byId.get(selection.get().cursor ?? ""));
	const ids = useMemo(() => able.map((row) => row.id), [able]);
	const copies = useRowCopy({ selection, rows: able, columns: columns.shown, commandsOf: entryCommands });
	useListKeys({
		selection,
		ids,
		columns: columns.shown.map((column) => column.id),
		more: {
			...copies.keys,
			n: add,
			i: () => open("import"),
			p: () => open("pack"),
			x: removeHere,
			Delete: removeHere,
			Escape: selection.clear,
			r: () => void list.refetch(),
			"/": () => field.current?.focus(),
		},
	});
	return (
		<div className={styles.view}>
			<div className={styles.list}>
				<h1 className="unseen">Whitelists of {host.name}</h1>
				<div className={styles.bar}>
					<KindChips label="Kind" kinds={partWords} chosen={kind} />
					<FilterMenu view="whitelists" />
					<FindField field={field} label="Find" example="Pattern, reason, owner or address" most={200} />
					<span className={`${styles.count} figures soft`} aria-live="polite">
						{total === null ? "…" : `${total.exact ? "" : "over "}${plural(total.value, "entry", "entries")}`}
					</span>
					<ListTools
						columns={columns}
						source={recordSource({
							host,
							view: "whitelists",
							facts: { kind, find: here.find, sort },
							columns: columns.chosen,
							total: total?.value ?? null,
							pages: () => exported(allEntries(state.send, { part: kind, q: here.find, sort })),
						})}
					/>
					<Button
						variant="default"
						leftSection={<IconBuildings size={14} aria-hidden />}
						onClick={() => open("pack")}
						title="Let the large senders pass, all at once (p)"
					>
						Large senders…
					</Button>
					<Button
						variant="default"
						leftSection={<IconFileImport size={14} aria-hidden />}
						onClick={() => open("import")}
						disabled={rights.whitelists !== null}
						title={rights.whitelists ?? "Take over lists of another greylister (i)"}
					>
						Import…
					</Button>
					<Button
						leftSection={<IconPlus size={14} aria-hidden />}
						onClick={add}
						disabled={rights.whitelists !== null}
						title={rights.whitelists ?? "Add an entry (n)"}
					>
						Add
					</Button>
				</div>
				<PackNote onLook={() => open("pack")} />
				{problem !== null && <ProblemNote problem={problem} again={() => void list.refetch()} />}
				{rows.length === 0 ? (
					problem === null && (
						<WhitelistsNote
							host={host}
							reading={list.isPending}
							kind={kind}
							find={here.find}
							onAdd={add}
							onPack={() => open("pack")}
						/>
					)
				) : (
					<ListFrame
						label="Whitelists"
						columns={columns}
						rows={rows}
						now={now}
						selection={selection}
						sorting={{ sort, onSort: (next) => address.go({ sort: next }, "replace") }}
						total={total?.value ?? null}
						more={list.hasNextPage}
						dim={list.isPlaceholderData}
						open={null}
						nameOf={nameOf}
						items={copies.items}
						onOpen={() => undefined}
						onMore={() => {
							if (!list.isFetchingNextPage) void list.fetchNextPage();
						}}
					/>
				)}
			</div>
			{removing !== null && (
				<ReasonDialog
					title="Remove from the whitelists?"
					deed="Remove"
					onYes={(reason) => void removeFor(removing, reason)}
					onNo={() => setRemoving(null)}
				>
					{kindWords[removing.kind]}{" "}
					<span className="mono">
						<Foreign text={removing.pattern} cut={false} />
					</span>{" "}
					{removing.kind === "auto" ? "must prove itself anew." : "is greylisted again."} It can be undone.
				</ReasonDialog>
			)}
			{dialog === "add" && <AddDialog onClose={close} />}
			{dialog === "pack" && <PackDialog onClose={close} />}
			{dialog === "import" && <ImportDialog onClose={close} />}
		</div>
	);
}

function nameOf({ kind, pattern }: EntryRow): string {
	return `${kindWords[kind]} ${pattern}`;
}

/** An auto-whitelist has no words of its own to be added again. */
function entryCommands({ id, kind, pattern }: EntryRow): readonly RowCommand[] {
	const remove = { label: "remove it", words: ["whitelist", "remove", id] };
	return kind === "auto" ? [remove] : [remove, { label: "add it", words: ["whitelist", "add", kind, pattern] }];
}

/** An export says nothing of buttons. */
async function* exported(pages: AsyncIterable<readonly WhitelistRow[]>): AsyncIterable<readonly EntryRow[]> {
	for await (const page of pages) yield page.map((entry) => ({ ...entry, refused: null, onRemove: () => undefined }));
}
