/** One triplet as a line. */
import type { MouseEvent } from "react";
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { Foreign, MailAddress } from "../../ui/foreign-text.tsx";
import { Moment } from "../../ui/moment.tsx";
import { countText } from "../../ui/numbers.ts";
import { Verdict } from "../../ui/verdict.tsx";
import { reasonText, stateWords } from "../../ui/verdict-words.ts";
import { DelayCell } from "./delay-cell.tsx";
import { MarkBox } from "./mark-box.tsx";
import styles from "./triplets.module.css";

export interface TripletRowProps {
	readonly row: Triplet;
	readonly index: number;
	readonly now: number;
	readonly marked: boolean;
	/** The keys are on it. */
	readonly under: boolean;
	readonly open: boolean;
	readonly onClick: (index: number, event: MouseEvent) => void;
	readonly onMark: () => void;
}

export function TripletRow({ row, index, now, marked, under, open, onClick, onMark }: TripletRowProps) {
	const recipient = row.recipients[0] ?? "";
	return (
		<div
			id={`row-${row.id}`}
			role="row"
			aria-rowindex={index + 2}
			aria-selected={marked}
			className={styles.row}
			data-under={under}
			data-open={open}
			onClick={(event) => onClick(index, event)}
		>
			<span role="gridcell" className={styles.mark}>
				<MarkBox
					checked={marked}
					label={`Mark the mail from ${row.sender || "<>"} to ${recipient}`}
					onChange={onMark}
				/>
			</span>
			<span role="gridcell" className={styles.state}>
				<Verdict words={stateWords(row.state, row.reason)} brief />
			</span>
			<span role="gridcell" className={styles.sender}>
				<MailAddress address={row.sender} />
			</span>
			<span role="gridcell" className={styles.recipient}>
				<MailAddress address={recipient} />
			</span>
			<span role="gridcell" className={`${styles.client} mono`}>
				<Foreign text={row.client} />
				{row.clientName !== null && (
					<span className="soft cut">
						<Foreign text={row.clientName} />
					</span>
				)}
			</span>
			<span role="gridcell" className={`${styles.attempts} figures`} data-right>
				{countText(row.attempts)}
			</span>
			<span role="gridcell" className={`${styles.first} soft`} data-right>
				<Moment at={row.firstSeenAt} now={now} />
			</span>
			<span role="gridcell" className={`${styles.last} soft`} data-right>
				<Moment at={row.lastSeenAt} now={now} />
			</span>
			<span role="gridcell" className={`${styles.delay} figures`} data-right>
				<DelayCell row={row} now={now} />
			</span>
			<span role="gridcell" className={`${styles.reason} soft cut`} title={reasonText(row.reason)}>
				{reasonText(row.reason)}
			</span>
		</div>
	);
}
