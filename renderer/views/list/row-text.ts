/** Rows as text to copy: a cell as it is, rows tab-separated as a spreadsheet takes them, without formulas. */
import { spreadsheetText, zonedStamp } from "../../../shared/base/record-text.ts";
import type { Field, Value } from "../../../shared/base/records.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { zoneOffset } from "../../ui/zone.ts";
import type { Column } from "./column.ts";

/** A cell: what its fields say, one after another. Unknown is nothing. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
	return column.fields
		.map((field) => valueText(field, field.value(row)))
		.filter((text) => text !== "")
		.join(" ");
}

/** One line a row, one tab between columns. */
export function rowsText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
	const seen = columns.filter((column) => column.fields.length > 0);
	const line = (row: Row) => seen.map((column) => spreadsheetText(cellText(column, row))).join("\t");
	return rows.map(line).join("\n");
}

/** Control and direction-changing characters are shown as what they are: a paste must not act. */
function valueText(field: Field, value: Value): string {
	if (value === null) return "";
	if (field.type === "instant" && typeof value === "number") return zonedStamp(value, zoneOffset(value));
	return visibleText(String(value));
}
