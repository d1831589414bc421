/** What would become of each line of the files: what is not understood first, for that is the work that is left. */
import type { ToldLineRow } from "../../../shared/protocol/whitelist-routes.ts";
import type { ImportTold } from "../../state/list-files.ts";
import { saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { plural } from "../../ui/numbers.ts";
import styles from "./import.module.css";
import { kindWords } from "./kinds.ts";

/** A part shows no more lines: the command shows all of them. */
const MOST_SHOWN = 300;

export interface ImportPreviewProps {
	readonly told: ImportTold;
	/** The file of each line must be told, too. */
	readonly several: boolean;
	readonly now: number;
}

export function ImportPreview({ told, several, now }: ImportPreviewProps) {
	const place = (row: { readonly file: string; readonly line: number }) =>
		several ? `${row.file}:${row.line}` : `${row.line}`;
	const lines = (rows: readonly ToldLineRow[]) =>
		rows.map((row) => ({ place: place(row), text: row.text, why: saidText(row.why, now) }));
	const parts = [
		{
			tone: "wrong",
			title: `${plural(told.notUnderstood.length, "line")} not understood`,
			rows: lines(told.notUnderstood),
		},
		{
			tone: "new",
			title: `${plural(told.count, "new entry", "new entries")}`,
			rows: told.added.map((row) => ({ place: place(row), text: row.pattern, why: kindWords[row.kind] })),
		},
		{ tone: "wrong", title: `${told.notes.length} taken over, but look at them`, rows: lines(told.notes) },
		{ tone: "known", title: `${told.known.length} there already`, rows: lines(told.known) },
	].filter(({ rows }) => rows.length > 0);
	if (parts.length === 0) return <p className="soft">There is no entry in these files.</p>;
	return (
		// A scrolling list must be reachable by the keyboard.
		<div className={styles.parts} tabIndex={0} role="region" aria-label="What would be taken over">
			{parts.map(({ tone, title, rows }) => (
				<section key={title} data-tone={tone}>
					<h3>{title}</h3>
					<ul>
						{rows.slice(0, MOST_SHOWN).map((row) => (
							<li key={`${row.place} ${row.text} ${row.why}`}>
								<span className={`${styles.place} figures soft`}>
									<Foreign text={row.place} />
								</span>
								<span className="mono">
									<Foreign text={row.text} cut={false} />
								</span>
								<span className="soft">
									<Foreign text={row.why} cut={false} />
								</span>
							</li>
						))}
					</ul>
					{rows.length > MOST_SHOWN && <p className="soft">and {rows.length - MOST_SHOWN} more like these.</p>}
				</section>
			))}
		</div>
	);
}
