/** An event as one line of the tail. Events come from hosts newer or older than we are: what we cannot read, we say. */
import { z } from "zod";
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
const rowPart = z.object({ id: z.string(), client: z.string(), sender: z.string(), recipient: z.string() });
const rows = z.array(rowPart);
const who = z.object({ name: z.string() });

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
			return { ...base, ...nobody, reason: text(event.reason), why: wordsOf(event) };
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
	const list = rows.safeParse(event[event.kind === "undone" ? "restored" : "rows"]);
	const found = list.success ? list.data : [];
	const only = found.length === 1 ? found[0] : undefined;
	const by = who.safeParse(event.who);
	const words = [
		only === undefined ? `${found.length} triplets` : "",
		by.success ? `by ${by.data.name}` : "",
		text(event.why),
	];
	const why = words.filter((word) => word !== "").join(" · ");
	if (only === undefined) return { ...base, ...nobody, reason: "", why };
	const { id, client, sender, recipient } = only;
	return { ...base, reason: "", why, triplet: id, client, clientName: null, sender, recipient };
}

function wordsOf(event: StreamEvent): string {
	const triplet = text(event.triplet);
	switch (event.kind) {
		case "expired":
			return triplet === "" ? "" : `Triplet ${triplet}`;
		case "gap":
			return `Not recorded: ${text(event.why)}`;
		case "alert-acknowledged": {
			const by = who.safeParse(event.who);
			return [text(event.alert), by.success ? `by ${by.data.name}` : ""].filter((word) => word !== "").join(" · ");
		}
		case "alert-cleared":
			return text(event.alert);
		case "alert-raised":
			return text(event.words);
		case "engine-changed":
			return [text(event.change), text(event.why)].filter((word) => word !== "").join(": ");
		default:
			return text(event.why);
	}
}

function text(value: unknown): string {
	return typeof value === "string" ? value : "";
}
