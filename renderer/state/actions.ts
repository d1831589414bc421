/**
 * What the operator does, and the way back. An action is a request and a reply that says whether; the screen changes
 * when the event arrives. Actions done here go on a stack, for Ctrl+Z.
 */

import { undo } from "../../shared/protocol/action-routes.ts";
import type { Answered, Send } from "../../shared/protocol/client.ts";
import type { ActedReply, Problem } from "../../shared/protocol/shapes.ts";
import { approve, purge } from "../../shared/protocol/triplet-routes.ts";
import { ask } from "./ask.ts";
import { createStore, type Readable } from "./store.ts";

/** Which triplets: named one by one, or all that a pinned selection of the host holds. */
export type Which =
	| { readonly kind: "ids"; readonly ids: readonly string[] }
	| { readonly kind: "selection"; readonly selection: string }
	| { readonly kind: "mail"; readonly sender: string; readonly recipient: string; readonly client: string | null };

export type Deed = "approve" | "purge";
export interface Done {
	readonly host: string;
	readonly actionId: string;
	/** What is counted when it is undone: mails, or nothing but the change itself. */
	readonly of: "mails" | "change";
}
export type Acted = Answered<ActedReply>;
export type Pinned = Answered<{ readonly selection: string; readonly count: number }>;

export interface Actions {
	/** Newest last. */
	readonly stack: Readable<readonly Done[]>;
	act(host: string, deed: Deed, order: { readonly which: Which; readonly reason: string }): Promise<Acted>;
	/** Something else was done, of settings or whitelists: it can be undone like the rest. */
	remember(done: Done): void;
	/** Pins all triplets that match now, so that what is confirmed is what is done. */
	pin(host: string, deed: Deed, q: string): Promise<Pinned>;
	undo(host: string, actionId: string, reason: string): Promise<Acted>;
	/** The host's time, by which its answers are worded. */
	now(host: string): number;
}

/** Older actions can be undone from the audit trail. */
const STACK = 50;

export interface ActedUpon {
	readonly send: Send;
	readonly clock: { now(): number };
}

export function createActions(hostOf: (host: string) => ActedUpon): Actions {
	const sendOf = (host: string) => hostOf(host).send;
	const stack = createStore<readonly Done[]>([]);
	const remember = (done: Done) => stack.set([...stack.get(), done].slice(-STACK));
	return {
		stack,
		remember,
		async act(host, deed, { which, reason }) {
			const headers = { "idempotency-key": crypto.randomUUID() };
			const body = { ...bodyOf(which), reason };
			const send = sendOf(host);
			const input = { body, headers };
			const answer = await (deed === "approve" ? ask(send, approve, input) : ask(send, purge, input));
			if (!answer.ok) return answer;
			if ("dryRun" in answer.value) return unexpected("The daemon only tried the action; nothing was changed.");
			const { actionId, count } = answer.value;
			if (count > 0) remember({ host, actionId, of: "mails" });
			return { ok: true, value: answer.value };
		},
		async pin(host, deed, q) {
			const send = sendOf(host);
			const input = { body: { q, dryRun: true } };
			const answer = await (deed === "approve" ? ask(send, approve, input) : ask(send, purge, input));
			if (!answer.ok) return answer;
			if (!("dryRun" in answer.value)) return unexpected("The daemon acted where it was only asked to count.");
			return { ok: true, value: answer.value };
		},
		now: (host) => hostOf(host).clock.now(),
		async undo(host, actionId, reason) {
			const headers = { "idempotency-key": crypto.randomUUID() };
			const answer = await ask(sendOf(host), undo, { params: { id: actionId }, body: { reason }, headers });
			// Refused for good or done: either way it is off the stack; trouble of the line leaves it there.
			if (answer.ok || answer.problem.status >= 400)
				stack.set(stack.get().filter((done) => done.actionId !== actionId));
			return answer;
		},
	};
}

function bodyOf(which: Which) {
	switch (which.kind) {
		case "ids":
			return { ids: [...which.ids] };
		case "selection":
			return { selection: which.selection };
		case "mail": {
			const { sender, recipient, client } = which;
			return { mail: client === null ? { sender, recipient } : { sender, recipient, client } };
		}
	}
}

function unexpected(detail: string): { readonly ok: false; readonly problem: Problem } {
	return { ok: false, problem: { type: "about:blank", title: "Unexpected answer", status: 502, detail } };
}
