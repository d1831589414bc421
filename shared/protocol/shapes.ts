/** Shapes that more than one route speaks of (design 3.6). Unknown is null, never 0 or "". */
import { z } from "zod";

export const nothing = z.undefined();
/** Epoch milliseconds. */
export const instant = z.number().int();
export const seconds = z.number();

export const tripletShape = z.object({
	id: z.string(),
	state: z.enum(["waiting", "passed", "approved", "expired"]),
	/** `waiting`, but it was let through: shadow mode, or another rule; nobody waits. An older daemon does not tell. */
	watched: z.boolean().default(false),
	stage: z.enum(["RCPT", "DATA"]),
	client: z.string(),
	clientKey: z.string(),
	clientName: z.string().nullable(),
	helo: z.string().nullable(),
	sender: z.string(),
	senderKey: z.string(),
	recipients: z.array(z.string()),
	firstSeenAt: instant,
	lastSeenAt: instant,
	mayPassAt: instant,
	expiresAt: instant,
	passedAt: instant.nullable(),
	attempts: z.number().int(),
	ourDelaySeconds: seconds.nullable(),
	theirDelaySeconds: seconds.nullable(),
	outcome: z.enum(["confirmed", "overruled", "unknown"]),
	reason: z.string(),
	approval: z.object({ actionId: z.string(), untilAt: instant.nullable() }).nullable(),
	nextTry: z.object({ from: instant, to: instant, basis: z.string() }).nullable(),
});
export type Triplet = z.infer<typeof tripletShape>;

export const whoShape = z.object({
	name: z.string(),
	verified: z.boolean(),
	role: z.enum(["viewer", "helpdesk", "operator"]),
});

export const failedShape = z.array(z.object({ id: z.string(), why: z.string() }));

/** What an action answers: whether; the event says what. */
export const actedShape = z.object({
	actionId: z.string(),
	seq: z.number().int(),
	count: z.number().int(),
	failed: failedShape,
});
export type ActedReply = z.infer<typeof actedShape>;

/** What was asked for stands already: nothing was changed, and nothing is recorded. */
export const unchangedShape = z.object({ changed: z.literal(false) });

/** A dry run answers what it would do, and a pinned selection that the real call accepts. */
export const dryRunShape = z.object({
	dryRun: z.literal(true),
	selection: z.string(),
	count: z.number().int(),
	sample: z.array(tripletShape),
});

const counter = z.number().int().nullable();
export const pointShape = z.object({
	at: instant,
	deferredNew: counter,
	deferredEarly: counter,
	deferredThrottled: counter,
	passedAfterDelay: counter,
	passedKnown: counter,
	passedWhitelisted: counter,
	passedAutoWhitelisted: counter,
	passedExempt: counter,
	passedApproved: counter,
	passedShadow: counter,
	passedReturnedLate: counter,
	passedOverflow: counter,
	passedOpen: counter,
	expiredNeverRetried: counter,
	expiredRetriedElsewhere: counter,
	ignoredDeferral: counter,
	gap: z.boolean(),
});
export type Point = z.infer<typeof pointShape>;

/** Which of the known ways it is that a host cannot be used; programs go by it, people by the words. */
export const troubleKinds = [
	"no-ssh",
	"unknown-key",
	"changed-key",
	"key-refused",
	"no-name",
	"refused",
	"timed-out",
	"no-route",
	"no-socket",
	"no-permission",
	"no-daemon",
	"forwarding-forbidden",
	"not-greydesk",
	"other-contract",
	"silent",
	"closed",
	"ended",
	"failed",
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** Why a host cannot be used, and what mends it. */
export const troubleShape = z.object({
	kind: z.enum(troubleKinds),
	/** What is wrong: one sentence. */
	words: z.string(),
	/** The next step: one sentence. */
	mend: z.string(),
	/** A command to copy that does it, or begins it; null where no command does. */
	command: z.string().nullable(),
	/** `unknown-key`: what the host shows, to compare with what its owner knows; added again with one of these it is trusted. */
	keys: z.array(z.object({ type: z.string(), fingerprint: z.string() })),
});
export type Trouble = z.infer<typeof troubleShape>;

/** RFC 9457. `detail` is one sentence that says what to do. */
export const problemShape = z.object({
	type: z.string(),
	title: z.string(),
	status: z.number().int(),
	detail: z.string(),
	/** Of a query: 1-based column of what is wrong. */
	column: z.number().int().optional(),
	/** Of a body: which field is wrong, as `settings.overrides.0`, and what of it, without its name. */
	field: z.object({ path: z.string(), words: z.string() }).optional(),
	/** Of a host that cannot be reached; `detail` says the same in one breath. */
	trouble: troubleShape.optional(),
});
export type Problem = z.infer<typeof problemShape>;

export const alertShape = z.object({
	id: z.string(),
	words: z.string(),
	raisedAt: instant,
	acknowledged: z
		.object({ at: instant, by: z.string() })
		.nullable()
		.optional()
		.describe("Who has seen it, and when; missing: an older daemon"),
});
