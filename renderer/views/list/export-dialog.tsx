/** What is shown, as a file: how it is written, how far it is, and where it was cut. */
import { Button, Group, Modal, Progress, SegmentedControl } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { RecordFormat } from "../../../shared/base/record-text.ts";
import { useHost } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { exportRecords, MOST_EXPORTED, type RecordSource } from "../../state/export-records.ts";
import { useMasking } from "../../state/masking.ts";
import { exportedInstant } from "../../ui/exported-text.ts";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { countText, plural } from "../../ui/numbers.ts";
import { zoneOffset } from "../../ui/zone.ts";

const words: Readonly<Record<RecordFormat, string>> = {
	csv: "For spreadsheets (RFC 4180). Text that a spreadsheet would take for a formula begins with an apostrophe.",
	json: "One document: host, query and time, then the rows. Instants stand as epoch milliseconds and as text.",
	ndjson: "One JSON object a line, for scripts. Instants stand as epoch milliseconds and as text.",
};

type State =
	| { readonly kind: "ready" }
	| { readonly kind: "running"; readonly rows: number; readonly end: AbortController }
	| { readonly kind: "done"; readonly words: string }
	| { readonly kind: "failed"; readonly words: string };

export interface ExportDialogProps {
	readonly source: RecordSource;
	/** Which rows are written, after their number: of a list by default. */
	readonly what?: string;
	readonly onClose: () => void;
}

const ofList = "that match, with the columns that are shown, not only what was scrolled to";

export function ExportDialog({ source, what = ofList, onClose }: ExportDialogProps) {
	useGiveBackFocus();
	const { clock } = useHost();
	const masking = useMasking();
	const [format, setFormat] = useState<RecordFormat>("csv");
	const [state, setState] = useState<State>({ kind: "ready" });
	const running = useRef<AbortController | null>(null);
	useEffect(() => () => running.current?.abort(), []);

	async function run(): Promise<void> {
		const end = new AbortController();
		running.current = end;
		setState({ kind: "running", rows: 0, end });
		try {
			const done = await exportRecords(source, {
				format,
				now: Math.round(clock.now()),
				offsetAt: zoneOffset,
				signal: end.signal,
				onProgress: (rows) => !end.signal.aborted && setState({ kind: "running", rows, end }),
			});
			if (done === null) return setState({ kind: "ready" });
			save(done.file, done.name);
			const cut = done.cut ? ` It was cut there: narrow the query, or use the command with --json, for all.` : "";
			setState({ kind: "done", words: `${plural(done.rows, "row")} written to ${done.name}.${cut}` });
		} catch (error) {
			const problem = problemOf(error);
			setState({ kind: "failed", words: `${problem.title}: ${problem.detail}` });
		}
	}
	const { total } = source;
	return (
		<Modal opened onClose={onClose} title="Export what is shown" size={520}>
			<SegmentedControl
				fullWidth
				aria-label="Format"
				value={format}
				disabled={state.kind === "running"}
				onChange={(value) => {
					setFormat(value as RecordFormat);
					setState({ kind: "ready" });
				}}
				data={[
					{ value: "csv", label: "CSV" },
					{ value: "json", label: "JSON" },
					{ value: "ndjson", label: "NDJSON" },
				]}
			/>
			<p style={{ margin: "12px 0 6px" }}>{words[format]}</p>
			<p className="soft" style={{ margin: "0 0 12px" }}>
				{total === null ? "All rows" : plural(Math.min(total, MOST_EXPORTED), "row")} {what}
				{total !== null && total > MOST_EXPORTED
					? `; the first ${countText(MOST_EXPORTED)} of ${countText(total)}`
					: ""}
				. Every time, in a sentence too, is ISO 8601 with its zone, such as{" "}
				<span className="figures">{exportedInstant(Math.floor(clock.now() / 1000) * 1000)}</span>.
				{masking && " Local parts are masked, as on the screen."}
			</p>
			<div aria-live="polite" style={{ minHeight: 44 }}>
				{state.kind === "running" && (
					<>
						<Progress
							aria-label="Rows written"
							value={total === null || total === 0 ? 100 : (100 * state.rows) / total}
							animated={total === null}
						/>
						<span className="figures">
							{countText(state.rows)}
							{total === null ? " rows" : ` of ${plural(total, "row")}`}
						</span>
					</>
				)}
				{(state.kind === "done" || state.kind === "failed") && <span role="status">{state.words}</span>}
			</div>
			<Group justify="flex-end" gap={8}>
				{state.kind === "running" ? (
					<Button
						variant="default"
						onClick={() => {
							state.end.abort();
							setState({ kind: "ready" });
						}}
					>
						Stop
					</Button>
				) : (
					<>
						<Button variant="default" onClick={onClose}>
							Close
						</Button>
						<Button data-autofocus onClick={() => void run()}>
							{state.kind === "failed" ? "Try again" : "Write the file"}
						</Button>
					</>
				)}
			</Group>
		</Modal>
	);
}

function save(file: Blob, name: string): void {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(file);
	link.download = name;
	link.click();
	// The browser has taken it by then; kept for ever it would be memory for ever.
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
