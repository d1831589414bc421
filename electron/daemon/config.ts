/**
 * `greydesk.toml`: where things are and who may ask. Policy and whitelists are not here; they live in the audit log.
 * An error names the file and the key. Unknown keys are errors: a misspelt one would else be silently without effect.
 *
 *   data = "/var/lib/greydesk"
 *   mail-log = "/var/log/mail.log"    # or "journal:"
 *   [policy]
 *   listen = ["127.0.0.1:10023", "unix:/var/spool/postfix/private/greydesk"]
 *   allow = ["192.0.2.0/24"]          # networks that may ask a listener beyond loopback
 *   connections = 4000
 *   [retention]
 *   days = 14                         # traffic older than this is dropped,
 *   bytes = "4 GiB"                   # and what is more than this; the audit log is kept for ever
 *   [management]
 *   socket = "unix:/run/greydesk/management.sock"
 */
import { readFile } from "node:fs/promises";
import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { issueWords } from "../../shared/base/issue-words.ts";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import { parseAddress } from "./listeners/address.ts";
import { parseNetwork } from "./listeners/allowed.ts";

const address = z.string().superRefine((text, context) => {
	const parsed = parseAddress(text);
	if (!parsed.ok) context.addIssue({ code: "custom", message: parsed.problem });
});
const network = z.string().superRefine((text, context) => {
	const parsed = parseNetwork(text);
	if (!parsed.ok) context.addIssue({ code: "custom", message: parsed.problem });
});

const units: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, TiB: 1024 ** 4 };
/** Two segments at least: the one that is written, and one to look back into. */
const LEAST_BYTES = 128 * 1024 ** 2;

/** `4294967296`, or text with a unit: "4 GiB". */
const bytes = z.union([z.number(), z.string()]).transform((given, context) => {
	const [, count = "", unit = ""] = /^(\d{1,15}) ?([KMGT]iB)$/.exec(String(given)) ?? [];
	const value = typeof given === "number" ? given : Number(count) * (units[unit] ?? Number.NaN);
	if (Number.isSafeInteger(value) && value >= LEAST_BYTES) return value;
	context.addIssue({ code: "custom", message: 'write bytes, or "512 MiB", "4 GiB"; 128 MiB at least' });
	return z.NEVER;
});

const configSchema = z.strictObject({
	data: z.string().min(1).optional(),
	policy: z
		.strictObject({
			listen: z.array(address).max(32).optional(),
			allow: z.array(network).max(1000).default([]),
			connections: z.number().int().min(10).max(100_000).optional(),
		})
		.prefault({}),
	retention: z
		.strictObject({ days: z.number().int().min(1).max(3650).optional(), bytes: bytes.optional() })
		.prefault({}),
	management: z.strictObject({ socket: address.optional() }).prefault({}),
	"mail-log": z.string().min(1).optional(),
});

export type Config = z.infer<typeof configSchema>;
export const noConfig: Config = configSchema.parse({});

/** Reads and checks a config file. A problem is one sentence with file and key. */
export async function readConfig(path: string): Promise<Outcome<Config>> {
	let text: string;
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		return bad(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
	}
	return parseConfig(text, path);
}

export function parseConfig(text: string, path: string): Outcome<Config> {
	let value: unknown;
	try {
		value = parse(text);
	} catch (error) {
		if (!(error instanceof TomlError)) throw error;
		const what = error.message.split("\n")[0] ?? "it is not TOML";
		return bad(`${path}, line ${error.line}, column ${error.column}: ${what}.`);
	}
	const checked = configSchema.safeParse(value);
	if (checked.success) return good(checked.data);
	return bad(checked.error.issues.map((issue) => `${path}: ${issueWords(keyOf(issue), issue)}`).join("; "));
}

function keyOf(issue: z.core.$ZodIssue): string {
	const keys = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys] : issue.path;
	return keys.length === 0 ? "the whole file" : keys.join(".");
}

/** The keys in which two configurations differ, in words for the log. */
export function changesBetween(before: Config, after: Config): readonly string[] {
	const flat = (config: Config) =>
		new Map<string, unknown>([
			["data", config.data],
			["policy.listen", config.policy.listen],
			["policy.allow", config.policy.allow],
			["policy.connections", config.policy.connections],
			["retention.days", config.retention.days],
			["retention.bytes", config.retention.bytes],
			["management.socket", config.management.socket],
			["mail-log", config["mail-log"]],
		]);
	const old = flat(before);
	return [...flat(after)]
		.filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(old.get(key)))
		.map(([key]) => key);
}
