/**
 * `greydesk completion bash|zsh|fish`: a script for the shell, made from the commands as they are declared. It knows
 * commands, their options and fixed choices; what a daemon holds (ids, patterns) it does not ask for.
 */
import { Argument, Command } from "commander";
import type { Context } from "./ask.ts";

const shells = ["bash", "zsh", "fish"] as const;

export function completionCommand(context: Context): Command {
	const completion = new Command("completion")
		.description("completes these commands in your shell")
		.addArgument(new Argument("<shell>", "which one").choices(shells))
		.option("--json", "the words that are completed, as JSON")
		.action((shell: (typeof shells)[number], flags: { readonly json?: boolean }) => {
			const all = placesOf(completion.parent ?? completion, "");
			if (flags.json) context.terminal.json(all);
			else context.terminal.line(scripts[shell](all));
		});
	return completion;
}

interface Place {
	/** Words that lead here, each with a space before it: "", " triplets", " triplets list". */
	readonly path: string;
	readonly commands: readonly { readonly name: string; readonly words: string }[];
	readonly choices: readonly string[];
	readonly options: readonly { readonly name: string; readonly words: string }[];
}

function placesOf(command: Command, path: string): readonly Place[] {
	const commands = command.commands.map((child) => ({ name: child.name(), words: child.description() }));
	const options = command.options
		.filter((option) => !option.hidden)
		.map((option) => ({ name: option.long ?? option.short ?? "", words: option.description }));
	const choices = command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
	const here = { path, commands, choices, options: [...options, { name: "--help", words: "how it is used" }] };
	return [here, ...command.commands.flatMap((child) => placesOf(child, `${path} ${child.name()}`))];
}

const scripts: Readonly<Record<(typeof shells)[number], (places: readonly Place[]) => string>> = {
	bash: bashScript,
	zsh: (places) => `autoload -U +X bashcompinit && bashcompinit\n${bashScript(places)}`,
	fish: fishScript,
};

/** `path` grows by each word that leads on; options and arguments leave it where it is. */
function bashScript(places: readonly Place[]): string {
	const known = places.filter(({ path }) => path !== "").map(({ path }) => `"${path}"`);
	const cases = places.map(({ path, commands, choices, options }) => {
		const words = [...commands, ...options].map(({ name }) => name);
		return `\t\t"${path}") words="${[...words, ...choices].join(" ")}" ;;`;
	});
	return `# bash completion for greydesk: eval "$(greydesk completion bash)"
_greydesk() {
	local path="" words="" at
	for ((at = 1; at < COMP_CWORD; at++)); do
		case "$path \${COMP_WORDS[at]}" in
		${known.join(" | ")}) path="$path \${COMP_WORDS[at]}" ;;
		esac
	done
	case "$path" in
${cases.join("\n")}
	esac
	COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _greydesk greydesk`;
}

function fishScript(places: readonly Place[]): string {
	const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
	const lines = places.flatMap(({ path, commands, choices, options }) => {
		const seen = path === "" ? "__fish_use_subcommand" : `__fish_seen_subcommand_from ${path.trim().split(" ").at(-1)}`;
		const before = path.trim().split(" ").slice(0, -1);
		const when = [...before.map((word) => `__fish_seen_subcommand_from ${word}`), seen].join("; and ");
		return [
			...commands.map(({ name, words }) => `complete -c greydesk -f -n ${quoted(when)} -a ${name} -d ${quoted(words)}`),
			...choices.map((choice) => `complete -c greydesk -f -n ${quoted(when)} -a ${choice}`),
			...options.map(
				({ name, words }) =>
					`complete -c greydesk -n ${quoted(when)} -l ${name.replace(/^--/, "")} -d ${quoted(words)}`,
			),
		];
	});
	return ["# fish completion for greydesk: greydesk completion fish | source", ...lines].join("\n");
}
