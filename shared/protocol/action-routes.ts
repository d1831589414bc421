/** The audit trail, and the way back. */
import { z } from "zod";
import { route } from "./route.ts";
import { actedShape, failedShape, instant, nothing, whoShape } from "./shapes.ts";

export const actionKinds = [
	"approved",
	"purged",
	"undone",
	"settings-changed",
	"whitelist-changed",
	"imported",
	"erased",
] as const;

export const actionShape = z.object({
	id: z.string(),
	seq: z.number().int(),
	at: instant,
	kind: z.enum(actionKinds),
	who: whoShape,
	why: z.string(),
	count: z.number().int(),
	/** In words: what it did. */
	words: z.string(),
	undoneBy: z.string().nullable(),
	/** The action that this one took back: undoing it does that one again. Missing: an older daemon. */
	undoes: z.string().nullable().optional(),
	/** `why`: why not; where it is an action on many triplets, its undo alone knows of each. */
	undoable: z.object({ can: z.boolean(), why: z.string().nullable() }),
	failed: failedShape,
});
export type Action = z.infer<typeof actionShape>;

export const listActions = route({
	method: "GET",
	path: "/v1/actions",
	summary: "Who did what, when and why; newest first, or oldest first",
	role: "viewer",
	capability: null,
	params: nothing,
	query: z.object({
		limit: z.coerce.number().int().min(1).max(1000).default(100),
		before: z.coerce.number().int().min(1).optional().describe("Only those before this `seq`: the page that follows"),
		after: z.coerce
			.number()
			.int()
			.min(0)
			.optional()
			.describe("Only those after it: the page that follows, oldest first"),
		sort: z.enum(["-at", "at"]).default("-at").describe("By time; `at`: oldest first"),
		kind: z.enum(actionKinds).optional(),
		who: z.string().max(64).default("").describe("Part of the name of who acted"),
	}),
	body: nothing,
	reply: z.object({
		rows: z.array(actionShape),
		next: z
			.number()
			.int()
			.nullable()
			.optional()
			.describe("As `before` of the next page, oldest first as `after`; null: there is none"),
		asOf: z.string(),
	}),
});

export const undo = route({
	method: "POST",
	path: "/v1/actions/:id/undo",
	summary: "Take an action back, row by row; what could not be undone is said",
	role: "helpdesk",
	capability: "undo",
	params: z.object({ id: z.string().max(64) }),
	query: nothing,
	body: z.object({ reason: z.string().max(500).default("") }),
	reply: actedShape,
});
