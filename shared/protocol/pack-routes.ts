/** The pack of large senders that a host's build carries: looked at, switched on and off, brought up to date by hand. */
import { z } from "zod";
import { route } from "./route.ts";
import { actedShape, nothing, unchangedShape } from "./shapes.ts";
import { MAX_REASON } from "./whitelist-routes.ts";

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const nameShape = z.object({ provider: z.string(), pattern: z.string() });

const packShape = z.object({
	date: day.describe("Of the pack in the host's build"),
	enabled: day.nullable().describe("Of the latest pack that was taken here; null: it is off"),
	added: z.array(nameShape).describe("What switching it on, or taking the new pack, would add"),
	removed: z.array(nameShape).describe("Of an earlier pack and not in this one: they would go"),
	left: z.array(nameShape).describe("Taken out here by somebody; they stay out"),
	kept: z.number().int().describe("Entries of the pack that stand and stay"),
	providers: z.array(
		z.object({
			id: z.string(),
			name: z.string(),
			names: z.array(z.string()).describe("Verified client names"),
			spf: z.array(z.string()).describe("SPF records that list its hosts, to compare with; empty: no source tells"),
			source: z.object({ url: z.string(), seen: z.string().describe("A host that was seen to send"), asOf: day }),
		}),
	),
});
export type PackTold = z.infer<typeof packShape>;

export const getPack = route({
	method: "GET",
	path: "/v1/whitelists/pack",
	summary: "The pack of large senders in this build, and how it differs from what is whitelisted",
	role: "viewer",
	capability: "whitelists",
	params: nothing,
	query: nothing,
	body: nothing,
	reply: packShape,
});

export const setPack = route({
	method: "PUT",
	path: "/v1/whitelists/pack",
	summary: "Switch the large senders on, take the changes of a new pack, or switch them off; one action, one undo",
	role: "operator",
	capability: "whitelists",
	params: nothing,
	query: nothing,
	body: z.object({
		enabled: z.boolean(),
		date: day.optional().describe("Of the pack that was looked at: refused where the host carries another"),
		reason: z.string().max(MAX_REASON).default(""),
	}),
	reply: z.union([actedShape, unchangedShape]),
});
