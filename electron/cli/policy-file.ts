/**
 * Settings as a file, for configuration management: TOML or JSON with one table `settings`. Told apart by content, so
 * that a pipe works too. At most 1 MiB; every name must be known.
 */
import { readFile } from "node:fs/promises";
import { parse, stringify, TomlError } from "smol-toml";
import { z } from "zod";
import { bad, type Outcome } from "../../shared/base/outcome.ts";
import type { Settings } from "../../shared/policy/settings.ts";
import { checkedSettings } from "./policy-edit.ts";
import { unreadable } from "./unreadable.ts";

const MOST_BYTES = 1024 * 1024;

export function settingsText(settings: Settings, format: "toml" | "json"): string {
	if (format === "json") return JSON.stringify({ settings }, null, "\t");
	return `# Settings of Greydesk. Take them in with: greydesk policy import FILE\n${stringify({ settings })}`;
}

/** Reads a file, or standard input for `-`. A problem is one sentence naming the file and the place in it. */
export async function readSettings(file: string): Promise<Outcome<Settings>> {
	const name = file === "-" ? "standard input" : file;
	let text: string;
	try {
		text = file === "-" ? await standardInput() : await readFile(file, "utf8");
	} catch (error) {
		return bad(unreadable(name, error));
	}
	if (text.length > MOST_BYTES) return bad(`${name} is larger than 1 MiB: that is no settings file`);
	return settingsOf(text, name);
}

export function settingsOf(text: string, name: string): Outcome<Settings> {
	let value: unknown;
	try {
		value = text.trimStart().startsWith("{") ? JSON.parse(text) : parse(text);
	} catch (error) {
		if (error instanceof TomlError)
			return bad(
				`${name}, line ${error.line}, column ${error.column}: ${(error.message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, "")}`,
			);
		return bad(`${name} is neither TOML nor JSON: ${error instanceof Error ? error.message : String(error)}`);
	}
	const file = z.strictObject({ settings: z.unknown() }).safeParse(value);
	if (!file.success || file.data.settings === undefined)
		return bad(`${name} must hold one table "settings", as greydesk policy export writes it`);
	const settings = checkedSettings(file.data.settings);
	return settings.ok ? settings : bad(`${name}: ${settings.problem}`);
}

async function standardInput(): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of process.stdin) {
		bytes += (chunk as Buffer).length;
		chunks.push(chunk as Buffer);
		if (bytes > MOST_BYTES) break;
	}
	return Buffer.concat(chunks).toString("utf8");
}
