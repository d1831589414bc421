/** An event as one line of the tail. Events come from hosts newer or older than we are: what we cannot read, we say. */
import { z } from "zod";
import { actWords, onlyRow } from "../../shared/protocol/act-words.ts";
import type { StreamEvent } from "../../shared/protocol/stream.ts";

export interface TailRow {
	readonly key: string;
	readonly at: number;
	readonly kind: string;
	readonly reason: string;
	readonly why: string;
	readonly triplet: string | null;
	readonly sender: string | null;
	readonly recipient: string | null;
	readonly client: string | null;
	readonly clientName: string | null;
}

const mail = z.object({
	reason: z.string(),
	why: z.string(),
	triplet: z.string().nullable(),
	attempt: z.object({
		client: z.string(),
		clientName: z.string().nullable(),
		sender: z.string(),
		recipient: z.string(),
	}),
});
const ignored = z.object({
	triplet: z.string().nullable(),
	client: z.string(),
	clientName: z.string().nullable(),
	sender: z.string(),
	recipient: z.string(),
});
/** Null for bookkeeping that is nobody's news. */
export function readTailRow(epoch: string, event: StreamEvent): TailRow | null {
	const base = { key: `${epoch}:${event.seq}`, at: event.at, kind: event.kind };
	switch (event.kind) {
		case "forgotten":
		case "outcome":
		case "correspondent":
			return null;
		case "deferred":
		case "passed":
			return mailRow(base, event);
		case "ignored-deferral":
			return ignoredRow(base, event);
		case "approved":
		case "purged":
		case "undone":
			return actionRow(base, event);
		default:
			return { ...base, ...nobody, reason: text(event.reason), why: actWords(event) };
	}
}

const nobody = { triplet: null, sender: null, recipient: null, client: null, clientName: null };

function mailRow(base: Pick<TailRow, "key" | "at" | "kind">, event: StreamEvent): TailRow {
	const read = mail.safeParse(event);
	if (!read.success) return { ...base, ...nobody, reason: "", why: "An event this page cannot read" };
	const { attempt, triplet, reason, why } = read.data;
	return { ...base, triplet, reason, why, ...attempt };
}

function ignoredRow(base: Pick<TailRow, "key" | "at" | "kind">, event: StreamEvent): TailRow {
	const read = ignored.safeParse(event);
	return { ...base, ...nobody, ...(read.success ? read.data : {}), reason: "", why: text(event.why) };
}

function actionRow(base: Pick<TailRow, "key" | "at" | "kind">, event: StreamEvent): TailRow {
	const only = onlyRow(event);
	const why = actWords(event);
	if (only === null) return { ...base, ...nobody, reason: "", why };
	const { id, client, sender, recipient } = only;
	return { ...base, reason: "", why, triplet: id, client, clientName: null, sender, recipient };
}

function text(value: unknown): string {
	return typeof value === "string" ? value : "";
}
