/** An operator's actions (being built). */
import { bad, type Outcome } from "../../../shared/base/outcome.ts";
import type { Acted, Decider } from "./contract.ts";

type Operator = Pick<Decider, "approve" | "purge" | "undo" | "changeSettings" | "passAll">;

export function createOperator(_parts: object): Operator {
	const later = (): Promise<Outcome<Acted>> => Promise.resolve(bad("Operator actions are not built in yet."));
	return { approve: later, purge: later, undo: later, changeSettings: later, passAll: later };
}
