/** What an action did, in words for the audit trail. */
import { assertNever } from "../../../shared/base/outcome.ts";
import type { ActionEffect } from "../../../shared/policy/action.ts";
import { isPackOwner } from "../../../shared/policy/provider-pack.ts";
import { settingChanges } from "../../../shared/policy/setting-fields.ts";
import { settingTitle } from "../../../shared/policy/setting-titles.ts";

export function actionWords(effect: ActionEffect, count: number): string {
	switch (effect.kind) {
		case "approved":
			return `Approved ${number(count, "mail")}`;
		case "purged":
			return `Purged ${number(count, "triplet")}${trustWords(effect.autoWhitelists?.length ?? 0)}`;
		case "undone":
			return effect.failed.length === 0
				? "Took an action back"
				: `Took an action back, but for ${effect.failed.length}`;
		case "settings-changed":
			return settingsWords(effect);
		case "whitelist-changed":
			return whitelistWords(effect);
		case "imported":
			return importedWords(effect);
		case "erased":
			return `Erased a person: ${number(count, "triplet")}, ${number(effect.mentions, "mention")}`;
		default:
			return assertNever(effect);
	}
}

function number(count: number, thing: string): string {
	return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}

function trustWords(count: number): string {
	return count === 0 ? "" : ` and ${number(count, "auto-whitelist")}`;
}

function importedWords({ from, ids, autoWhitelists }: Extract<ActionEffect, { kind: "imported" }>): string {
	if (ids.length === 0) return `Took over ${number(autoWhitelists.length, "auto-whitelist")} of ${from}`;
	return `Took over ${number(ids.length, "triplet")}${trustWords(autoWhitelists.length)} of ${from}`;
}

function whitelistWords(effect: Extract<ActionEffect, { kind: "whitelist-changed" }>): string {
	const { added, removed, autoAdded = [], autoRemoved = [] } = effect;
	const [comes, goes] = [added.map(entryName), removed.map(entryName)];
	comes.push(...autoAdded.map(({ key }) => `auto-whitelist ${key}`));
	goes.push(...autoRemoved.map(({ key }) => `auto-whitelist ${key}`));
	if (comes.length === 1 && goes.length === 0) return `Whitelisted ${comes[0]}`;
	if (comes.length === 1 && goes.length === 1 && comes[0] === goes[0]) return `Replaced ${comes[0]} in the whitelists`;
	if (comes.length === 0 && goes.length === 1) return `Took ${goes[0]} off the whitelists`;
	const owners = [...added, ...removed].map(({ owner }) => owner);
	const of = comes.length + goes.length === owners.length && owners.every(isPackOwner) ? "large senders" : "whitelists";
	return `Changed the ${of}: ${comes.length} added, ${goes.length} removed`;
}

function entryName({ kind, pattern }: { readonly kind: string; readonly pattern: string }): string {
	return `${kind} ${pattern}`;
}

function settingsWords(effect: Extract<ActionEffect, { kind: "settings-changed" }>): string {
	if (effect.before === null) return "Began with these settings";
	if (effect.passAllBefore !== effect.passAllUntilAt) {
		return effect.passAllUntilAt === null ? "Ended letting everything pass" : "Let everything pass for a while";
	}
	const { before, after } = effect;
	const changed = settingChanges(before, after).map(({ key }) => `${key} (${settingTitle(key)})`);
	return changed.length === 0 ? "Changed no setting" : `Changed ${changed.join(", ")}`;
}
