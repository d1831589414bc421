/** Asks a Postfix for its configuration with its own `postconf`; reads only, bounded in time and size. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import { parseServices, parseSettings } from "../../shared/postfix/postconf.ts";
import { neededSettings, type PostfixFacts } from "../../shared/postfix/smtpd-view.ts";

/** A user's PATH often lacks sbin. */
const places = ["/usr/sbin/postconf", "/usr/local/sbin/postconf", "/opt/postfix/sbin/postconf", "/usr/bin/postconf"];
const PATIENCE_MS = 10_000;
const MOST_BYTES = 4 << 20;

export type Configuration = Omit<PostfixFacts, "listeners">;

/** `null`: Postfix's own folder. A problem is one sentence. */
export async function readPostfix(folder: string | null): Promise<Outcome<Configuration>> {
	const program = places.find((path) => existsSync(path));
	if (program === undefined) return bad("No Postfix is installed here: postconf is not there");
	const run = (...words: readonly string[]) => ask(program, [...(folder === null ? [] : ["-c", folder]), ...words]);
	const asked = [run("-nx"), run("-x", ...neededSettings), run("-Px"), run("-M")];
	const [set, effective, overrides, services] = await Promise.all(asked);
	for (const answer of [set, effective, overrides, services]) if (answer !== undefined && !answer.ok) return answer;
	const text = (answer: Outcome<string> | undefined) => (answer?.ok ? answer.value : "");
	return good({
		settings: new Map([...parseSettings(text(set)), ...parseSettings(text(effective))]),
		overrides: parseSettings(text(overrides)),
		services: parseServices(text(services)),
	});
}

function ask(program: string, words: readonly string[]): Promise<Outcome<string>> {
	const options = { timeout: PATIENCE_MS, maxBuffer: MOST_BYTES, env: { ...process.env, LC_ALL: "C" } };
	return new Promise((resolve) => {
		execFile(program, words, options, (error, output, trouble) => {
			// It warns of parameters that an older Postfix does not know, and answers all the same.
			const said = trouble.split("\n").find((line) => line.includes("fatal:")) ?? trouble.trim().split("\n")[0];
			resolve(error === null ? good(output) : bad(unread(said || error.message)));
		});
	});
}

/** A package that was installed without being set up leaves no main.cf; nor does a folder that is not Postfix's. */
function unread(said: string): string {
	const missing = /open (\S+\/main\.cf): No such file/.exec(said)?.[1];
	if (missing === undefined) return `Postfix's configuration cannot be read: ${said}`;
	return `Postfix is not configured here: there is no ${missing}. Set Postfix up first (on Debian: dpkg-reconfigure postfix), or name the folder that holds its main.cf with --config-dir`;
}
