// The manual page greydesk.1, made of what the command says of itself: its help, and that of each of its commands. So it
// cannot say anything else than the program does.
import { join } from "node:path";
import { giveUp, listen, root } from "./words.mjs";

const program = join(root, "out", "greydesk.mjs");
/** Help is asked for at this width, whatever the terminal is. */
const COLUMNS = "78";

/** @param {string} version @returns {Promise<string>} */
export async function manPage(version) {
	const whole = await helpOf([]);
	const sections = [];
	for (const command of commandsIn(whole)) {
		const help = await helpOf([command]);
		sections.push(section(`greydesk ${command}`, help));
		for (const sub of commandsIn(help))
			sections.push(section(`greydesk ${command} ${sub}`, await helpOf([command, sub])));
	}
	return `${[
		`.TH GREYDESK 1 "" "greydesk ${version}" "Greydesk"`,
		".SH NAME",
		"greydesk \\- watch greylisting, release a mail, explain every decision",
		section("greydesk", whole),
		...sections,
		".SH SEE ALSO",
		".BR postconf (5)",
	].join("\n")}\n`;
}

/** @param {readonly string[]} words @returns {Promise<string>} */
async function helpOf(words) {
	const { code, text } = await listen(process.execPath, [program, ...words, "--help"], { COLUMNS, NO_COLOR: "1" });
	if (code !== 0) giveUp(`The command has no help for "${words.join(" ")}":\n${text}`);
	return text.trimEnd();
}

/** The names below "Commands:". @param {string} help @returns {readonly string[]} */
function commandsIn(help) {
	const list = /^Commands:\n((?: .*\n?)+)/m.exec(help)?.[1] ?? "";
	return [...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, name = ""]) => name).filter((name) => name !== "help");
}

/** As it is printed. @param {string} title @param {string} help */
function section(title, help) {
	const lines = help.split("\n").map((line) => escaped(line));
	return [`.SH "${title.toUpperCase()}"`, ".nf", ...lines, ".fi"].join("\n");
}

/** A line as text of roff: its own signs stand for themselves, and none is a request. @param {string} line */
function escaped(line) {
	return line
		.replaceAll("\\", "\\e")
		.replaceAll("-", "\\-")
		.replace(/^([.'])/, "\\&$1");
}
