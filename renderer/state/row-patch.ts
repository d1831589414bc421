/**
 * A listed triplet after an event: the list follows the stream and is never patched from a reply.
 * Only what an event tells is changed; what it does not tell (siblings, next try) is read again by the panel.
 */
import { z } from "zod";
import type { Triplet } from "../../shared/protocol/shapes.ts";
import type { StreamEvent } from "../../shared/protocol/stream.ts";

const life = z.object({
	state: z.enum(["waiting", "passed", "approved", "expired"]),
	firstSeenAt: z.number(),
	mayPassAt: z.number(),
	expiresAt: z.number(),
	passedAt: z.number().nullable(),
	attempts: z.number(),
	approvedBy: z.string().nullable(),
	shadow: z.boolean().optional(),
});
const mail = z.object({
	triplet: z.string(),
	reason: z.string(),
	outcome: z.enum(["confirmed", "overruled", "unknown"]).default("unknown"),
	life,
	/** Triplets under earlier keys that went on as this one. */
	continues: z.array(z.string()).optional(),
	ourDelaySeconds: z.number().nullish(),
	theirDelaySeconds: z.number().nullish(),
	attempt: z.object({ client: z.string(), clientName: z.string().nullable(), helo: z.string().nullable() }),
});
const told = z.object({
	triplet: z.string(),
	askedAt: z.number(),
	outcome: z.enum(["confirmed", "overruled"]),
});
const rows = z.array(life.extend({ id: z.string(), reason: z.string(), lastSeenAt: z.number() }));

/** What an event does to rows, by their id; `null` takes the row out of the list. */
export type RowChanges = ReadonlyMap<string, ((row: Triplet) => Triplet) | null>;

export function changesOf(events: readonly StreamEvent[]): RowChanges {
	const changes = new Map<string, ((row: Triplet) => Triplet) | null>();
	for (const event of events)
		for (const [id, change] of changesOfOne(event)) changes.set(id, join(changes.get(id), change));
	return changes;
}

type Change = ((row: Triplet) => Triplet) | null;

function join(first: Change | undefined, second: Change): Change {
	if (second === null || first === undefined || first === null) return second;
	return (row) => second(first(row));
}

function changesOfOne(event: StreamEvent): readonly (readonly [string, Change])[] {
	switch (event.kind) {
		case "deferred":
		case "passed":
			return mailChange(event);
		case "expired": {
			const id = event.triplet;
			const reason = event.reason;
			if (typeof id !== "string" || typeof reason !== "string") return [];
			return [[id, expired(reason)]];
		}
		case "outcome":
			return outcomeChange(event);
		case "approved":
			return rowChanges(event.rows);
		case "undone":
			return rowChanges(event.restored);
		case "purged":
			return rowChanges(event.rows).map(([id]) => [id, null]);
		default:
			return [];
	}
}

function mailChange(event: StreamEvent): readonly (readonly [string, Change])[] {
	const read = mail.safeParse(event);
	if (!read.success) return [];
	const {
		triplet,
		reason,
		outcome,
		life: after,
		attempt,
		ourDelaySeconds,
		theirDelaySeconds,
		continues = [],
	} = read.data;
	return [
		...continues.map((id) => [id, expired("retried-elsewhere")] as const),
		[
			triplet,
			(row) => ({
				...row,
				...lived(row, after),
				...attempt,
				reason,
				outcome,
				lastSeenAt: event.at,
				nextTry: event.kind === "passed" ? null : row.nextTry,
				ourDelaySeconds: ourDelaySeconds ?? row.ourDelaySeconds,
				theirDelaySeconds: theirDelaySeconds ?? row.theirDelaySeconds,
			}),
		],
	];
}

/** A mail log told what the client heard; of an attempt that is not the last one, the row says nothing. */
function outcomeChange(event: StreamEvent): readonly (readonly [string, Change])[] {
	const read = told.safeParse(event);
	if (!read.success) return [];
	const { triplet, askedAt, outcome } = read.data;
	return [[triplet, (row) => (row.lastSeenAt === askedAt ? { ...row, outcome } : row)]];
}

function expired(reason: string): Change {
	return (row) => ({ ...row, state: "expired", watched: false, reason });
}

function rowChanges(value: unknown): readonly (readonly [string, Change])[] {
	const read = rows.safeParse(value);
	if (!read.success) return [];
	return read.data.map((after) => [
		after.id,
		(row) => ({ ...row, ...lived(row, after), reason: after.reason, lastSeenAt: after.lastSeenAt }),
	]);
}

function lived(row: Triplet, after: z.infer<typeof life>): Partial<Triplet> {
	const { approvedBy, shadow, ...rest } = life.parse(after);
	const watched = rest.state === "waiting" && (shadow ?? row.watched);
	const approval =
		approvedBy === null
			? null
			: row.approval?.actionId === approvedBy
				? row.approval
				: { actionId: approvedBy, untilAt: null };
	return { ...rest, watched, approval };
}
