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
const counts = z.object({ added: z.number(), removed: z.number() });

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
	const why = joined(found.length > 1 ? `${found.length} triplets` : "", byWhom(event), text(event.why));
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
		case "alert-acknowledged":
			return joined(text(event.alert), byWhom(event));
		case "settings-changed":
		case "erased":
			return joined(byWhom(event), text(event.why));
		case "whitelist-changed":
			return joined(countsOf(event), byWhom(event), text(event.why));
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

/** Entries alone are counted, not named: a recipient among them is a person. */
function countsOf(event: StreamEvent): string {
	const read = counts.safeParse(event.counts);
	return read.success ? `${read.data.added} added, ${read.data.removed} removed` : "";
}

function byWhom(event: StreamEvent): string {
	const by = who.safeParse(event.who);
	return by.success ? `by ${by.data.name}` : "";
}

function joined(...words: readonly string[]): string {
	return words.filter((word) => word !== "").join(" · ");
}

function text(value: unknown): string {
	return typeof value === "string" ? value : "";
}
