/**
 * The whitelists: entries that operators made, and beside them, as kind `auto`, what senders earned by themselves
 * (read only, but they can be taken away). What is allowed but probably not meant is told as warnings.
 */
import { z } from "zod";
import { listFormats } from "../analysis/whitelist-files/read-list.ts";
import { entryKinds } from "../policy/whitelist-entry.ts";
import { route } from "./route.ts";
import { actedShape, instant, nothing, unchangedShape } from "./shapes.ts";

export const whitelistKinds = [...entryKinds, "auto"] as const;
export const MAX_REASON = 500;
export const whitelistSortKeys = ["addedAt", "kind", "pattern", "owner", "expiresAt", "hits", "lastHitAt"] as const;

export const whitelistEntryShape = z.object({
	/** Of an auto-whitelist its key: `client:192.0.2.10`, `domain:example.net`. */
	id: z.string(),
	kind: z.enum(whitelistKinds),
	pattern: z.string(),
	reason: z.string(),
	owner: z.string().nullable().describe("null: nobody, it was earned"),
	addedAt: instant.describe("Of an auto-whitelist: since when it holds"),
	expiresAt: instant.nullable().describe("Of an auto-whitelist: where nobody uses it until then"),
	expired: z.boolean(),
	hits: z.number().int().nullable().describe("Attempts it let through; null: not counted"),
	lastHitAt: instant.nullable(),
});
export type WhitelistRow = z.infer<typeof whitelistEntryShape>;

export const listWhitelists = route({
	method: "GET",
	path: "/v1/whitelists",
	summary: "Whitelist entries, the latest first unless sorted otherwise, with their hits; auto-whitelists too",
	role: "viewer",
	capability: "whitelists",
	params: nothing,
	query: z.object({
		q: z.string().max(200).default("").describe("Part of pattern, reason or owner; or an address an entry covers"),
		kind: z.enum(whitelistKinds).optional(),
		expired: z.enum(["true", "false"]).optional().describe("Only those whose time is over, or only the others"),
		sort: z
			.string()
			.regex(/^-?[a-zA-Z]+$/)
			.default("-addedAt")
			.describe(`A sort key, with - in front for descending: ${whitelistSortKeys.join(" ")}`),
		limit: z.coerce.number().int().min(1).max(1000).default(100),
		cursor: z.string().max(1000).optional(),
	}),
	body: nothing,
	reply: z.object({
		rows: z.array(whitelistEntryShape),
		total: z.object({ value: z.number().int(), exact: z.boolean() }),
		next: z.string().nullable(),
		asOf: z.string(),
	}),
});

const addedShape = whitelistEntryShape.omit({ id: true, expired: true, hits: true, lastHitAt: true });

export const addWhitelist = route({
	method: "POST",
	path: "/v1/whitelists",
	summary: "Whitelist an address, network, verified name, recipient or proven sender",
	role: "operator",
	capability: "whitelists",
	params: nothing,
	query: nothing,
	body: z.object({
		kind: z.enum(entryKinds),
		pattern: z
			.string()
			.max(320)
			.describe("192.0.2.1, 192.0.2.0/24, *.example.net, user@example.net, user@, example.net"),
		reason: z.string().max(MAX_REASON).default(""),
		owner: z.string().max(64).optional().describe("Who answers for it; else who asks"),
		expiresAt: instant.optional().describe("Epoch milliseconds; else it holds until it is removed"),
		replace: z.boolean().default(false).describe("Take the place of an entry with the same pattern"),
		dryRun: z.boolean().default(false),
	}),
	reply: z.union([
		actedShape.extend({ id: z.string(), entry: addedShape, warnings: z.array(z.string()) }),
		z.object({ dryRun: z.literal(true), entry: addedShape, warnings: z.array(z.string()) }),
		unchangedShape
			.extend({ id: z.string(), entry: addedShape, warnings: z.array(z.string()) })
			.describe("Such an entry stands already, with all that was given"),
	]),
});

const toldLineShape = z.object({
	file: z.string(),
	line: z.number().int().describe("Counted from 1"),
	text: z.string().describe("As it stands there; long ones are cut"),
	why: z.string(),
});
export type ToldLineRow = z.infer<typeof toldLineShape>;

export const importWhitelists = route({
	method: "POST",
	path: "/v1/whitelists/import",
	summary: "Take over whitelists of postgrey, sqlgrey, greylistd, milter-greylist, or networks; one action, one undo",
	role: "operator",
	capability: "whitelists",
	params: nothing,
	query: nothing,
	body: z.object({
		files: z
			.array(
				z.object({
					name: z.string().max(400).describe("For the report; and to tell the format by where none is given"),
					text: z.string().max(1_000_000),
					format: z.enum(listFormats).optional(),
				}),
			)
			.min(1)
			.max(20),
		reason: z.string().max(MAX_REASON).default("").describe("Of entries whose line has no comment"),
		owner: z.string().max(64).optional().describe("Who answers for them; else who asks"),
		dryRun: z.boolean().default(false),
	}),
	reply: z.object({
		dryRun: z.boolean(),
		acted: actedShape.nullable().describe("null: a dry run, or there was nothing new"),
		count: z.number().int().describe("New entries"),
		added: z.array(
			z.object({ kind: z.enum(entryKinds), pattern: z.string(), file: z.string(), line: z.number().int() }),
		),
		notUnderstood: z.array(toldLineShape).describe("Nothing was taken over of these lines"),
		notes: z.array(toldLineShape).describe("Taken over, but not quite the same, or very wide"),
		known: z.array(toldLineShape).describe("There already, or more than once in these files"),
	}),
});
export type ImportedLists = z.infer<typeof importWhitelists.reply>;

export const removeWhitelist = route({
	method: "DELETE",
	path: "/v1/whitelists/:id",
	summary: "Remove a whitelist entry, or take an auto-whitelist away; undo puts it back",
	role: "operator",
	capability: "whitelists",
	params: z.object({ id: z.string().max(400) }),
	query: z.object({ reason: z.string().max(MAX_REASON).default("") }),
	body: nothing,
	reply: actedShape,
});
