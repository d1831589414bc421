// Stands where electron-builder would download fpm: takes the words it says to fpm for a Debian package, and lets
// dpkg-deb build it. Knows those words and no others.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	chmodSync,
	cpSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { NO_HOMEPAGE } from "./package-config.mjs";

/** Options that stand alone. */
const flags = ["--force"];

/** @type {Map<string, string[]>} */
const options = new Map();
/** @type {(readonly [string, string])[]} */
const files = [];
const words = process.argv.slice(2);
for (let at = 0; at < words.length; at++) {
	const word = words[at] ?? "";
	if (flags.includes(word)) continue;
	if (word.startsWith("-")) options.set(word, [...(options.get(word) ?? []), words[++at] ?? ""]);
	else {
		const cut = word.lastIndexOf("=/");
		files.push([word.slice(0, cut), word.slice(cut + 1)]);
	}
}

/** @param {string} name @returns {string} */
const the = (name) => options.get(name)?.at(-1) ?? "";

const stage = mkdtempSync(join(tmpdir(), "greydesk-deb-"));
try {
	for (const [from, to] of files) place(from, join(stage, to));
	const control = join(stage, "DEBIAN");
	mkdirSync(control);
	const paths = filesIn(stage).filter((path) => !path.startsWith("DEBIAN/"));
	const bytes = paths.reduce((sum, path) => sum + lstatSync(join(stage, path)).size, 0);
	const fields = {
		Package: the("--name"),
		Version: the("--version"),
		Architecture: the("--architecture"),
		Maintainer: the("--maintainer"),
		"Installed-Size": String(Math.ceil(bytes / 1024)),
		Depends: (options.get("--depends") ?? options.get("-d") ?? []).join(", "),
		Recommends: (options.get("--deb-recommends") ?? []).join(", "),
		Section: the("--category"),
		Priority: the("--deb-priority"),
		Homepage: the("--url") === NO_HOMEPAGE ? "" : the("--url"),
		Description: the("--description").replace(/\n\s*/g, "\n "),
	};
	const lines = Object.entries(fields).flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${value}\n`]));
	writeFileSync(join(control, "control"), lines.join(""));
	writeFileSync(join(control, "md5sums"), paths.map((path) => `${md5(join(stage, path))}  ${path}\n`).join(""));
	for (const [option, name] of /** @type {const} */ ([
		["--after-install", "postinst"],
		["--after-remove", "postrm"],
	])) {
		if (the(option) === "") continue;
		cpSync(the(option), join(control, name));
		chmodSync(join(control, name), 0o755);
	}
	for (const folder of [".", ...foldersIn(stage)]) chmodSync(join(stage, folder), 0o755);
	const level = `-Z${the("--deb-compression") || "xz"}`;
	execFileSync("dpkg-deb", ["--root-owner-group", level, "-b", stage, the("--package") || the("-p")], {
		stdio: "inherit",
	});
} finally {
	rmSync(stage, { recursive: true, force: true });
}

/** As fpm: a folder's content where its name ends in a slash. @param {string} from @param {string} to */
function place(from, to) {
	mkdirSync(dirname(to), { recursive: true });
	cpSync(from.replace(/\/$/, ""), to, { recursive: true, verbatimSymlinks: true });
}

/** @param {string} folder @returns {string[]} paths of files below it */
function filesIn(folder) {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((path) => lstatSync(join(folder, path)).isFile())
		.sort();
}

/** @param {string} folder @returns {string[]} */
function foldersIn(folder) {
	return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
		lstatSync(join(folder, path)).isDirectory(),
	);
}

/** @param {string} file */
function md5(file) {
	return createHash("md5").update(readFileSync(file)).digest("hex");
}
