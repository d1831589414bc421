/** The read model: the journal folded into tables, one transaction a batch. Knows neither threads nor messages. */

import type { Database } from "sql.js";
import { fold } from "../../../shared/policy/fold.ts";
import { type Followed, openFollower } from "./follow.ts";
import type { Answers, Question } from "./requests.ts";
import { type Stored, saveDatabase } from "./worker-database.ts";
import { eraseRows, mentionsIn } from "./worker-erase.ts";
import { openEventWindow } from "./worker-events.ts";
import { addFunctions, list, select, siblings } from "./worker-list.ts";
import { originOf } from "./worker-origin.ts";
import { recentEvents } from "./worker-recent.ts";
import { openRollup } from "./worker-rollup.ts";
import { delaysOf, seriesOf } from "./worker-series.ts";
import { openTripletStore } from "./worker-triplets.ts";
import { openWords } from "./worker-words.ts";

export interface ModelInput {
	readonly db: Database;
	readonly stored: Stored;
	readonly folder: string;
	readonly window: number;
}

export interface HistoryModel {
	allow(seq: number): void;
	/** Applies what is certain, a batch at most; false: nothing more was there. */
	step(): boolean;
	seq(): number;
	/** Lines of the journal that could not be read. */
	damaged(): number;
	answer(question: Question): Answers[Question["kind"]];
	save(): void;
	close(): void;
}

const BATCH = 500;
/** Events between two rounds of dropping what is too old. */
const PRUNE_EVERY = 10_000;

export function openModel({ db, stored, folder, window }: ModelInput): HistoryModel {
	let follower = openFollower(folder, stored);
	let allowed = 0;
	addFunctions(db);
	const triplets = openTripletStore(db);
	const words = openWords(db);
	const rollup = openRollup(db);
	const events = openEventWindow(db, folder, window);
	const origin = stored.origin ?? (stored.seq === 0 ? originOf(db, folder, triplets) : undefined);
	const { foldedSeq, countedFrom } = origin ?? { foldedSeq: 0, countedFrom: 0 };
	let { beganAt, lastAt } = stored;
	let sincePrune = PRUNE_EVERY;

	function apply(followed: Followed): void {
		const { event } = followed;
		sincePrune++;
		events.add(followed);
		if (event.seq > foldedSeq) {
			triplets.at(event.seq);
			fold(triplets.state, event);
		}
		if (event.seq < countedFrom) return;
		rollup.add(event, beganAt === null ? null : lastAt);
		beganAt ??= event.at;
		lastAt = event.at;
	}

	/** When a triplet knows that it was tried, however long ago. */
	function remembered(id: string): readonly number[] {
		const row = triplets.state.triplets.get(id);
		return row === undefined ? [] : [row.firstSeenAt, row.passedAt ?? row.firstSeenAt];
	}

	function batch(): number {
		let done = 0;
		follower.begin();
		db.exec("BEGIN");
		try {
			for (let next = follower.next(); next !== null; next = follower.next()) {
				apply(next);
				if (++done === BATCH) break;
			}
			triplets.flush();
			words.keepUp();
			rollup.flush();
			if (sincePrune >= PRUNE_EVERY && done > 0) {
				rollup.prune(lastAt);
				events.prune();
				sincePrune = 0;
			}
			db.exec("COMMIT");
		} catch (error) {
			db.exec("ROLLBACK");
			throw error;
		}
		return done;
	}

	function save(): void {
		saveDatabase(db, folder, { ...follower.marks(), beganAt, lastAt, ...(origin === undefined ? {} : { origin }) });
	}

	/** The files are others now, but lie as the old ones did. */
	function reopen(): void {
		const marks = follower.marks();
		follower.close();
		follower = openFollower(folder, marks);
		follower.allow(allowed);
	}

	return {
		allow(seq) {
			allowed = Math.max(allowed, seq);
			follower.allow(seq);
		},
		step: () => batch() === BATCH,
		seq: () => follower.seq(),
		damaged: () => follower.damaged(),
		answer(question) {
			const known = { beganAt, lastAt };
			switch (question.kind) {
				case "list":
					words.catchUp();
					return list(db, question.request, { asOf: follower.seq() });
				case "select":
					words.catchUp();
					return select(db, question.request);
				case "events":
					return events.about(question.triplet, remembered(question.triplet));
				case "siblings":
					return siblings(db, question.triplet);
				case "series":
					return seriesOf(db, question.range, known);
				case "delays":
					return delaysOf(db, question, known);
				case "recent":
					return recentEvents(folder, question.range, follower.seq());
				case "mentions":
					return mentionsIn(db, question.person);
				case "erase": {
					const rows = eraseRows(db, question.person, question.ids);
					save();
					return rows;
				}
				case "reopen":
					reopen();
					save();
					return null;
				default:
					return null;
			}
		},
		save,
		close() {
			follower.close();
			db.close();
		},
	};
}
