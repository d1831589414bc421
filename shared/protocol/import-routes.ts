/** Changing over from another greylister: its triplets and auto-whitelists, as read from its files. */
import { z } from "zod";
import { greylisters } from "../policy/foreign-keys.ts";
import { route } from "./route.ts";
import { actedShape, failedShape, instant, nothing } from "./shapes.ts";

/** In one call; a larger table is sent in several, each after the first with its `action`. */
export const MOST_ROWS_PER_CALL = 2000;
const address = z.string().max(320);

export const importTriplets = route({
	method: "POST",
	path: "/v1/import",
	summary: "Take over triplets and auto-whitelists of postgrey, sqlgrey or greylistd, so that nobody waits twice",
	role: "operator",
	capability: "settings",
	params: nothing,
	query: nothing,
	body: z.object({
		from: z.enum(greylisters).describe("By whose rules sender and recipient are written"),
		triplets: z
			.array(
				z.object({
					client: z.string().max(64).describe("Address, or network as wide as it counted there"),
					sender: address.describe("As written there; of sqlgrey *@example.net stands for a domain"),
					recipient: address.describe("Of sqlgrey * stands for any"),
					firstSeenAt: instant,
					lastSeenAt: instant,
					passed: z.boolean(),
				}),
			)
			.max(MOST_ROWS_PER_CALL)
			.default([]),
		autoWhitelists: z
			.array(
				z.object({
					client: z.string().max(64).describe("Address"),
					passes: z.number().int().min(1).max(1_000_000_000),
					lastPassAt: instant,
					trusted: z.boolean().describe("It passed without waiting there"),
				}),
			)
			.max(MOST_ROWS_PER_CALL)
			.default([]),
		reason: z.string().max(500).default(""),
		action: z.string().max(100).optional().describe("Go on with this import: one action, one undo"),
		dryRun: z.boolean().default(false),
	}),
	reply: z.object({
		dryRun: z.boolean(),
		acted: actedShape.nullable().describe("null: a dry run, or there was nothing new"),
		waiting: z.number().int().describe("Triplets that go on waiting from their first attempt"),
		passed: z.number().int().describe("Triplets that pass"),
		autoWhitelists: z.number().int(),
		known: z.number().int().describe("Here already"),
		ended: z.number().int().describe("Their time is over"),
		failed: failedShape,
	}),
});
export type ImportedTriplets = z.infer<typeof importTriplets.reply>;
export type WantedRows = z.input<typeof importTriplets.body>;
