/**
 * One operator action, part by part under one id: each is planned and given to the ledger in one turn of the event
 * loop, mail is decided between them, and the answer comes when the last is on the disk. No part is taken back for
 * another's sake: where the journal fails in between, or the daemon dies, the parts before stand and the action's
 * record counts them; a part is whole or not at all.
 */
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { type Failed, type Plan, planned } from "../../../shared/policy/operator.ts";
import type { Committed, Ledger } from "../ledger/contract.ts";
import type { Acted } from "./contract.ts";

export interface Part {
	/** The triplets it is about. */
	readonly ids: readonly string[];
	/** Asked in the turn in which it is carried out. A problem ends the action. */
	plan(): Outcome<Plan>;
}

interface Taken {
	readonly part: Part;
	readonly plan: Plan;
	readonly done: Promise<Committed>;
}

/** Errors: one sentence for the operator. Where one part could not be done and others could, it is among `failed`. */
export async function inParts(ledger: Ledger, actionId: string, parts: readonly Part[]): Promise<Outcome<Acted>> {
	const taken: Taken[] = [];
	const failed: Failed[] = [];
	let problem: string | null = null;
	let next = 0;
	for (const part of parts) {
		if (next > 0) await new Promise(setImmediate);
		if (taken.length > 0 && ledger.health().open) break;
		const plan = part.plan();
		if (!plan.ok) {
			problem = plan.problem;
			break;
		}
		next += 1;
		failed.push(...plan.value.failed);
		if (plan.value.drafts.length > 0) taken.push({ part, plan: plan.value, done: ledger.act(plan.value.drafts) });
	}
	if (taken.length === 0) return bad(problem ?? nothingDone(failed));
	const done = await settled(taken);
	const { why } = ledger.health();
	if (done.seq === 0) return bad(openWords(why));
	if (done.unsure) return bad(unsureWords(done.count, why));
	const left = [...done.takenBack, ...parts.slice(next).flatMap(({ ids }) => ids)];
	failed.push(...left.map((id) => ({ id, why: problem ?? openWords(why) })));
	return good({ actionId, seq: done.seq, count: done.count, failed });
}

/** What stands of it, and what the journal has refused. */
async function settled(taken: readonly Taken[]) {
	const takenBack: string[] = [];
	let seq = 0;
	let count = 0;
	let unsure = false;
	for (const { part, plan, done } of taken) {
		const result = await done;
		if (result.kind === "open") {
			takenBack.push(...part.ids);
			continue;
		}
		unsure ||= result.kind === "unsure";
		seq = result.seq;
		count += plan.count;
	}
	return { takenBack, seq, count, unsure };
}

function nothingDone(failed: readonly Failed[]): string {
	const plan = planned({ drafts: [], count: 0, failed });
	return plan.ok ? "There is nothing to do" : plan.problem;
}

function openWords(why: string | null): string {
	return `Nothing was changed: ${why ?? "the journal cannot be written"}. Mail passes meanwhile; make room and try again.`;
}

function unsureWords(count: number, why: string | null): string {
	const what = count === 1 ? "It is done" : `It is done (${count} changed)`;
	const cause = why ?? "the disk has not confirmed it";
	return `${what}, but may be lost if this machine stops now: ${cause}. Look at the disk; do not do it again.`;
}
