/** The policy in force, and what it would decide. */
import { z } from "zod";
import { settingsSchema } from "../policy/settings.ts";
import { givenSettingsSchema } from "../policy/settings-given.ts";
import { route } from "./route.ts";
import { actedShape, instant, nothing, unchangedShape } from "./shapes.ts";
import { whitelistKinds } from "./whitelist-routes.ts";

export const getPolicy = route({
	method: "GET",
	path: "/v1/policy",
	summary: "Settings and revision",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({ revision: z.number().int(), settings: settingsSchema, passAllUntilAt: instant.nullable() }),
});

const settingValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

export const getSettingsSchema = route({
	method: "GET",
	path: "/v1/settings-schema",
	summary: "Every setting: unit, default, bounds, meaning; as JSON Schema and as a flat list, for forms",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({
		schema: z.record(z.string(), z.unknown()).describe("JSON Schema; numbers carry their unit as `unit`"),
		fields: z.array(
			z.object({
				key: z.string().describe("Dotted: autoWhitelist.passes"),
				kind: z.enum(["seconds", "number", "flag", "choice", "text", "list"]),
				unit: z.string().nullable(),
				words: z.string(),
				choices: z.array(z.string()),
				initial: settingValue.describe("The default"),
				least: z.number().nullable(),
				most: z.number().nullable(),
			}),
		),
	}),
});

export const putPolicy = route({
	method: "PUT",
	path: "/v1/policy",
	summary:
		"Change the settings; refused if somebody changed them since `revision`; nothing to do where they are in force",
	role: "operator",
	capability: "settings",
	params: nothing,
	query: nothing,
	body: z.object({
		settings: givenSettingsSchema.describe("All of them: what is left out is refused, not set back"),
		revision: z.number().int().optional(),
		reason: z.string().max(500).default(""),
		dryRun: z.boolean().default(false).describe("Change nothing: tell what would change"),
	}),
	reply: z.union([
		actedShape.extend({ warnings: z.array(z.string()) }),
		z.object({
			dryRun: z.literal(true),
			revision: z.number().int(),
			changes: z.array(z.object({ key: z.string(), before: settingValue, after: settingValue, words: z.string() })),
			warnings: z.array(z.string()),
		}),
		unchangedShape.extend({ revision: z.number().int(), warnings: z.array(z.string()) }),
	]),
});

const keyGroup = z.object({
	key: z.string(),
	count: z.number().int().describe("Different keys that become it, or that it falls into; a thousand at most"),
	members: z.array(z.string()).readonly().describe("Five of them at most"),
	triplets: z.number().int(),
});
const keyChanges = z.object({
	before: z.number().int().describe("Different keys by the settings in force"),
	after: z.number().int(),
	joined: z.array(keyGroup).readonly().describe("Several that become one, the largest first; 50 at most"),
	parted: z.array(keyGroup).readonly().describe("One that becomes several"),
	more: z.number().int().describe("Groups that are not told"),
});

export const previewKeys = route({
	method: "POST",
	path: "/v1/policy/preview",
	summary: "Which senders and clients of the triplets in memory other key settings would make one, or part",
	role: "viewer",
	capability: "explain",
	params: nothing,
	query: nothing,
	body: z.object({ settings: givenSettingsSchema }),
	reply: z.object({
		revision: z.number().int(),
		looked: z.number().int().describe("Triplets looked at: 50,000 at most"),
		triplets: z.number().int(),
		senders: keyChanges,
		clients: keyChanges,
	}),
});

export type PreviewedKeys = z.infer<typeof previewKeys.reply>;

export const passAll = route({
	method: "POST",
	path: "/v1/policy/pass-all",
	summary: "Let everything pass for a while, or end that",
	role: "operator",
	capability: "settings",
	params: nothing,
	query: nothing,
	body: z.object({
		seconds: z
			.number()
			.int()
			.min(0)
			.max(7 * 86_400)
			.describe("0 ends it"),
		reason: z.string().max(500).default(""),
	}),
	reply: z.union([
		actedShape.extend({ untilAt: instant.nullable() }),
		unchangedShape.extend({ untilAt: z.null().describe("It is off already") }),
	]),
});

export const explain = route({
	method: "POST",
	path: "/v1/explain",
	summary: "What would be decided now for such an attempt, and every rule that was asked",
	role: "viewer",
	capability: "explain",
	params: nothing,
	query: nothing,
	body: z.object({
		client: z.string().max(64),
		clientName: z.string().max(255).optional(),
		helo: z.string().max(255).optional(),
		sender: z.string().max(320),
		recipient: z.string().max(320),
		saslUser: z.string().max(255).optional(),
		state: z.enum(["RCPT", "DATA"]).default("RCPT"),
	}),
	reply: z.object({
		verdict: z.enum(["defer", "pass"]),
		rule: z.string(),
		secondsLeft: z.number().nullable(),
		/** The whitelist entry that lets it through, or the auto-whitelist; missing: an older daemon. */
		entry: z
			.object({ id: z.string(), kind: z.enum(whitelistKinds), pattern: z.string() })
			.nullable()
			.optional(),
		overrides: z
			.array(z.string())
			.optional()
			.describe("Lines of `overrides` that hold for this recipient, the most exact first; missing: an older daemon"),
		trace: z.array(
			z.object({
				rule: z.string(),
				asked: z.string(),
				answer: z.enum(["pass", "defer", "go on"]),
				why: z.string(),
			}),
		),
		facts: z
			.array(
				z.object({
					fact: z.string().describe("spf, or the name of a list"),
					answer: z.string(),
					why: z.string().nullable(),
					cached: z.boolean().describe("All of it was remembered: nobody was asked"),
					milliseconds: z.number(),
				}),
			)
			.optional()
			.describe("What was asked of the DNS; missing: an older daemon"),
	}),
});
