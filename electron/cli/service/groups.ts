/** Groups of the machine that a service will run on. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Those of `names` that /etc/group below `root` knows: systemd starts no unit with a group that does not exist. */
export function groupsThatAre(names: readonly string[], root: string): readonly string[] {
	let text: string;
	try {
		text = readFileSync(join(root, "etc", "group"), "utf8");
	} catch {
		return [];
	}
	const known = new Set(text.split("\n").map((line) => line.split(":", 1)[0]));
	return names.filter((name) => known.has(name));
}
