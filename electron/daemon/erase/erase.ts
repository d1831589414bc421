/**
 * Erases a person from a daemon's folder while it decides mail, and proves it by looking again. In this order, so that
 * a crash at any point loses nothing, and the erasure can be run again under the same signs:
 *
 *   1. the file `erasing` is written; whose triplets they are is read from the journal
 *   2. the living state forgets the person, and the journal tells so in signs; all traffic so far is in closed segments
 *   3. segments and audit log are written anew beside the old ones
 *   4. the history forgets the person, and is saved
 *   5. the new files take the places of the old ones; the history reads on in them
 *   6. snapshots and what was set aside are written anew; everything is looked through again; `erasing` goes
 *
 * Live state, snapshot and tail, and a full replay still tell the same: the rewritten journal names signs where it named
 * the person, and an event takes away what stood under them (shared/policy/erasure.ts).
 */
import type { Clock } from "../../../shared/base/clock.ts";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { finderOf, type Person } from "../../../shared/base/person.ts";
import { type Erasing, eraseFrom, type Places } from "../../../shared/policy/erasure.ts";
import type { History } from "../history/contract.ts";
import { auditName, filesOf, sizeOf } from "../ledger/journal-files.ts";
import type { OpenLedger } from "../ledger/ledger.ts";
import type { EraseOrder, EraseReport, Eraser } from "./contract.ts";
import { rulesInForce } from "./in-force.ts";
import { lookThrough, reported } from "./look.ts";
import { freshName, removeFresh } from "./rewrite.ts";
import { runWorker } from "./run-worker.ts";
import { beginErasing, endErasing, keepBegun, readPerson, signsOf } from "./signs.ts";
import { walkState } from "./walk.ts";

export interface EraserParts {
	readonly ledger: OpenLedger;
	/** `null`: it could not be opened; then nobody can be erased from its file. */
	readonly history: History | null;
	readonly clock: Clock;
	/** The bundle `erase-worker.mjs`; `null`: the work is done on this thread. */
	readonly workerFile: string | null;
	readonly newId: () => string;
	/** Told each step that is done, by what a crash right after it would leave. */
	readonly passed?: (step: string) => void;
	/** Takes whitelist entries off, by their ids. */
	readonly unlist: (ids: readonly string[], order: EraseOrder) => Promise<Outcome<unknown>>;
}

interface Work extends EraserParts {
	readonly history: History;
	readonly person: Person;
	readonly order: EraseOrder;
}

/** The last step. */
export const OVER = "over";
const CATCH_UP_MS = 600_000;
const AGAIN = "What was begun is safe, and may be half done: run it again.";

export function createEraser(parts: EraserParts): Eraser {
	const { ledger, history } = parts;
	let busy = false;

	async function run(order: EraseOrder): Promise<Outcome<EraseReport>> {
		const person = readPerson(order.address);
		if (!person.ok) return person;
		if (history === null) return bad("The history cannot be read: look at the daemon's log, and mend that first");
		const { open, why } = ledger.health();
		if (open && !order.dryRun) return bad(`Nothing can be written: ${why}`);
		const work: Work = { ...parts, history, person: person.value, order };
		const inForce = rulesInForce(ledger.state.policy, finderOf(work.person, "text"));
		if (order.dryRun) return dryRun(work, inForce);
		const entries = inForce.flatMap(({ entry }) => (entry === null ? [] : [entry]));
		if (inForce.length > entries.length || (entries.length > 0 && !order.withWhitelists))
			return good({ files: [], actionId: null, rows: 0, inForce });
		if (entries.length > 0) {
			const unlisted = await parts.unlist(entries, order);
			if (!unlisted.ok) return unlisted;
		}
		// Of one that was cut short.
		removeFresh(ledger.folder);
		await ledger.rewriting.begin();
		try {
			return await erase(work);
		} finally {
			removeFresh(ledger.folder);
			ledger.rewriting.end();
		}
	}

	return {
		async erase(order) {
			if (busy) return bad("Somebody is just being erased: wait until that is over");
			busy = true;
			try {
				return await run(order);
			} catch (error) {
				const cause = error instanceof Error ? error.message : String(error);
				return bad(order.dryRun ? `It could not be looked through: ${cause}` : `${cause}. ${AGAIN}`);
			} finally {
				busy = false;
			}
		},
	};
}

