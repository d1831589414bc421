/** `greydesk policy`: the settings in force; change, export and import them. Every change says what it changes. */
import { Command } from "commander";
import { flatSettings, settingChanges, settingFields } from "../../shared/policy/setting-fields.ts";
import { shownValue } from "../../shared/policy/setting-words.ts";
import type { Settings } from "../../shared/policy/settings.ts";
import { getPolicy, putPolicy } from "../../shared/protocol/policy-routes.ts";
import { tellActed } from "./acted.ts";
import { ask, type Context, type HostFlags, hostCommand, hostOf } from "./ask.ts";
import { columns } from "./columns.ts";
import { failed, wrongUsage } from "./exit.ts";
import { harmless } from "./harmless.ts";
import { changed } from "./policy-edit.ts";
import { readSettings, settingsText } from "./policy-file.ts";
import { previewChanges } from "./policy-preview.ts";
import type { Terminal } from "./terminal.ts";
import { absolute } from "./when.ts";

interface ChangeFlags extends HostFlags {
	readonly reason: string;
	readonly dryRun?: boolean;
}

export function policyCommand(context: Context): Command {
	return new Command("policy")
		.description("show, change, export and import the settings")
		.addCommand(
			hostCommand("show", "every setting, its value and meaning")
				.argument("[words...]", "only settings whose name holds one of these")
				.action((words: readonly string[], flags: HostFlags) => show(context, words, flags)),
		)
		.addCommand(
			changing(hostCommand("set", "change settings: delay=5m trustedNetworks+=192.0.2.0/24"))
				.argument(
					"<changes...>",
					"setting=value; += and -= add to and take from a list; of durations a bare number is seconds",
				)
				.action((changes: readonly string[], flags: ChangeFlags) =>
					change(context, flags, (settings) => {
						const after = changed(settings, changes);
						if (!after.ok) throw wrongUsage(after.problem);
						return after.value;
					}),
				),
		)
		.addCommand(
			hostCommand(
				"preview",
				"which senders and clients would become one, or part: senderRules.plus=off clientKey=network",
			)
				.argument("<changes...>", "setting=value, as for set; nothing is changed")
				.action((changes: readonly string[], flags: HostFlags) => previewChanges(context, changes, flags)),
		)
		.addCommand(
			hostCommand("export", "the settings as a file for configuration management, on standard output")
				.option("--toml", "as TOML (the default); --json as JSON")
				.action(async (flags: HostFlags) => {
					const { settings } = await ask(hostOf(flags, context), getPolicy);
					context.terminal.line(settingsText(settings, flags.json ? "json" : "toml").trimEnd());
				}),
		)
		.addCommand(
			changing(hostCommand("import", "take settings from a file, TOML or JSON; what it does not name is the default"))
				.argument("<file>", "- is standard input")
				.action(async (file: string, flags: ChangeFlags) => {
					const after = await readSettings(file);
					if (!after.ok) throw failed(after.problem);
					await change(context, flags, () => after.value);
				}),
		);
}

function changing(command: Command): Command {
	return command
		.option("--reason <words>", "why, for the audit trail", "")
		.option("--dry-run", "change nothing; show what would change");
}

async function show(context: Context, words: readonly string[], flags: HostFlags): Promise<void> {
	const { terminal } = context;
	const policy = await ask(hostOf(flags, context), getPolicy);
	if (flags.json) return terminal.json(policy);
	const values = flatSettings(policy.settings);
	const rows = settingFields
		.filter(({ key }) => words.length === 0 || words.some((word) => key.toLowerCase().includes(word.toLowerCase())))
		.map(({ key, initial, unit, words: meaning }) => {
			const value = values.get(key) ?? initial;
			const own = JSON.stringify(value) !== JSON.stringify(initial);
			const shown = withUnit(harmless(shownValue(key, value)), unit);
			return [key, shown, own ? `(default ${withUnit(shownValue(key, initial), unit)})` : "", meaning];
		});
	if (rows.length === 0) throw failed(`No setting is called like ${words.join(" ")}: greydesk policy show lists all`);
	for (const line of columns(rows)) terminal.line(line);
	terminal.note(`Revision ${policy.revision}`);
	if (policy.passAllUntilAt !== null) terminal.note(`Everything passes until ${absolute(policy.passAllUntilAt)}.`);
}

/** Durations carry theirs already: `5m`. */
function withUnit(shown: string, unit: string | null): string {
	if (unit === null || unit === "seconds") return shown;
	return unit.startsWith("part") ? `${shown} (${unit})` : `${shown} ${unit}`;
}

async function change(context: Context, flags: ChangeFlags, next: (settings: Settings) => Settings): Promise<void> {
	const { terminal } = context;
	const host = hostOf(flags, context);
	const before = await ask(host, getPolicy);
	const after = next(before.settings);
	const changes = settingChanges(before.settings, after);
	if (changes.length === 0) return tellUnchanged(terminal, before.revision, flags);
	if (flags.dryRun) {
		if (flags.json) return terminal.json({ dryRun: true, revision: before.revision, changes });
		tellChanges(terminal, changes);
		return terminal.note("Nothing has changed yet: leave out --dry-run to do it.");
	}
	// The revision keeps two operators from overwriting each other unseen.
	const body = { settings: after, revision: before.revision, reason: flags.reason };
	const reply = await ask(host, putPolicy, { body });
	if ("dryRun" in reply) throw failed("The daemon only looked at the change; nothing was changed");
	if ("changed" in reply) return tellUnchanged(terminal, reply.revision, flags);
	// Only now: what was refused has changed nothing.
	if (!flags.json) tellChanges(terminal, changes);
	for (const warning of reply.warnings) terminal.note(`Warning: ${harmless(warning)}`);
	tellActed(terminal, reply, { verb: "Changed", again: host.again, json: flags.json === true });
}

/** So that the same import can be run again and again. */
function tellUnchanged(terminal: Terminal, revision: number, { json, dryRun = false }: ChangeFlags): void {
	if (json) terminal.json({ dryRun, changed: false, revision, changes: [] });
	else terminal.note("Nothing changes.");
}

function tellChanges(terminal: Terminal, changes: ReturnType<typeof settingChanges>): void {
	const rows = changes.map(({ key, before, after }) => [
		key,
		harmless(shownValue(key, before)),
		"->",
		harmless(shownValue(key, after)),
	]);
	for (const line of columns(rows)) terminal.line(line);
}
