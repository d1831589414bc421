/** `greydesk status`: how a daemon is, on one screen. With --json: the answer of `GET /v1/status`. */
import type { Command } from "commander";
import type { z } from "zod";
import { durationWords } from "../../shared/base/duration.ts";
import type { CounterName } from "../../shared/policy/counters.ts";
import { hello, status } from "../../shared/protocol/system-routes.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { shortened } from "./columns.ts";
import { harmless } from "./harmless.ts";
import { countersWords } from "./reason-words.ts";
import { sentence, type Terminal } from "./terminal.ts";
import { absolute, both, relative } from "./when.ts";
import { facts } from "./wrapped.ts";

type Hello = z.infer<typeof hello.reply>;
type Status = z.infer<typeof status.reply>;

/** The names before each line, and the space behind them. */
const NAMES_WIDE = 15;

export function statusCommand(context: Context): Command {
	return hostCommand("status", "how the daemon is: listeners, triplets, counts, journal, alerts").action(
		async (flags: HostFlags) => {
			const host = hostOf(flags, context);
			const answer = await ask(host, status);
			if (flags.json) return context.terminal.json(answer);
			const greeting = await ask(host, hello);
			const called = host.named === null || host.named === greeting.host ? null : host.named;
			for (const line of screen({ ...greeting, called }, answer, context.terminal)) context.terminal.line(line);
		},
	);
}

/** `called`: as this host was named, where that is not what it calls itself. */
function screen(
	greeting: Hello & { readonly called: string | null },
	now: Status,
	terminal: Terminal,
): readonly string[] {
	const rows: (readonly [string, string])[] = [
		["Host", `${hostWords(greeting)}, greydesk ${harmless(greeting.version)}, role ${greeting.role}`],
		["Mode", modeWords(greeting, now, terminal)],
		["Running", `for ${durationWords((now.now - now.startedAt) / 1000)}, since ${absolute(now.startedAt)}`],
		...listenerRows(now),
		["Triplets", triplets(now)],
		["Mail", counts(now)],
		["Journal", journal(now, terminal)],
		["History", history(now, terminal)],
		...resolver(now, terminal),
		...largeSenders(now, terminal),
		[
			"Memory",
			`${bytes(now.memoryBytes)}, ${now.readers} ${now.readers === 1 ? "reader" : "readers"} of the live stream`,
		],
		...alerts(now, terminal),
	];
	return facts(rows, terminal);
}

function hostWords({ called, host }: { readonly called: string | null; readonly host: string }): string {
	return called === null ? harmless(host) : `${harmless(called)} (it calls itself ${harmless(host)})`;
}

/** On a terminal one line each, so that all of it is one screen: `greydesk alerts` tells the rest. */
function alerts({ alerts: raised, now }: Status, terminal: Terminal): readonly (readonly [string, string])[] {
	if (raised.length === 0) return [["Alerts", "none"]];
	const { width } = terminal;
	const more = width === null ? ":" : "; what to do: greydesk alerts";
	const lines = raised.map((alert): [string, string] => {
		const words = `${sentence(harmless(alert.words))}, raised ${both(alert.raisedAt, now)}${seenBy(alert)}`;
		if (width === null) return ["", words];
		const seen = alert.acknowledged == null ? "" : "(seen) ";
		return ["", shortened(`${seen}${sentence(harmless(alert.words))}`, Math.max(20, width - NAMES_WIDE))];
	});
	return [["Alerts", terminal.paint("red", `${raised.length}${more}`)], ...lines];
}

/** Said where it is on: what is off by intent is no news. */
function largeSenders({ pack }: Status, terminal: Terminal): readonly (readonly [string, string])[] {
	if (pack === undefined || pack.enabled === null) return [];
	const { date, enabled, added, removed } = pack;
	const on = `on, of the pack of ${harmless(enabled)}`;
	if (added + removed === 0) return [["Large senders", on]];
	const words = `that of ${harmless(date)} has ${added} more and ${removed} less: see greydesk whitelist pack diff`;
	return [["Large senders", `${on}; ${terminal.paint("amber", words)}`]];
}

/** Empty where nobody has said so, or an older daemon does not tell. */
export function seenBy({ acknowledged }: Status["alerts"][number]): string {
	return acknowledged == null ? "" : `, seen by ${harmless(acknowledged.by)}`;
}

