/** Triplets: list, look at one, approve, purge. */
import { z } from "zod";
import { route } from "./route.ts";
import { actedShape, dryRunShape, instant, nothing, tripletShape } from "./shapes.ts";

export const sortKeys = [
	"lastSeenAt",
	"firstSeenAt",
	"mayPassAt",
	"attempts",
	"sender",
	"recipient",
	"client",
	"state",
] as const;
/** At most so many triplets in one action; more is asked for in parts. */
export const MAX_SELECTION = 20_000;

/** A page is made and checked in one turn, in which no mail is decided. */
export const MAX_PAGE = 500;

export const listTriplets = route({
	method: "GET",
	path: "/v1/triplets",
	summary: "Triplets that match a query, a page at a time",
	role: "viewer",
	capability: "list",
	params: nothing,
	query: z.object({
		q: z.string().max(2000).default(""),
		sort: z
			.string()
			.regex(/^-?[a-zA-Z]+$/)
			.default("-lastSeenAt")
			.describe(`A sort key, with - in front for descending: ${sortKeys.join(" ")}`),
		limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(100),
		cursor: z.string().max(2000).optional(),
	}),
	body: nothing,
	reply: z.object({
		rows: z.array(tripletShape),
		total: z.object({ value: z.number().int(), exact: z.boolean() }),
		next: z.string().nullable(),
		asOf: z.string(),
	}),
});

export const attemptShape = z.object({
	id: z.string(),
	at: instant,
	kind: z.enum(["deferred", "passed", "expired"]),
	reason: z.string(),
	rule: z.string().nullable(),
	why: z.string(),
	client: z.string().nullable(),
	clientName: z.string().nullable(),
	helo: z.string().nullable(),
	outcome: z.enum(["confirmed", "overruled", "unknown"]),
	/** What a mail log says the client was told, as `554 5.7.1`; unknown without one, and of an older daemon. */
	toldCode: z.string().nullish(),
});

export const showTriplet = route({
	method: "GET",
	path: "/v1/triplets/:id",
	summary: "One triplet: every attempt, why each was decided so, when it may pass, siblings",
	role: "viewer",
	capability: "list",
	params: z.object({ id: z.string().max(64) }),
	query: nothing,
	body: nothing,
	reply: z.object({
		triplet: tripletShape,
		/** The reason in words, and whose turn it is. */
		words: z.string(),
		attempts: z.array(attemptShape),
		/** Older attempts are no longer in the window. */
		attemptsComplete: z.boolean(),
		siblings: z.array(tripletShape),
		asOf: z.string(),
	}),
});

/** Exactly one way to say which. */
const which = {
	ids: z.array(z.string().max(64)).min(1).max(MAX_SELECTION).optional(),
	selection: z.string().max(64).optional().describe("From an earlier dryRun"),
	q: z.string().max(2000).optional(),
	expect: z
		.number()
		.int()
		.optional()
		.describe("With q, and needed there unless dryRun: refuse if another number matches now"),
};
const how = {
	reason: z.string().max(500).default(""),
	dryRun: z.boolean().default(false),
};

export const approve = route({
	method: "POST",
	path: "/v1/triplets/approve",
	summary: "Let these mails pass at the next attempt, from whichever client; greylisting only",
	role: "helpdesk",
	capability: "approve",
	params: nothing,
	query: nothing,
	body: z.object({
		...which,
		...how,
		mail: z
			.object({ sender: z.string().max(320), recipient: z.string().max(320), client: z.string().max(64).optional() })
			.optional()
			.describe("A mail that may never have been seen"),
		until: instant.optional().describe("Epoch milliseconds; else the end of the retry window, or 24 h"),
	}),
	reply: z.union([actedShape, dryRunShape]),
});

/** More keys than this are counted, not listed. */
export const MAX_KEYS_SHOWN = 100;

/** Missing: an older daemon, which does not tell. */
const autoWhitelisted = z
	.object({
		count: z.number().int().describe("So many of these triplets have mail that an auto-whitelist lets through"),
		entries: z.number().int().describe("Auto-whitelist entries that do so"),
		keys: z.array(z.string()).describe(`client:… or domain:…, the first ${MAX_KEYS_SHOWN}`),
		removed: z.boolean().describe("They are forgotten with the triplets; undo puts them back"),
	})
	.optional();

export const purge = route({
	method: "POST",
	path: "/v1/triplets/purge",
	summary: "Forget these triplets: the next attempt is new",
	role: "operator",
	capability: "purge",
	params: nothing,
	query: nothing,
	body: z.object({
		...which,
		...how,
		alsoAutoWhitelist: z
			.boolean()
			.default(false)
			.describe("Forget, too, the auto-whitelists that would let their mail through"),
	}),
	reply: z.union([actedShape.extend({ autoWhitelisted }), dryRunShape.extend({ autoWhitelisted })]),
});
