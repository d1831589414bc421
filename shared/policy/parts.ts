/**
 * An action on many triplets is planned and taken in parts of 500, so that mail is decided between them. Here it is
 * cut: triplets of one mail stay in one part with what was approved of it, unless there are more than fit.
 */
import type { ActionEffect } from "./action.ts";
import { mailKey } from "./mail-passes.ts";
import { chunks, ROWS_PER_DRAFT } from "./operator.ts";
import type { GreylistState } from "./state.ts";

/** Each id once; one part at least, though it be empty. */
export function idParts({ triplets }: Pick<GreylistState, "triplets">, ids: readonly string[]): readonly string[][] {
	const mails = grouped([...new Set(ids)], (id) => {
		const row = triplets.get(id);
		return row === undefined ? "" : mailKey(row);
	});
	return filled([...mails.values()]);
}

/** What is to be undone, cut. Settings and whitelists are taken back whole. */
export function effectParts(effect: ActionEffect): readonly ActionEffect[] {
	if (effect.kind === "imported") return importedParts(effect);
	if (effect.kind !== "approved" && effect.kind !== "purged") return [effect];
	const { rows, approvals = [] } = effect;
	const items = [...rows.map((row) => ({ row })), ...approvals.map((approval) => ({ approval }))];
	const mails = grouped(items, (item) => mailKey("row" in item ? item.row : item.approval));
	const parts = filled([...mails.values()].map(approvalsFirst));
	const trust = effect.kind === "purged" ? (effect.autoWhitelists ?? []) : [];
	const trustPerPart = Math.ceil(trust.length / parts.length);
	return parts.map((part, index) => ({
		...effect,
		rows: part.flatMap((item) => ("row" in item ? item.row : [])),
		approvals: part.flatMap((item) => ("approval" in item ? item.approval : [])),
		...(trust.length === 0 ? {} : { autoWhitelists: trust.slice(index * trustPerPart, (index + 1) * trustPerPart) }),
	}));
}

/** Rows of a mail that fills more than one part find its approvals put back already. */
function approvalsFirst<T extends object>(items: readonly T[]): readonly T[] {
	return [...items.filter((item) => "approval" in item), ...items.filter((item) => !("approval" in item))];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [item]);
		else group.push(item);
	}
	return groups;
}

function filled<T>(groups: readonly (readonly T[])[]): readonly T[][] {
	const parts: T[][] = [];
	let part: T[] = [];
	for (const group of groups) {
		if (part.length > 0 && part.length + group.length > ROWS_PER_DRAFT) {
			parts.push(part);
			part = [];
		}
		for (const item of group) {
			if (part.length === ROWS_PER_DRAFT) {
				parts.push(part);
				part = [];
			}
			part.push(item);
		}
	}
	return part.length > 0 || parts.length === 0 ? [...parts, part] : parts;
}

/** What stood here before goes with its part; auto-whitelists come last. */
function importedParts(effect: Extract<ActionEffect, { kind: "imported" }>): readonly ActionEffect[] {
	const { ids, before, autoWhitelists, autoBefore } = effect;
	const stood = new Map(before.map((row) => [row.id, row]));
	const trusted = new Map(autoBefore.map((row) => [row.key, row]));
	const none = { before: [], autoWhitelists: [], autoBefore: [] };
	const triplets = chunks(ids).map((part) => ({
		...effect,
		...none,
		ids: part,
		before: part.flatMap((id) => stood.get(id) ?? []),
	}));
	const trust = chunks(autoWhitelists).map((part) => ({
		...effect,
		...none,
		ids: [],
		autoWhitelists: part,
		autoBefore: part.flatMap((key) => trusted.get(key) ?? []),
	}));
	return [...triplets, ...trust];
}
