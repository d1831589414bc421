/** The two tools of every list, by button and key: its columns, and what is shown as a file. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconColumns3, IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { RecordSource } from "../../state/export-records.ts";
import { useKeys } from "../../ui/keys.ts";
import { ColumnsDialog } from "./columns-dialog.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import type { Columns } from "./use-columns.ts";

export interface ListToolsProps<Row> {
	readonly columns: Columns<Row>;
	readonly source: RecordSource;
}

export function ListTools<Row>({ columns, source }: ListToolsProps<Row>) {
	const [open, setOpen] = useState<"columns" | "export" | null>(null);
	const close = () => setOpen(null);
	useKeys({ v: () => setOpen("columns"), e: () => setOpen("export") });
	return (
		<>
			<Tooltip label="Columns (v)">
				<ActionIcon variant="default" aria-label="Columns" onClick={() => setOpen("columns")}>
					<IconColumns3 size={15} />
				</ActionIcon>
			</Tooltip>
			<Tooltip label="Export what is shown (e)">
				<ActionIcon variant="default" aria-label="Export what is shown" onClick={() => setOpen("export")}>
					<IconDownload size={15} />
				</ActionIcon>
			</Tooltip>
			{open === "columns" && <ColumnsDialog columns={columns} onClose={close} />}
			{open === "export" && <ExportDialog source={source} onClose={close} />}
		</>
	);
}
