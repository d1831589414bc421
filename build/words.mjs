// Speaking to whoever started a script, and running other programs for them. Progress goes to standard error, so
// that standard output stays free for what was asked for (an address, a count).
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** One line of progress. @param {string} words */
export function say(words) {
	process.stderr.write(`greydesk: ${words}\n`);
}

/** Ends the script with words and exit code 1. @param {string} words @returns {never} */
export function giveUp(words) {
	say(words);
	process.exit(1);
}

/**
 * Runs a program in the project's folder; its words go to standard error as they come.
 * @param {string} command @param {readonly string[]} args @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code; 127 where there is no such program
 */
export function run(command, args, env = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd: root,
			env: { ...process.env, ...env },
			stdio: ["ignore", process.stderr.fd, process.stderr.fd],
		});
		child.on("error", () => resolve(127));
		child.on("exit", (code) => resolve(code ?? 1));
	});
}

/**
 * Runs a program and keeps what it says, for programs that are worth reading only when they fail.
 * @param {string} command @param {readonly string[]} args @param {Record<string, string>} [env]
 * @returns {Promise<{code: number, text: string}>}
 */
export function listen(command, args, env = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd: root,
			env: { ...process.env, ...env },
			stdio: ["ignore", "pipe", "pipe"],
		});
		let text = "";
		child.stdout.on("data", (part) => {
			text += part;
		});
		child.stderr.on("data", (part) => {
			text += part;
		});
		child.on("error", (trouble) => resolve({ code: 127, text: trouble.message }));
		child.on("close", (code) => resolve({ code: code ?? 1, text }));
	});
}

/** Says every ten seconds that something still goes on; call the answer to end it. @param {string} words */
export function stillBusy(words) {
	const startedAt = Date.now();
	const timer = setInterval(() => say(`${words} (${Math.round((Date.now() - startedAt) / 1000)} s so far)`), 10_000);
	return () => clearInterval(timer);
}
