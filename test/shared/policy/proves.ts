/** One test of the policy: a script, and what it says is expected of each line. */
import { expect, test } from "vitest";
import type { WhitelistEntry } from "../../../shared/policy/whitelist-entry.ts";
import { createStage, expectedOf, play, type SettingsInput } from "./script.ts";

interface Under {
	readonly settings?: SettingsInput;
	readonly lists?: readonly WhitelistEntry[];
}

export function proves(title: string, script: string, { settings = {}, lists = [] }: Under = {}) {
	test(title, () => {
		expect(play(script, createStage(settings, lists))).toBe(expectedOf(script));
	});
}