async function dryRun(work: Work, inForce: EraseReport["inForce"]): Promise<Outcome<EraseReport>> {
	const { found, mentions } = await lookThrough(work, false);
	const erasing: Erasing = { finder: finderOf(work.person, "text"), signs: signsOf(""), ids: new Set(found.ids) };
	const walked = await walkState(work.ledger, erasing);
	walked.stop();
	const { triplets, approvals, passes, correspondents } = walked.places;
	const rows = triplets.size + approvals.size + passes.size + correspondents.size;
	return good({ files: reported(mentions, null), actionId: null, rows, inForce });
}

async function erase(work: Work): Promise<Outcome<EraseReport>> {
	const { ledger, person, history } = work;
	const { folder } = ledger;
	const begun = beginErasing(folder, person);
	if (!begun.ok) return begun;
	const { key, ids: foundBefore } = begun.value;
	const passed = work.passed ?? (() => undefined);
	passed("begun");
	const { found, mentions: before } = await lookThrough(work, true);
	const known = new Set([...foundBefore, ...found.ids]);
	const erasing: Erasing = { finder: finderOf(person, "text"), signs: signsOf(key), ids: known };
	const walked = await walkState(ledger, erasing);
	const total = [...before.values()].reduce((sum, { mentions }) => sum + mentions, 0);
	if (total + foundBefore.length === 0 && Object.values(walked.places).every((places) => places.size === 0)) {
		walked.stop();
		endErasing(folder);
		passed(OVER);
		return good({ files: reported(before, before), actionId: null, rows: 0, inForce: [] });
	}
	const forgotten = await forget(work, erasing, { ...walked, mentions: total }).finally(walked.stop);
	if (!forgotten.ok) return forgotten;
	keepBegun(folder, person, { key, ids: [...erasing.ids] });
	passed("forgotten by the living state");
	const { actionId, seq, rows, auditBytes } = forgotten.value;
	const ids = [...erasing.ids];
	const segments = filesOf(folder, "traffic").slice(0, -1);
	const files = [{ name: auditName, bytes: auditBytes }].concat(
		segments.map(({ name }) => ({ name, bytes: sizeOf(`${folder}/${name}`) ?? 0 })),
	);
	const logs = await runWorker(work.workerFile, { kind: "logs", folder, person, key, ids, files });
	passed("logs written");
	await caughtUp(work, seq);
	await history.erase(person, ids, seq);
	passed("forgotten by the history");
	for (const log of logs) {
		ledger.rewriting.replace({ ...log, fresh: freshName(log.name) });
		passed(`${log.name} in place`);
	}
	await history.reopen();
	passed("history reads on");
	await runWorker(work.workerFile, { kind: "rest", folder, person, key, ids });
	passed("rest rewritten");
	const { mentions: after } = await lookThrough(work, false);
	endErasing(folder);
	passed(OVER);
	return good({ files: reported(before, after), actionId, rows, inForce: [] });
}

/** Throws where the history does not: meanwhile no snapshot is written, and that must not be for ever. */
async function caughtUp({ history, person }: Work, seq: number): Promise<void> {
	const began = performance.now();
	while ((await history.mentions(person, seq)).asOf < seq)
		if (performance.now() - began > CATCH_UP_MS) throw new Error("The history does not catch up with the journal");
}

interface Forgotten {
	readonly actionId: string;
	readonly seq: number;
	readonly rows: number;
	readonly auditBytes: number;
}

/** The living state, in one turn, and what tells of it. */
async function forget(
	{ ledger, clock, newId, order }: Work,
	erasing: Erasing,
	found: { readonly places: Places; readonly mentions: number; readonly stop: () => void },
): Promise<Outcome<Forgotten>> {
	const actionId = newId();
	let rows = 0;
	const { committed, auditBytes } = await ledger.rewriting.change((state) => {
		found.stop();
		// A sign in the place of a rule's name would be another rule.
		if (rulesInForce(state.policy, erasing.finder).length > 0)
			throw new Error("A rule that names the person was made meanwhile");
		const gone = eraseFrom(state, erasing, found.places);
		rows = gone.triplets.length + gone.approvals.length + gone.passes.length + gone.correspondents.length;
		const why = erasing.finder.replace(order.why, erasing.signs.ofLocal);
		return { kind: "erased", at: clock.now(), actionId, who: order.who, why, mentions: found.mentions, ...gone };
	});
	if (committed.kind === "committed") return good({ actionId, seq: committed.seq, rows, auditBytes });
	return bad(`The journal could not be written: ${ledger.health().why ?? "the disk does not answer"}. ${AGAIN}`);
}
