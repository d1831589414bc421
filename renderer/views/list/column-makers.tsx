/** Columns of the kinds that every list has: an instant, a figure, words that somebody wrote, and what a machine names. */
import { Foreign } from "../../ui/foreign-text.tsx";
import { Moment } from "../../ui/moment.tsx";
import { countText } from "../../ui/numbers.ts";
import type { Column } from "./column.ts";

/** All that a column may say of itself; what is missing suits its kind. */
type Words<Row> = Omit<Column<Row>, "cell" | "fields" | "width"> & { readonly width?: number };

interface InstantWords<Row> extends Words<Row> {
	/** In the softer ink, where the instant is not what is read first. */
	readonly calm?: boolean;
	/** Said where there is none. */
	readonly none?: string;
}

export function instantColumn<Row>(
	value: (row: Row) => number | null,
	{ calm = false, none = "–", ...words }: InstantWords<Row>,
): Column<Row> {
	return {
		right: true,
		width: calm ? 86 : 88,
		cell: (row, now) => <Instant at={value(row)} now={now} calm={calm} none={none} />,
		fields: [{ id: words.id, type: "instant", value }],
		...words,
	};
}

interface InstantProps {
	readonly at: number | null;
	readonly now: number;
	readonly calm?: boolean;
	readonly none?: string;
}

export function Instant({ at, now, calm = false, none = "–" }: InstantProps) {
	if (at === null) return <span className="soft">{none}</span>;
	if (!calm) return <Moment at={at} now={now} />;
	return (
		<span className="soft">
			<Moment at={at} now={now} />
		</span>
	);
}

export function countColumn<Row>(value: (row: Row) => number | null, words: Words<Row>): Column<Row> {
	return {
		right: true,
		width: 62,
		cell: (row) => {
			const count = value(row);
			return (
				<span className="figures" title={count === null ? "Not counted" : undefined}>
					{countText(count)}
				</span>
			);
		},
		fields: [{ id: words.id, type: "number", value }],
		...words,
	};
}

/** What somebody wrote to explain it. */
export function wordsColumn<Row>(value: (row: Row) => string, words: Words<Row>): Column<Row> {
	return {
		width: 120,
		grow: 1.2,
		cell: (row) => (
			<span className="soft cut">
				<Foreign text={value(row)} />
			</span>
		),
		fields: [{ id: words.id, type: "text", value }],
		...words,
	};
}

/** A name, a key or an id, as machines write them. */
export function textColumn<Row>(value: (row: Row) => string | null, words: Words<Row>): Column<Row> {
	return {
		width: 120,
		grow: 0.8,
		cell: (row) => {
			const text = value(row);
			if (text === null) return <span className="soft">–</span>;
			return (
				<span className="mono cut">
					<Foreign text={text} />
				</span>
			);
		},
		fields: [{ id: words.id, type: "text", value }],
		...words,
	};
}
