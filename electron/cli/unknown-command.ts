/**
 * A command that does not exist, found before any other word is obeyed: Commander would show help instead, where help
 * is asked for as well, and hand the word to a group's default command as an argument.
 */
import type { Command } from "commander";
import { distance } from "./distance.ts";

export interface UnknownCommand {
	/** The words that lead to the group that has no such command. */
	readonly path: string;
	/** One sentence, with the commands that are near. */
	readonly words: string;
}

/** `null`: every word in the place of a command is one. What follows an option that takes values is not looked at. */
export function unknownCommand(program: Command, words: readonly string[]): UnknownCommand | null {
	let group = program;
	const path = [program.name()];
	for (const word of words) {
		if (group.commands.length === 0) return null;
		if (word === "--help" || word === "-h" || word === "help") continue;
		if (word.startsWith("-")) return null;
		const child = childOf(group, word);
		if (child === undefined) {
			const near = nearCommands(program, group, word);
			const hint = near.length === 0 ? "" : ` (Did you mean ${near.join(" or ")}?)`;
			return { path: path.join(" "), words: `Unknown command '${word.slice(0, 60)}'${hint}` };
		}
		group = child;
		path.push(word);
	}
	return null;
}

/** Where the same name stands elsewhere, with the words that lead there; else what is spelt alike in this group. */
function nearCommands(program: Command, group: Command, word: string): readonly string[] {
	const elsewhere = program.commands.flatMap((one) =>
		childOf(one, word) === undefined ? [] : [`${one.name()} ${word}`],
	);
	if (elsewhere.length > 0) return elsewhere.slice(0, 3);
	return group.commands
		.map((command) => ({ name: command.name(), away: distance(word.toLowerCase(), command.name()) }))
		.filter(({ name, away }) => away <= Math.max(1, Math.round(Math.min(word.length, name.length) / 2.5)))
		.sort((one, other) => one.away - other.away)
		.slice(0, 2)
		.map(({ name }) => name);
}

function childOf(group: Command, word: string): Command | undefined {
	return group.commands.find((command) => command.name() === word || command.aliases().includes(word));
}
