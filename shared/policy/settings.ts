/**
 * Every setting: unit, default, bounds and meaning, declared once. The settings form, the command and the
 * README's table come from here. Defaults follow RFC 6647 and RFC 5321 4.5.4.1, and say so.
 */
import { z } from "zod";

/** `unit` goes into the JSON schema beside the meaning: a form shows it, a command reads `5m` where it is seconds. */
const whole = (unit: string, [least, most]: readonly [number, number], initial: number) =>
	z.number().int().min(least).max(most).default(initial).meta({ unit });
const seconds = (words: string, bounds: readonly [number, number], initial: number) =>
	whole("seconds", bounds, initial).describe(words);

const DAY = 86_400;

export const senderRulesSchema = z.strictObject({
	verp: z.boolean().default(true).describe("Fold VERP: list-owner+user=example.org@… and bounce-1234@…"),
	batv: z.boolean().default(true).describe("Fold BATV: prvs=tag=user@…"),
	srs: z.boolean().default(true).describe("Fold SRS0 and SRS1 to the address they carry"),
	plus: z.boolean().default(true).describe("Drop +extension"),
	esp: z.boolean().default(true).describe("Fold bounce addresses of bulk senders: long hexadecimal or numeric parts"),
});

export const settingsSchema = z.strictObject({
	mode: z
		.enum(["enforce", "shadow"])
		.default("enforce")
		.describe("enforce: defer what is new. shadow: decide and record, never defer"),
	delay: seconds("How long a new triplet waits (RFC 6647: one minute to 24 hours)", [0, DAY], 60),
	retryWindow: seconds("How long from the first attempt on a retry is expected", [60, 30 * DAY], 2 * DAY),
	forgetAfter: seconds("How long until a waiting triplet is forgotten (RFC 5321: 4-5 days)", [60, 60 * DAY], 5 * DAY),
	passLifetime: seconds("How long a passed triplet is remembered after its last use", [60, 400 * DAY], 36 * DAY),
	clientKey: z
		.enum(["domain", "network", "address"])
		.default("domain")
		.describe("domain: registered domain of the verified name, else the network"),
	ipv4Prefix: whole("bits", [8, 32], 24).describe("Bits of an IPv4 client that count"),
	ipv6Prefix: whole("bits", [16, 128], 64).describe("Bits of an IPv6 client that count"),
	senderRules: senderRulesSchema.prefault({}),
	nullSender: z
		.enum(["pass", "at-data"])
		.default("pass")
		.describe("pass: the null sender is never deferred. at-data: decided at DATA where Postfix asks there too"),
	trustedNetworks: z.array(z.string().max(64)).max(1000).default([]).describe("Own and trusted networks, CIDR"),
	exemptRecipients: z
		.array(z.string().max(320))
		.max(1000)
		.default(["postmaster@", "abuse@"])
		.describe("Recipients never greylisted: user@example.org, user@ (any domain) or example.org"),
	recipientDomains: z
		.array(z.string().max(320))
		.max(10_000)
		.default([])
		.describe("If given, only mail to these is greylisted: example.org, *.example.org, user@example.org or user@"),
	overrides: z
		.array(z.string().max(1000))
		.max(1000)
		.default([])
		.describe("Other settings for some recipients, one a line: example.org delay=5m, or user@example.org greylist=off"),
	autoWhitelist: z
		.strictObject({
			enabled: z.boolean().default(true).describe("Trust clients and sender domains that proved themselves"),
			passes: whole("passes", [1, 1000], 5).describe("Passes after a delay that are needed"),
			apart: seconds("Time that must lie between two passes that count", [0, DAY], 3600),
			distinct: whole("addresses", [1, 3], 3).describe("Different recipients, or senders, needed"),
			idle: seconds("Time without use that ends it", [60, 400 * DAY], 35 * DAY),
		})
		.prefault({}),
	passWhen: z
		.array(z.string().max(300))
		.max(20)
		.default([])
		.describe(
			"Mail that fulfils all of a line passes at once, one line suffices: spf=pass ptr=aligned, dnswl=list.dnswl.org, not dnsbl=zen.spamhaus.org",
		),
	dns: z
		.strictObject({
			whitelistSpf: z
				.boolean()
				.default(false)
				.describe("Ask for the SPF of senders on the whitelist whose client has no verified name in their domain"),
			timeout: seconds("How long a mail may wait for the DNS; Postfix waits 5 s by our recipe", [1, 4], 2),
			servers: z
				.array(z.string().max(64))
				.max(3)
				.default([])
				.describe("Resolvers to ask, 127.0.0.1 or [::1]:5353; if none is given, those of this machine"),
		})
		.prefault({}),
	correspondents: z
		.boolean()
		.default(false)
		.describe("Answers to mail of ours that was delivered in the last 90 days pass; learned from the mail log"),
	throttle: whole("triplets", [0, 100_000], 0).describe(
		"New triplets that one /24 or /64 may have waiting: further new ones are deferred and not remembered. 0: no bound",
	),
	maxTriplets: whole("triplets", [10, 10_000_000], 2_000_000).describe("Live triplets at most"),
	maxShare: z
		.number()
		.min(0.001)
		.max(1)
		.default(0.05)
		.meta({ unit: "part of 1" })
		.describe("Part of them that one /24, /64 or /48 may hold waiting"),
	reply: z
		.strictObject({
			code: z
				.enum(["defer-if-permit", "450", "451"])
				.default("defer-if-permit")
				.describe("defer-if-permit lets later rejects of yours answer first; a literal code answers before them"),
			text: z
				.string()
				.max(400)
				.default("Greylisted, please try again in {seconds} seconds")
				.describe("Tokens: {seconds} {retry} (as retry=60, a hint for clients) {domain} {triplet} {help}"),
			help: z
				.string()
				.max(200)
				.default("")
				.describe("Address of a page that explains the wait, for {help} in the text"),
		})
		.prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
/** The settings that make keys. */
export type KeySettings = Pick<Settings, "clientKey" | "ipv4Prefix" | "ipv6Prefix" | "senderRules">;
export type SenderRules = z.infer<typeof senderRulesSchema>;
export const defaultSettings: Settings = settingsSchema.parse({});
