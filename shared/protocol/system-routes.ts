/** Who is there, how it is, what it counts. */
import { z } from "zod";
import { capabilities, route } from "./route.ts";
import { alertShape, instant, nothing, pointShape } from "./shapes.ts";
import { eventShape } from "./stream.ts";

export const hello = route({
	method: "GET",
	path: "/v1/hello",
	summary: "Product, contract version, engine, what it can do, and what time it is there",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({
		product: z.literal("greydesk"),
		version: z.string(),
		contract: z.literal(1),
		engine: z.object({
			kind: z.enum(["decider", "source"]),
			name: z.string(),
			version: z.string(),
			mode: z.enum(["enforce", "shadow"]),
			sample: z.boolean(),
		}),
		capabilities: z.array(z.string()).describe(`Of ${capabilities.join(", ")}; a newer daemon may know more`),
		role: z.enum(["viewer", "helpdesk", "operator"]),
		epoch: z.string(),
		now: instant,
		speed: z.number().describe("1; more where the clock of sample traffic runs fast"),
		host: z.string(),
	}),
});

export const status = route({
	method: "GET",
	path: "/v1/status",
	summary: "Uptime, listeners, counters, journal, lag of the history, alerts",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({
		now: instant,
		startedAt: instant,
		lastId: z.string(),
		mode: z.enum(["enforce", "shadow"]),
		passAllUntilAt: instant.nullable(),
		listeners: z.array(
			z.object({
				address: z.string(),
				connections: z.number().int(),
				/** When the last policy request came; null: never since start. */
				lastAskedAt: instant.nullable(),
				requests: z.number().int(),
				refused: z.number().int(),
			}),
		),
		counters: z.record(z.string(), z.number().int()),
		incomplete: z.number().int(),
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
		evicted: z
			.number()
			.int()
			.optional()
			.describe("Waiting mails forgotten to make room for new ones, since the start; missing: an older daemon"),
		journal: z.object({
			open: z.boolean(),
			why: z.string().nullable(),
			bytes: z.number().int(),
			lastSyncAt: instant,
			folder: z.string(),
		}),
		history: z.object({ behindEvents: z.number().int(), behindSeconds: z.number(), problem: z.string().nullable() }),
		dns: z
			.object({
				state: z.enum(["unused", "up", "down"]).describe("unused: nothing was asked since the start"),
				servers: z.array(z.string()),
				questions: z.record(z.string(), z.number().int()).describe("Since the start, by what they came to"),
				cached: z.number().int().describe("Answered from memory"),
				lists: z
					.array(z.object({ name: z.string(), problem: z.string() }))
					.describe("DNS lists that cannot be believed, and why"),
			})
			.optional()
			.describe("Our resolver, for conditions about SPF and lists; missing: an older daemon"),
		pack: z
			.object({
				date: z.string(),
				enabled: z.string().nullable(),
				added: z.number().int(),
				removed: z.number().int(),
			})
			.optional()
			.describe(
				"Large senders: the pack in this build, what is on here, and by how much they differ; missing: an older daemon",
			),
		alerts: z.array(alertShape),
		memoryBytes: z.number().int(),
		readers: z.number().int().describe("Open event streams"),
	}),
});

export const alerts = route({
	method: "GET",
	path: "/v1/alerts",
	summary: "What is raised now, oldest first, and who has seen it; the same list stands in the status",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({ alerts: z.array(alertShape) }),
});

export const acknowledgeAlert = route({
	method: "POST",
	path: "/v1/alerts/:id/acknowledge",
	summary: "Says that somebody has seen an alert; it stays until it is over, and is new when it comes again",
	role: "helpdesk",
	capability: null,
	params: z.object({ id: z.string().max(64) }),
	query: nothing,
	body: nothing,
	reply: alertShape,
});

export const healthz = route({
	method: "GET",
	path: "/healthz",
	summary: "Liveness: mail can be answered",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({ status: z.enum(["ok", "open"]) }),
});

const range = z.object({
	from: z.coerce.number().int().optional().describe("Epoch milliseconds; an hour ago where missing"),
	to: z.coerce.number().int().optional().describe("Epoch milliseconds; now where missing"),
});

export const statistics = route({
	method: "GET",
	path: "/v1/statistics",
	summary: "Counts over time; a point in a gap of ours has nulls, never zeros",
	role: "viewer",
	capability: "history",
	params: nothing,
	query: range.extend({ step: z.coerce.number().int().min(1).max(86_400).optional().describe("Seconds a point") }),
	body: nothing,
	reply: z.object({
		from: instant,
		to: instant,
		step: z.number().int(),
		points: z.array(pointShape),
		asOf: z.string(),
	}),
});

const percentiles = z.object({
	count: z.number().int(),
	median: z.number().nullable(),
	p95: z.number().nullable(),
	histogram: z.array(z.object({ upTo: z.number().describe("Seconds"), count: z.number().int() })),
});

export const delays = route({
	method: "GET",
	path: "/v1/delays",
	summary: "Added delay of mail that passed, ours (mayPassAt - firstSeenAt) and theirs (passedAt - mayPassAt) apart",
	role: "viewer",
	capability: "delays",
	params: nothing,
	query: range,
	body: nothing,
	reply: z.object({ from: instant, to: instant, ours: percentiles, theirs: percentiles, asOf: z.string() }),
});

export const MAX_RECENT = 500;
export const recent = route({
	method: "GET",
	path: "/v1/recent",
	summary: "What happened last, or last in a time, as the stream told it: newest first",
	role: "viewer",
	capability: "history",
	params: nothing,
	query: z.object({
		from: z.coerce.number().int().optional().describe("Epoch milliseconds; as far back as is kept where missing"),
		to: z.coerce.number().int().optional().describe("Epoch milliseconds, not included; now where missing"),
		limit: z.coerce.number().int().min(1).max(MAX_RECENT).default(200),
	}),
	body: nothing,
	reply: z.object({
		events: z.array(eventShape),
		more: z.boolean().describe("There may be earlier ones in this time"),
		asOf: z.string(),
	}),
});
