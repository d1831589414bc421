/**
 * A person is taken out of a greylist's state: what is about their mail alone goes (triplets, approvals, known
 * correspondents: their mail begins anew), and where others' trust rests on it (auto-whitelists, actions, the reasons
 * of entries) a sign stands for them. Told by signs only, so that the event names nobody: folded from a journal in
 * which the same signs stand, it leaves the same state (fold.ts).
 *
 * Finding is apart from erasing: it may walk for seconds, between mail, and what came meanwhile is looked at again.
 */
import type { Finder } from "../base/person.ts";
import type { ActionEffect } from "./action.ts";
import type { AgedStore } from "./bounded-store.ts";
import type { Erased, PolicyEvent } from "./event.ts";
import { mailKey } from "./mail-passes.ts";
import type { MemoryState } from "./memory-state.ts";
import type { TripletRow } from "./rows.ts";

export interface Signs {
	/** What stands for a local part. */
	readonly ofLocal: (local: string) => string;
	/** What stands for the id of a triplet of theirs, which else would tie what is left to their next mail. */
	readonly ofId: (id: string) => string;
}

/** Whom to erase, and what is known of their triplets. */
export interface Erasing {
	readonly finder: Finder;
	readonly signs: Signs;
	/** Ids of their triplets, those that are long forgotten too; grows while it is looked. */
	readonly ids: Set<string>;
}

const IDS = /"([a-z2-7]{16})"/g;

/** Whether a piece of JSON names the person, or a triplet of theirs. */
export function isNamedIn(json: string, { finder, ids }: Erasing): boolean {
	if (finder.isIn(json)) return true;
	if (ids.size === 0) return false;
	for (const [, id = ""] of json.matchAll(IDS)) if (ids.has(id)) return true;
	return false;
}

/** The JSON with signs for both: never longer than it was. */
export function withSigns(json: string, { finder, signs, ids }: Erasing): string {
	const named = finder.replace(json, (local) => signs.ofLocal(local));
	return ids.size === 0 ? named : named.replace(IDS, (all, id: string) => (ids.has(id) ? `"${signs.ofId(id)}"` : all));
}

/** Where in a state somebody is named. */
export interface Places {
	readonly triplets: Set<string>;
	readonly approvals: Set<string>;
	readonly passes: Set<string>;
	readonly correspondents: Set<string>;
	readonly autoWhitelists: Set<string>;
	readonly actions: Set<string>;
}

export type ErasedRows = Pick<Erased, "triplets" | "approvals" | "passes" | "correspondents">;

const ROWS = 1000;
const keyed = ["approvals", "passes", "correspondents", "autoWhitelists", "actions"] as const;

export function noPlaces(): Places {
	return {
		triplets: new Set(),
		approvals: new Set(),
		passes: new Set(),
		correspondents: new Set(),
		autoWhitelists: new Set(),
		actions: new Set(),
	};
}

/** Fills `into`, and the ids; gives way after so many rows, and wherever a row is large. */
export function* findPlaces(state: Readonly<MemoryState>, erasing: Erasing, into: Places): Generator<void> {
	let rows = 0;
	for (const row of state.triplets.values()) {
		if (isOf(row, erasing.finder)) note(row.id, erasing, into);
		if (++rows % ROWS === 0) yield;
	}
	for (const { effect } of state.actions.values()) {
		// Rows that an undo would put back: where a crash cut an erasure short, theirs may be nowhere else any more.
		for (const row of rowsIn(effect)) if (isOf(row, erasing.finder)) erasing.ids.add(row.id);
		yield;
	}
	for (const name of keyed) {
		const store: AgedStore<unknown> = state[name];
		for (const row of store.values()) {
			if (isNamedIn(JSON.stringify(row), erasing)) into[name].add(keyOf(row));
			if (name === "actions" || ++rows % ROWS === 0) yield;
		}
	}
}

/** What an event that came during the walk may have added. */
export function placesOf(event: PolicyEvent, erasing: Erasing, into: Places): void {
	if (!isNamedIn(JSON.stringify(event), erasing)) return;
	if (event.kind === "deferred" || event.kind === "passed") {
		const { recipient } = event.attempt;
		if (event.triplet !== null) note(event.triplet, erasing, into);
		into.passes.add(mailKey({ senderKey: event.senderKey, recipient }));
	}
	if (event.kind === "passed") {
		if (event.approval !== undefined) into.approvals.add(event.approval.key);
		for (const key of [event.earned?.client, event.earned?.domain, event.used])
			if (key !== undefined && key !== null) into.autoWhitelists.add(key);
	}
	if (event.kind === "correspondent") into.correspondents.add(event.key);
	if ("actionId" in event) into.actions.add(event.actionId);
	const rows =
		event.kind === "undone" || event.kind === "forgotten" ? event.restored : "rows" in event ? event.rows : [];
	for (const row of rows ?? []) if (isOf(row, erasing.finder)) note(row.id, erasing, into);
	const approvals = "approvals" in event ? (event.approvals ?? []) : [];
	for (const one of approvals) into.approvals.add(typeof one === "string" ? one : one.key);
}

/** At once, in one turn. Gives what is gone, by the signs it has in the rewritten journal. */
export function eraseFrom(state: MemoryState, erasing: Erasing, places: Places): ErasedRows {
	const { finder, signs } = erasing;
	const triplets: string[] = [];
	for (const id of places.triplets) {
		const row = state.triplets.get(id);
		if (row === undefined || !isOf(row, finder)) continue;
		triplets.push(signs.ofId(id));
		state.triplets.delete(id);
	}
	for (const name of ["autoWhitelists", "actions"] as const) rename<unknown>(state[name], places[name], erasing);
	state.policy = JSON.parse(withSigns(JSON.stringify(state.policy), erasing));
	const gone = (name: "approvals" | "passes" | "correspondents") => {
		const keys = [...places[name]].filter((key) => finder.isIn(key) && state[name].get(key) !== undefined);
		for (const key of keys) state[name].delete(key);
		return keys.map((key) => finder.replace(key, (local) => signs.ofLocal(local)));
	};
	return { triplets, approvals: gone("approvals"), passes: gone("passes"), correspondents: gone("correspondents") };
}

/** Rows keep their key and their age. */
function rename<Row>(store: AgedStore<Row>, keys: ReadonlySet<string>, erasing: Erasing): void {
	for (const key of keys) {
		const entry = store.entry(key);
		if (entry === undefined) continue;
		const row: Row = JSON.parse(withSigns(JSON.stringify(entry.row), erasing));
		store.putBack(new Map([[key, { age: entry.age, row }]]));
	}
}

function rowsIn(effect: ActionEffect): readonly TripletRow[] {
	if (effect.kind === "imported") return effect.before;
	return effect.kind === "approved" || effect.kind === "purged" ? effect.rows : [];
}

function note(id: string, { ids }: Erasing, { triplets }: Places): void {
	triplets.add(id);
	ids.add(id);
}

function isOf({ sender, senderKey, recipient }: TripletRow, finder: Finder): boolean {
	return finder.isIn(sender) || finder.isIn(recipient) || finder.isIn(senderKey);
}

function keyOf(row: unknown): string {
	const { key, actionId } = row as { readonly key?: string; readonly actionId?: string };
	return key ?? actionId ?? "";
}
