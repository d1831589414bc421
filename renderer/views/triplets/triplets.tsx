/** Triplets: a query, the rows that match, what can be done with them. */
import { useDisclosure } from "@mantine/hooks";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { useAddress, useApp, useHost, useHostNow } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { createSelection } from "../../state/selection.ts";
import { useStore } from "../../state/store.ts";
import { rowsOf } from "../../state/triplet-pages.ts";
import { useFailure } from "../../state/use-asking.ts";
import { allTriplets, useTriplets } from "../../state/use-triplets.ts";
import { ListFrame } from "../list/list-frame.tsx";
import { ListTools } from "../list/list-tools.tsx";
import { recordSource } from "../list/record-source.ts";
import { useColumns } from "../list/use-columns.ts";
import { useListKeys } from "../list/use-list-keys.ts";
import { useRowCopy } from "../list/use-row-copy.ts";
import { ApproveMailDialog } from "./approve-mail-dialog.tsx";
import { DeedDialog } from "./deed-dialog.tsx";
import { QueryBar } from "./query-bar.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { TableState } from "./table-state.tsx";
import { tripletColumns } from "./triplet-columns.tsx";
import { tripletCommands } from "./triplet-commands.ts";
import styles from "./triplets.module.css";
import { useDeeds } from "./use-deeds.ts";

const noRows: readonly Triplet[] = [];

export function Triplets({ host }: { host: Host }) {
	const { address } = useApp();
	const { q, sort, open } = useAddress();
	const state = useHost();
	const [selection] = useState(createSelection);
	const list = useTriplets(q, sort);
	const rows = useMemo(() => rowsOf(list.data), [list.data]);
	// Rows of the query before are shown until the new ones are read, and nothing can be done to them any more.
	const able = list.isPlaceholderData ? noRows : rows;
	const total = list.data?.pages.at(-1)?.total ?? null;
	const field = useRef<HTMLInputElement>(null);
	const deeds = useDeeds({ selection, rows: able, q, total: total?.value ?? 0 });
	const [mail, mailDialog] = useDisclosure(false);
	const columns = useColumns("triplets", tripletColumns);
	const now = useHostNow();
	const arrivals = useStore(state.arrivals);
	const failure = useFailure(list);
	const problem = failure === null ? null : problemOf(failure);

	// biome-ignore lint/correctness/useExhaustiveDependencies: another query is another list, and nothing in it is marked.
	useEffect(() => {
		selection.clear();
		selection.moveTo(null, 0);
	}, [q, sort, selection]);

	const openAt = (index: number) => {
		const row = able[index];
		if (row !== undefined) address.go({ open: row.id }, "replace");
	};
	const reload = () => void list.refetch();
	const ids = useMemo(() => able.map((row) => row.id), [able]);
	const copies = useRowCopy({ selection, rows: able, columns: columns.shown, commandsOf: tripletCommands });
	useListKeys({
		selection,
		ids,
		columns: columns.shown.map((column) => column.id),
		onOpen: openAt,
		// With the panel open the keys leaf through it.
		onMove: (index) => open !== null && openAt(index),
		more: {
			...copies.keys,
			a: () => deeds.begin("approve"),
			x: () => deeds.begin("purge"),
			n: mailDialog.open,
			r: reload,
			"/": () => field.current?.focus(),
			// An open panel hears it first.
			...(open === null ? { Escape: selection.clear } : {}),
		},
	});
	return (
		<div className={styles.triplets}>
			<h1 className="unseen">Triplets of {host.name}</h1>
			<QueryBar
				field={field}
				problem={problem?.column === undefined ? null : problem}
				total={list.isPlaceholderData ? null : total}
				arrivals={arrivals}
				onReload={reload}
				onMail={mailDialog.open}
			/>
			<SelectionBar selection={selection} total={total} deeds={deeds}>
				<ListTools
					columns={columns}
					source={recordSource({
						host,
						view: "triplets",
						facts: { query: q, sort },
						columns: columns.chosen,
						total: total?.value ?? null,
						pages: () => allTriplets(state.send, q, sort),
					})}
				/>
			</SelectionBar>
			<TableState list={list} rows={rows.length} q={q} problem={problem} host={host}>
				<ListFrame
					label="Triplets"
					columns={columns}
					rows={rows}
					now={now}
					selection={selection}
					sorting={{ sort, onSort: (next) => address.go({ sort: next }, "replace") }}
					total={total?.value ?? rows.length}
					more={list.hasNextPage}
					dim={list.isPlaceholderData}
					open={open}
					nameOf={nameOf}
					items={copies.items}
					onOpen={openAt}
					onMore={() => {
						if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
					}}
				/>
			</TableState>
			{deeds.asked !== null && <DeedDialog asked={deeds.asked} onYes={deeds.confirm} onNo={deeds.cancel} />}
			{mail && <ApproveMailDialog onClose={mailDialog.close} />}
		</div>
	);
}

function nameOf(row: Triplet): string {
	return `the mail from ${row.sender || "<>"} to ${row.recipients[0] ?? "nobody"}`;
}
