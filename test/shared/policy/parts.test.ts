import fc from "fast-check";
import { expect, test } from "vitest";
import { rowOfMail } from "../../../shared/policy/fold.ts";
import { effectParts, idParts } from "../../../shared/policy/parts.ts";
import { type Approval, approvalKey, type TripletRow } from "../../../shared/policy/rows.ts";
import { freshState } from "../../fixtures/fresh-state.ts";
import { deferral } from "../../fixtures/ledger/drafts.ts";

/** So many triplets of each mail. */
const mailsArbitrary = fc.array(fc.integer({ min: 1, max: 700 }), { maxLength: 6 });

function rowsOf(mails: readonly number[]): TripletRow[] {
	return mails.flatMap((triplets, mail) => {
		const row = rowOfMail(deferral(mail, 0));
		return row === null ? [] : Array.from({ length: triplets }, (_, n) => ({ ...row, id: `${mail}-${n}` }));
	});
}

function approvalOf({ senderKey, recipient }: TripletRow): Approval {
	const key = approvalKey(senderKey, recipient, null);
	return { key, actionId: "a", senderKey, recipient, clientKey: null, at: 0, untilAt: 9, spentAt: null, spentBy: null };
}

test("an action is cut into parts of 500 at most that hold each triplet once, a mail in one part where it fits", () => {
	fc.assert(
		fc.property(mailsArbitrary, (mails) => {
			const rows = rowsOf(mails);
			const state = freshState();
			for (const row of rows) state.triplets.set(row.id, row);
			const parts = idParts(
				state,
				[...rows, ...rows].map(({ id }) => id),
			);
			expect(parts.flat().toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
			for (const part of parts) expect(part.length).toBeLessThanOrEqual(500);
			for (const [mail, triplets] of mails.entries())
				if (triplets <= 500)
					expect(parts.filter((part) => part.some((id) => id.startsWith(`${mail}-`)))).toHaveLength(1);
		}),
		{ numRuns: 30 },
	);
});

test("what is undone is cut likewise, and the approval of a mail comes no later than its triplets", () => {
	fc.assert(
		fc.property(mailsArbitrary, (mails) => {
			const rows = rowsOf(mails);
			const approvals = mails.flatMap((_, mail) => {
				const row = rows.find(({ id }) => id.startsWith(`${mail}-`));
				return row === undefined ? [] : approvalOf(row);
			});
			const parts = effectParts({ kind: "approved", rows, approvals });
			const known = new Set<string>();
			const back: string[] = [];
			for (const part of parts) {
				if (part.kind !== "approved") throw new Error("it stays what it was");
				expect(part.rows.length + part.approvals.length).toBeLessThanOrEqual(500);
				for (const { key } of part.approvals) known.add(key);
				for (const row of part.rows) expect(known).toContain(approvalOf(row).key);
				back.push(...part.rows.map(({ id }) => id));
			}
			expect(back.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
			expect(known.size).toBe(approvals.length);
		}),
		{ numRuns: 30 },
	);
});
