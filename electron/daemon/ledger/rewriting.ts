/**
 * What the ledger gives to whoever rewrites its folder under it (erase/): no snapshot is begun meanwhile, the living
 * state is changed in one turn together with the event that tells of it, and rewritten files take the place of others.
 */
import { renameSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ActionEvent } from "../../../shared/policy/event.ts";
import type { MemoryState } from "../../../shared/policy/memory-state.ts";
import type { Committed } from "./contract.ts";
import { syncFolder } from "./folder.ts";
import type { Journal } from "./journal.ts";
import { auditName } from "./journal-files.ts";
import type { Publisher } from "./publisher.ts";
import type { Ring } from "./ring.ts";
import type { Snapshots } from "./snapshots.ts";
import type { Writer } from "./writer.ts";

export interface Rewriting {
	/** From now on the snapshots are the caller's; a worker that was writing one is ended. */
	begin(): Promise<void>;
	end(): void;
	/** The living state, for reading. */
	readonly state: Readonly<MemoryState>;
	/**
	 * Changes the living state beside the journal, and records the event that does the same to a journal rewritten
	 * accordingly. What the stream held for those who resume is gone; all traffic so far lies in closed segments, synced.
	 */
	change(make: (state: MemoryState) => ActionEvent): Promise<Changed>;
	/** Puts a rewritten file, as long as the old one, in its place. Of the audit log so many bytes are rewritten. */
	replace(file: { readonly name: string; readonly fresh: string; readonly bytes: number }): void;
}

export interface Changed {
	readonly committed: Committed;
	/** So far the audit log reached with that event. */
	readonly auditBytes: number;
}

export interface RewritingParts {
	readonly folder: string;
	readonly state: MemoryState;
	readonly writer: Writer;
	readonly journal: Journal;
	readonly ring: Ring;
	readonly snapshots: Snapshots;
	readonly publisher: Pick<Publisher, "held">;
}

export function createRewriting({
	folder,
	state,
	writer,
	journal,
	ring,
	snapshots,
	publisher,
}: RewritingParts): Rewriting {
	return {
		state,
		async begin() {
			snapshots.hold(true);
			await snapshots.stop();
		},
		end: () => snapshots.hold(false),
		async change(make) {
			// What waits is written first: it may not be taken back over what is changed beside it. And told: readers must
			// have seen all that the change is about.
			for (writer.flush(); publisher.held() > 0 && writer.outage.now() === null; writer.flush()) await writer.sync();
			const auditBytes = () => journal.ends().audit.offset;
			if (writer.outage.now() !== null) return { committed: { kind: "open" }, auditBytes: auditBytes() };
			journal.turnOver(writer.seq() + 1);
			const acted = writer.act([make(state)]);
			writer.flush();
			ring.clear(writer.seq());
			const changed = { auditBytes: auditBytes() };
			return { committed: await acted, ...changed };
		},
		replace({ name, fresh, bytes }) {
			if (name === auditName) journal.replaceAudit(join(folder, fresh), bytes);
			else renameSync(join(folder, fresh), join(folder, name));
			syncFolder(dirname(join(folder, name)));
		},
	};
}
