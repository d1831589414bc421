/** What a row says by words of few choices, in sixteen bits; a word that is added to the types and not here does not compile. */
import type { MailOutcome } from "../../../../shared/policy/reasons.ts";
import type { TripletRow, TripletState } from "../../../../shared/policy/rows.ts";

const states: Readonly<Record<TripletState, number>> = { waiting: 0, passed: 1, approved: 2, expired: 3 };
const outcomes: Readonly<Record<MailOutcome, number>> = { unknown: 0, confirmed: 1, overruled: 2 };
/** Numbers stand in snapshots: append only. */
const reasons: Readonly<Record<TripletRow["reason"], number>> = {
	new: 0,
	early: 1,
	throttled: 2,
	"after-delay": 3,
	known: 4,
	"auto-whitelisted": 5,
	whitelisted: 6,
	exempt: 7,
	approved: 8,
	shadow: 9,
	"returned-late": 10,
	overflow: 11,
	open: 12,
	"never-retried": 13,
	"retried-elsewhere": 14,
};
const stateNames = named<TripletState>(states);
const outcomeNames = named<MailOutcome>(outcomes);
const reasonNames = named<TripletRow["reason"]>(reasons);

/** Bits 0-1 state, 2-3 outcome, 4-8 reason, then one each. */
export const flag = {
	shadow: 1 << 9,
	/** The verified name is unknown. */
	noName: 1 << 10,
	noHelo: 1 << 11,
	noApproval: 1 << 12,
	/** Its id stands in the text: the words are only its hash. */
	named: 1 << 13,
	/** Its text is JSON: a value holds the character that parts the others. */
	json: 1 << 14,
} as const;

export const STATE = 3;
export const WAITING = states.waiting;

export function flagsOf(row: TripletRow): number {
	return (
		states[row.state] |
		(outcomes[row.outcome] << 2) |
		(reasons[row.reason] << 4) |
		(row.shadow ? flag.shadow : 0) |
		(row.clientName === null ? flag.noName : 0) |
		(row.helo === null ? flag.noHelo : 0) |
		(row.approvedBy === null ? flag.noApproval : 0)
	);
}

export function stateIn(flags: number): TripletState {
	return stateNames[flags & STATE] ?? "waiting";
}

export function outcomeIn(flags: number): MailOutcome {
	return outcomeNames[(flags >>> 2) & 3] ?? "unknown";
}

export function reasonIn(flags: number): TripletRow["reason"] {
	return reasonNames[(flags >>> 4) & 31] ?? "new";
}

function named<Name extends string>(numbers: Readonly<Record<Name, number>>): readonly Name[] {
	const names: Name[] = [];
	for (const name in numbers) names[numbers[name]] = name;
	return names;
}
