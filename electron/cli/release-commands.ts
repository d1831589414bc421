/**
 * `greydesk triplets approve` and `purge`: which ones is said in exactly one way (ids, a query, or for approve a mail
 * that may never have been seen). The reply says whether; the action's id and the way back are printed.
 */
import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import type { z } from "zod";
import { hello } from "../../shared/protocol/system-routes.ts";
import { approve, MAX_SELECTION, purge } from "../../shared/protocol/triplet-routes.ts";
import { tellActed } from "./acted.ts";
import { ask, type Context, duration, type Host, type HostFlags, hostCommand, hostOf, wholeNumber } from "./ask.ts";
import { wrongUsage } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { typedAddress } from "./mail-words.ts";
import { table } from "./triplets-table.ts";

interface WhichFlags extends HostFlags {
	readonly query?: string;
	readonly expect?: number;
	readonly selection?: string;
	readonly reason: string;
	readonly dryRun?: boolean;
}

interface PurgeFlags extends WhichFlags {
	readonly alsoAutoWhitelist?: boolean;
}

interface ApproveFlags extends WhichFlags {
	readonly mail?: readonly string[];
	readonly client?: string;
	readonly until?: number;
}

export function approveCommand(context: Context): Command {
	return which(hostCommand("approve", "let these mails pass at their next attempt, from whichever client"))
		.option("--mail <from-and-to...>", "sender and recipient of a mail, seen or not; <> is the null sender")
		.option("--client <ip>", "with --mail: only from this address")
		.option("--until <duration>", "how long it may take, such as 2h (default: its retry window, else 24h)", duration)
		.action((ids: readonly string[], flags: ApproveFlags) => runApprove(context, ids, flags));
}

export function purgeCommand(context: Context): Command {
	return which(hostCommand("purge", "forget these triplets: their next attempt is new"))
		.option("--also-auto-whitelist", "forget, too, the auto-whitelists that would let their mail through all the same")
		.action(async (ids: readonly string[], flags: PurgeFlags) => {
			const alsoAutoWhitelist = flags.alsoAutoWhitelist ?? false;
			const body = { ...oneWay(ids, flags, null), ...how(flags), alsoAutoWhitelist };
			const host = hostOf(flags, context);
			const reply = await ask(host, purge, { body, headers: once() });
			if (!flags.json) tellTrust(context, reply, host.again);
			await tell(context, { host, flags, reply, verb: "Purged" });
		});
}

function which(command: Command): Command {
	return command
		.argument("[ids...]", "as greydesk triplets list shows them")
		.option("--query <q>", "all that match, such as: state:waiting sender:*@example.com")
		.option(
			"--expect <n>",
			"with --query, unless --dry-run: refuse unless exactly so many match",
			wholeNumber(0, MAX_SELECTION),
		)
		.option("--selection <id>", "those an earlier --dry-run showed")
		.option("--reason <words>", "why, for the audit trail", "")
		.option("--dry-run", "change nothing; show which ones and a selection to act on");
}

async function runApprove(context: Context, ids: readonly string[], flags: ApproveFlags): Promise<void> {
	const mail = mailOf(flags);
	const ways = oneWay(ids, flags, mail);
	const host = hostOf(flags, context);
	// The end is an instant of the host's clock, which need not be ours.
	const until = flags.until === undefined ? {} : { until: (await ask(host, hello)).now + flags.until * 1000 };
	const reply = await ask(host, approve, { body: { ...ways, ...how(flags), ...until }, headers: once() });
	await tell(context, { host, flags, reply, verb: "Approved" });
}

type Mail = { readonly sender: string; readonly recipient: string; readonly client?: string };

function mailOf(flags: ApproveFlags): Mail | null {
	if (flags.mail === undefined) {
		if (flags.client !== undefined) throw wrongUsage("--client narrows --mail: give both");
		return null;
	}
	const [from, to, ...more] = flags.mail;
	if (from === undefined || to === undefined || more.length > 0)
		throw wrongUsage("--mail takes two addresses: --mail FROM TO");
	const mail = { sender: typedAddress(from), recipient: typedAddress(to) };
	return flags.client === undefined ? mail : { ...mail, client: flags.client };
}

function oneWay(ids: readonly string[], flags: WhichFlags, mail: Mail | null) {
	const { query, expect, selection } = flags;
	const given = [ids.length > 0, query !== undefined, selection !== undefined, mail !== null].filter(Boolean).length;
	if (given !== 1)
		throw wrongUsage("Say which ones in exactly one way: by ids, --query, --selection or, to approve, --mail");
	if (expect !== undefined && query === undefined) throw wrongUsage("--expect goes with --query");
	if (query !== undefined && expect === undefined && flags.dryRun !== true)
		throw wrongUsage("--query needs --expect N, how many you mean to act on: look first with --dry-run");
	if (ids.length > MAX_SELECTION) throw wrongUsage(`At most ${MAX_SELECTION} at once`);
	return {
		...(ids.length > 0 ? { ids: [...ids] } : {}),
		...(query === undefined ? {} : { q: query }),
		...(expect === undefined ? {} : { expect }),
		...(selection === undefined ? {} : { selection }),
		...(mail === null ? {} : { mail }),
	};
}

function how(flags: WhichFlags): { readonly reason: string; readonly dryRun: boolean } {
	return { reason: flags.reason, dryRun: flags.dryRun ?? false };
}

/** One run of the command is one action, however often the request is sent. */
function once(): Readonly<Record<string, string>> {
	return { "idempotency-key": randomUUID() };
}

/** A purge alone does not stop mail of senders that proved themselves: who is let through, and how to end that too. */
function tellTrust({ terminal }: Context, reply: z.infer<typeof purge.reply>, again: string): void {
	const trust = reply.autoWhitelisted;
	if (trust === undefined || trust.count === 0) return;
	const shown = trust.keys.slice(0, 5).map((key) => harmless(key));
	const names = `${shown.join(", ")}${trust.entries > shown.length ? ` and ${trust.entries - shown.length} more` : ""}`;
	const dry = "dryRun" in reply;
	if (trust.removed) {
		terminal.note(`Auto-whitelists ${dry ? "that would go" : "that went"} with them: ${names}`);
		return;
	}
	const whose = trust.count === 1 ? "Mail of 1 of them is" : `Mail of ${trust.count} of them is`;
	const way = dry
		? "--also-auto-whitelist ends that too"
		: `greydesk whitelist remove ${shown[0] ?? ""}${again} ends that`;
	terminal.note(`${whose} let through all the same, by auto-whitelist (${names}): ${way}`);
}

interface Told {
	readonly host: Host;
	readonly flags: WhichFlags;
	readonly reply: z.infer<typeof approve.reply>;
	readonly verb: string;
}

async function tell(context: Context, { host, flags, reply, verb }: Told): Promise<void> {
	const { terminal } = context;
	if (!("dryRun" in reply)) return tellActed(terminal, reply, { verb, again: host.again, json: flags.json === true });
	if (flags.json) return terminal.json(reply);
	const { now } = await ask(host, hello);
	for (const line of table(reply.sample, now, terminal)) terminal.line(line);
	terminal.line(
		`${reply.count} would be ${verb.toLowerCase()}; nothing has changed. To do it: --selection ${reply.selection}`,
	);
}
