/**
 * The live stream (server-sent events), two classes: `tick` is never lost (cumulative, coalesced), `detail` may be
 * left out for a reader that is too slow, and says how many. `gap` means: reload. Ids are `epoch:seq`.
 */
import { z } from "zod";
import { instant, pointShape } from "./shapes.ts";

/** Any event: known kinds are read by their `kind`, unknown ones are shown as they are. */
export const eventShape = z.looseObject({
	id: z.string().optional().describe("epoch:seq; missing: an older daemon"),
	seq: z.number().int(),
	at: instant,
	kind: z.string(),
});
export type StreamEvent = z.infer<typeof eventShape>;

export const tickShape = z.object({
	at: instant,
	id: z.string().describe("epoch:seq of the last event counted"),
	counters: z.record(z.string(), z.number().int()),
	/** Whole counts of the seconds that changed since the last tick: later ones replace earlier ones. */
	seconds: z.array(pointShape),
	triplets: z.object({
		waiting: z.number().int(),
		watched: z
			.number()
			.int()
			.optional()
			.describe("Seen once, but let through: shadow mode, or another rule; nobody waits in them"),
		passed: z.number().int(),
		approved: z.number().int(),
		expired: z.number().int(),
	}),
	open: z.boolean(),
	behindSeconds: z.number(),
	/** Revision of the policy; changes when settings do. */
	revision: z.number().int(),
	mode: z.enum(["enforce", "shadow"]),
	passAllUntilAt: instant.nullable(),
});
export type Tick = z.infer<typeof tickShape>;

export const detailShape = z.object({
	id: z.string(),
	events: z.array(eventShape),
	omitted: z.number().int().describe("Details left out since the last frame; they are in the counts"),
});
export type Detail = z.infer<typeof detailShape>;

export const gapShape = z.object({ why: z.string(), id: z.string() });

/** Event names on the wire. */
export const frames = { tick: tickShape, detail: detailShape, gap: gapShape } as const;
export type FrameName = keyof typeof frames;

export const STREAM_PATH = "/v1/events";
export const TICKS_PER_SECOND = 4;
export const DETAILS_PER_SECOND = 200;
export const HEARTBEAT_SECONDS = 10;