function modeWords(greeting: Hello, now: Status, terminal: Terminal): string {
	const parts = [
		now.mode === "enforce"
			? "enforce: what is new is deferred"
			: terminal.paint("amber", "shadow: nothing is deferred"),
	];
	if (now.passAllUntilAt !== null) parts.push(terminal.paint("red", passAllWords(now.passAllUntilAt, now.now)));
	if (greeting.engine.sample) parts.push(`sample traffic, clock runs ${greeting.speed} times as fast`);
	return parts.join("; ");
}

function passAllWords(untilAt: number, now: number): string {
	return `everything passes for another ${durationWords((untilAt - now) / 1000)}, until ${absolute(untilAt)}`;
}

function listenerRows(now: Status): readonly (readonly [string, string])[] {
	if (now.listeners.length === 0) return [["Policy port", "none: no mail server can ask"]];
	return now.listeners.map((listener, index) => [
		index === 0 ? "Policy port" : "",
		[
			harmless(listener.address),
			`${listener.requests} requests since the start, ${listener.connections} open connections`,
			listener.lastAskedAt === null
				? "never asked since then"
				: `last asked ${relative(listener.lastAskedAt, now.now)}`,
			...(listener.refused > 0 ? [`${listener.refused} connections refused`] : []),
		].join(", "),
	]);
}

/** Those that are only watched wait for nothing: shadow mode let their mail through. */
function triplets({ triplets: { waiting, watched = 0, passed, approved, expired }, evicted = 0 }: Status): string {
	const seen = watched === 0 ? "" : `, ${watched} watched (seen once, and let through)`;
	const gone = evicted === 0 ? "" : `; ${evicted} had to make room since the start`;
	return `${waiting} waiting${seen}, ${passed} passed, ${approved} approved, ${expired} expired; as of now${gone}`;
}

function counts(now: Status): string {
	const words = Object.entries(countersWords).flatMap(([name, text]) => {
		const count = now.counters[name as CounterName] ?? 0;
		return count === 0 ? [] : [`${count} ${text}`];
	});
	// The journal's counts outlive a restart; what could not be read is in no journal.
	const incomplete = now.incomplete === 0 ? "" : `; ${now.incomplete} incomplete requests since the start`;
	return (words.length === 0 ? "none yet" : `${words.join(", ")}, since the journal began`) + incomplete;
}

function journal(now: Status, terminal: Terminal): string {
	const { open, why, bytes: size, lastSyncAt, folder } = now.journal;
	if (open)
		return terminal.paint(
			"red",
			`everything passes unrecorded: ${harmless(why ?? "it cannot be written, it is unknown why")}`,
		);
	return `${bytes(size)} in ${harmless(folder)}, synced ${relative(lastSyncAt, now.now)}`;
}

function history(now: Status, terminal: Terminal): string {
	const { behindEvents, behindSeconds, problem } = now.history;
	if (problem !== null) return terminal.paint("red", harmless(problem));
	return behindEvents === 0 ? "up to date" : `${behindEvents} events, ${durationWords(behindSeconds)} behind`;
}

/** No line where nothing was asked of the DNS: nobody set a condition about it. */
function resolver({ dns }: Status, terminal: Terminal): readonly (readonly [string, string])[] {
	if (dns === undefined || dns.state === "unused") return [];
	const { answered = 0, none = 0, failed = 0, late = 0, refused = 0 } = dns.questions;
	const servers = harmless(dns.servers.join(", "));
	if (dns.state === "down") return [["DNS", terminal.paint("red", `${servers} does not answer`)]];
	const counts = `${answered + none} answers, ${dns.cached} from memory, ${failed + late + refused} without an answer`;
	const lists = dns.lists.map(({ name, problem }): [string, string] => [
		"",
		terminal.paint("red", harmless(`${name} ${problem}`)),
	]);
	return [["DNS", `${servers}: ${counts}, since the start`], ...lists];
}

function bytes(count: number): string {
	if (count < 1024) return `${count} B`;
	const units = ["KiB", "MiB", "GiB", "TiB"];
	const power = Math.min(units.length, Math.floor(Math.log2(count) / 10));
	return `${(count / 1024 ** power).toFixed(1)} ${units[power - 1]}`;
}
