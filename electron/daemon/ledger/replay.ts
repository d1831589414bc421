/**
 * From folder to state: the newest good snapshot, then both logs merged by number. Restart, snapshot worker and tests
 * use this one way. Reads only.
 */
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import { type LogReport, openCursor } from "./log-cursor.ts";
import { foldInto, freshModel, type Model } from "./model.ts";
import { loadSnapshot, snapshotNames } from "./snapshot.ts";
import type { Snapshot } from "./snapshot-format.ts";

export interface Replayed {
	readonly model: Model;
	readonly audit: LogReport;
	readonly traffic: LogReport;
	/** Number of the snapshot it began with; 0: from nothing. */
	readonly snapshotSeq: number;
	/** When that was written, or the first event happened where there is none; `null`: nothing has happened yet. */
	readonly beganAt: number | null;
	readonly badSnapshots: readonly { readonly name: string; readonly why: string }[];
	/** Numbers nobody has: `[after, before]`. */
	readonly holes: readonly (readonly [number, number])[];
	readonly last: PolicyEvent | null;
	readonly events: number;
}

export interface ReplayOptions {
	/** Later events are left alone, and so is all damage: somebody may be writing there. */
	readonly upTo: number;
	/** Sees every event after it was folded. */
	readonly seen?: (event: PolicyEvent) => void;
	readonly withSnapshot: boolean;
}

export function replay(folder: string, options: ReplayOptions): Replayed {
	const badSnapshots: { name: string; why: string }[] = [];
	const start = options.withSnapshot ? newest(folder, options.upTo, badSnapshots) : null;
	const model = start?.model ?? freshModel();
	const snapshotSeq = model.seq;
	const range = { after: snapshotSeq, upTo: options.upTo };
	const audit = openCursor(folder, "audit", { ...range, from: start?.audit ?? null });
	const traffic = openCursor(folder, "traffic", { ...range, from: start?.traffic ?? null });
	const holes: [number, number][] = [];
	let last: PolicyEvent | null = null;
	let beganAt = start?.at ?? null;
	let events = 0;
	let left = audit.next();
	let right = traffic.next();
	for (;;) {
		const event = left === undefined || (right !== undefined && right.seq < left.seq) ? right : left;
		if (event === undefined) break;
		if (event === left) left = audit.next();
		else right = traffic.next();
		if (event.seq !== model.seq + 1) holes.push([model.seq, event.seq]);
		foldInto(model, event);
		beganAt ??= event.at;
		last = event;
		events++;
		options.seen?.(event);
	}
	const reports = { audit: audit.report(), traffic: traffic.report() };
	model.seq = Math.max(model.seq, reports.audit.lastSeq, reports.traffic.lastSeq);
	// A line that is not understood has a number too: only where there is none does a missing number mean a loss.
	const understood = reports.audit.foreign + reports.traffic.foreign === 0;
	return { model, ...reports, snapshotSeq, beganAt, badSnapshots, holes: understood ? holes : [], last, events };
}

function newest(folder: string, upTo: number, bad: { name: string; why: string }[]): Snapshot | null {
	for (const name of snapshotNames) {
		const loaded = loadSnapshot(folder, name, freshModel());
		if (loaded === null) continue;
		if (!loaded.ok) bad.push({ name, why: loaded.problem });
		else if (loaded.value.model.seq <= upTo) return loaded.value;
	}
	return null;
}
