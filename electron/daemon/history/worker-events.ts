/**
 * Events of a triplet, one by one. The database knows only where in the journal each lies, for the newest ones; the
 * event itself is read from there, so that the window costs 65 bytes an event whatever the event holds.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "sql.js";
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";
import { auditName, segmentName } from "../ledger/journal-files.ts";
import { decodeLine } from "../ledger/line.ts";
import type { Followed } from "./follow.ts";
import { eventsAt } from "./worker-older.ts";

const MOST_EVENTS = 1000;

export interface EventWindow {
	/** Inside a transaction. */
	add(followed: Followed): void;
	prune(): void;
	/**
	 * Oldest first, the newest 1,000; what the journal no longer holds is left out. Of what is older than the window the
	 * attempts at `remembered` (epoch milliseconds) are told.
	 */
	about(triplet: string, remembered: readonly number[]): readonly PolicyEvent[];
}

export function openEventWindow(db: Database, folder: string, size: number): EventWindow {
	const insert = db.prepare("INSERT INTO events(triplet, seq, file, place, length) VALUES (?, ?, ?, ?, ?)");
	const select = db.prepare("SELECT file, place, length FROM events WHERE triplet = ? ORDER BY id DESC LIMIT ?");
	return {
		add({ event, file, offset, length }) {
			for (const id of tripletsOf(event)) insert.run([id, event.seq, file, offset, length]);
		},
		prune() {
			db.run("DELETE FROM events WHERE id <= (SELECT max(id) FROM events) - ?", [size]);
		},
		about(triplet, remembered) {
			const places: number[][] = [];
			select.bind([triplet, MOST_EVENTS]);
			while (select.step()) places.push(select.get().map(Number));
			select.reset();
			const events = readEvents(folder, places.reverse());
			const oldest = events[0]?.at ?? Number.POSITIVE_INFINITY;
			const isAbout = (event: PolicyEvent) => tripletsOf(event).includes(triplet);
			const instants = [...new Set(remembered)]
				.filter((at) => at < oldest && places.length < MOST_EVENTS)
				.sort((a, b) => a - b);
			const older = instants.flatMap((at) => eventsAt(folder, at, isAbout));
			return [...older, ...events].map((event) => narrowed(event, triplet));
		},
	};
}

function tripletsOf(event: PolicyEvent): readonly string[] {
	switch (event.kind) {
		case "deferred":
		case "passed":
			return event.triplet === null ? [] : [event.triplet];
		case "expired":
		case "outcome":
			return [event.triplet];
		case "ignored-deferral":
			return event.triplet === null ? [] : [event.triplet];
		case "approved":
		case "purged":
		case "imported":
			return event.rows.map((row) => row.id);
		case "undone":
			return event.restored.map((row) => row.id);
		default:
			return [];
	}
}

function readEvents(folder: string, places: readonly (readonly number[])[]): readonly PolicyEvent[] {
	const files = new Map<number, number | null>();
	const events: PolicyEvent[] = [];
	try {
		for (const [file = 0, offset = 0, length = 0] of places) {
			if (!files.has(file)) files.set(file, openFile(folder, file));
			const fd = files.get(file);
			if (fd === undefined || fd === null) continue;
			const bytes = Buffer.alloc(length);
			const got = readSync(fd, bytes, 0, length, offset);
			const decoded = decodeLine(bytes, 0, got);
			if (decoded.kind === "event") events.push(decoded.event);
		}
	} finally {
		for (const fd of files.values()) if (fd !== null) closeSync(fd);
	}
	return events;
}

/** `null`: old traffic is dropped by whole files. */
function openFile(folder: string, file: number): number | null {
	try {
		return openSync(join(folder, file < 0 ? auditName : segmentName(file)), "r");
	} catch {
		return null;
	}
}

/** Of an action on thousands of triplets, only this one's row. */
function narrowed(event: PolicyEvent, triplet: string): PolicyEvent {
	const only = (rows: readonly TripletRow[]) => rows.filter((row) => row.id === triplet);
	switch (event.kind) {
		case "approved":
		case "purged":
			return { ...event, rows: only(event.rows) };
		case "undone":
			return { ...event, restored: only(event.restored) };
		default:
			return event;
	}
}
