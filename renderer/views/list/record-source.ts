/** A list as a source of records: the fields of the columns that are chosen, each field once. */
import type { Value, Values } from "../../../shared/base/records.ts";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { RecordSource } from "../../state/export-records.ts";
import type { Column } from "./column.ts";

export interface ListRecords<Row> {
	readonly host: Host;
	readonly view: string;
	/** Query, order and the like. */
	readonly facts: Readonly<Record<string, Value>>;
	readonly columns: readonly Column<Row>[];
	readonly total: number | null;
	readonly pages: () => AsyncIterable<readonly Row[]>;
}

export function recordSource<Row>(list: ListRecords<Row>): RecordSource {
	const all = list.columns.flatMap((column) => column.fields);
	const fields = all.filter((field, index) => all.findIndex((one) => one.id === field.id) === index);
	const valuesOf = (row: Row): Values => fields.map((field) => field.value(row));
	return {
		name: [list.host.name, list.view],
		facts: { host: list.host.name, view: list.view, ...list.facts },
		fields: fields.map(({ id, type }) => ({ id, type })),
		total: list.total,
		pages: async function* () {
			for await (const rows of list.pages()) yield rows.map(valuesOf);
		},
	};
}
