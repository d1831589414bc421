import fc from "fast-check";
import { expect, test } from "vitest";
import { createRecorder } from "../../../../electron/daemon/ledger/recorder.ts";
import { boundedStore } from "../../../../shared/policy/bounded-store.ts";
import type { MemoryState } from "../../../../shared/policy/memory-state.ts";
import type { Approval } from "../../../../shared/policy/rows.ts";
import { freshState } from "../../../fixtures/fresh-state.ts";
import { approval } from "../../../fixtures/ledger/drafts.ts";

function approvalOf(n: number): Approval {
	const [given] = approval(n, n).approvals;
	if (given === undefined) throw new Error("an approval approves");
	return { ...given, key: `mail${n}` };
}

/** A state with room for five approvals. */
function smallState(renew: boolean): MemoryState {
	return { ...freshState(), approvals: boundedStore<Approval>({ limit: 5, renew }) };
}

const changeArbitrary = fc.record({ kind: fc.constantFrom("set", "delete"), n: fc.nat(9) });

test("a batch that is taken back leaves every approval as it was, in its order, and the same ones go next", () => {
	const changes = fc.array(changeArbitrary, { maxLength: 30 });
	fc.assert(
		fc.property(fc.record({ written: changes, refused: changes, after: changes, renew: fc.boolean() }), (all) => {
			const { written, refused, after, renew } = all;
			const [one, two] = [smallState(renew), smallState(renew)];
			const [first, second] = [createRecorder(one), createRecorder(two)];
			const apply = ({ state }: typeof first, batch: typeof written) => {
				for (const { kind, n } of batch)
					if (kind === "set") state.approvals.set(`mail${n}`, approvalOf(n));
					else state.approvals.delete(`mail${n}`);
			};
			const plain = (state: MemoryState) => [...state.approvals.values()];
			for (const recorder of [first, second]) {
				apply(recorder, written);
				recorder.forget();
			}
			apply(first, refused);
			first.takeBack();
			expect(plain(one)).toEqual(plain(two));
			apply(first, after);
			apply(second, after);
			expect(plain(one)).toEqual(plain(two));
		}),
	);
});

test("an approval that is new or forgotten costs no look at all the others", () => {
	const state = freshState();
	for (let n = 0; n < 1000; n++) state.approvals.set(`mail${n}`, approvalOf(n));
	const watched: MemoryState = {
		...state,
		approvals: {
			...state.approvals,
			values() {
				throw new Error("it looks at all of them");
			},
		},
	};
	const recorder = createRecorder(watched);
	recorder.state.approvals.set("mail2000", approvalOf(2000));
	recorder.state.approvals.delete("mail7");
	recorder.takeBack();
	expect(state.approvals.get("mail7")).toEqual(approvalOf(7));
	expect(state.approvals.get("mail2000")).toBeUndefined();
	expect([...state.approvals.values()].map(({ key }) => key)).toEqual(
		Array.from({ length: 1000 }, (_, n) => `mail${n}`),
	);
});
