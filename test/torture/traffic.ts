/** Mail and operators at a daemon until it dies: what was answered is remembered, for it must be found again. */
import { unixSend } from "../../electron/cli/unix-send.ts";
import { undo } from "../../shared/protocol/action-routes.ts";
import { call, type Send } from "../../shared/protocol/client.ts";
import { passAll } from "../../shared/protocol/policy-routes.ts";
import { approve, listTriplets, purge } from "../../shared/protocol/triplet-routes.ts";
import { addWhitelist } from "../../shared/protocol/whitelist-routes.ts";
import { connectPolicy } from "../fixtures/policy-client.ts";

export interface Answered {
	/** By the attempt's instance: whether it was told to come again. */
	readonly mail: Map<string, "deferred" | "passed">;
	/** Actions that were answered as done, by their number in the journal. */
	readonly actions: Map<string, number>;
}

export interface Target {
	readonly policy: string;
	readonly management: string;
	/** Begins every instance, so that attempts of different lives differ. */
	readonly life: string;
}

const CONNECTIONS = 6;
/** So many different mails, so that many attempts are retries. */
const MAILS = 1500;

/** Resolves when the daemon is gone. */
export async function disturb(target: Target, roll: () => number, answered: Answered): Promise<void> {
	const mail = Array.from({ length: CONNECTIONS }, (_, number) => ask(target, { number, roll, answered }));
	const operators = [0, 1].map(() => operate(target, roll, answered));
	await Promise.all([...mail, ...operators].map((one) => one.catch(() => undefined)));
}

interface Asker {
	readonly number: number;
	readonly roll: () => number;
	readonly answered: Answered;
}

async function ask({ policy, life }: Target, { number, roll, answered }: Asker): Promise<void> {
	const client = await connectPolicy(policy);
	for (let turn = 0; ; turn++) {
		const n = Math.floor(roll() * MAILS);
		const instance = `${life}.${number}.${turn}`;
		const answer = await client.ask({
			instance,
			sender: n % 97 === 0 ? "" : `user-${inLetters(n)}@example${n % 31}.net`,
			client: n % 5 === 0 ? `2001:db8:${(n % 400).toString(16)}::25` : `198.51.${n % 60}.${1 + (n % 250)}`,
			recipient: `${roll() < 0.9 ? "bob" : "carl"}@example.org`,
		});
		answered.mail.set(instance, answer.startsWith("DEFER") ? "deferred" : "passed");
	}
}

/** Digits would look like the bounce addresses that sender rules fold. */
function inLetters(n: number): string {
	return [...String(n)].map((digit) => "abcdefghij".charAt(Number(digit))).join("");
}

async function operate({ management }: Target, roll: () => number, answered: Answered): Promise<void> {
	const send = unixSend(management, "ann");
	for (;;) {
		const done = await act(send, roll, answered);
		if (done !== null) answered.actions.set(done.actionId, done.seq);
	}
}

interface Acted {
	readonly actionId: string;
	readonly seq: number;
}

/** One action of an operator; `null` where it was refused, as two at once may be. */
async function act(send: Send, roll: () => number, answered: Answered): Promise<Acted | null> {
	const sort = roll();
	const reason = "torture";
	if (sort < 0.15) {
		const pattern = `203.0.${Math.floor(roll() * 250)}.${Math.floor(roll() * 250)}`;
		return actedOf(await call(send, addWhitelist, { body: { kind: "client", pattern, reason } }));
	}
	if (sort < 0.25) {
		const last = [...answered.actions.keys()].at(-1);
		return last === undefined ? null : actedOf(await call(send, undo, { params: { id: last }, body: { reason } }));
	}
	if (sort < 0.3) return actedOf(await call(send, passAll, { body: { seconds: roll() < 0.5 ? 1 : 0, reason } }));
	if (sort < 0.4) {
		const mail = { sender: `new${Math.floor(roll() * 1e6)}@example.com`, recipient: "bob@example.org" };
		return actedOf(await call(send, approve, { body: { mail, reason } }));
	}
	const page = await call(send, listTriplets, { query: { limit: 1 + Math.floor(roll() * 40) } });
	if (!page.ok || page.value.rows.length === 0) return null;
	const body = { ids: page.value.rows.map((row) => row.id), reason };
	return actedOf(sort < 0.7 ? await call(send, approve, { body }) : await call(send, purge, { body }));
}

function actedOf(answer: { readonly ok: boolean; readonly value?: object }): Acted | null {
	const value = answer.value as Partial<Acted> | undefined;
	if (!answer.ok || value?.actionId === undefined || value.seq === undefined) return null;
	return { actionId: value.actionId, seq: value.seq };
}
