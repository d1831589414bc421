// What the tests need from the distribution. Where we are root and apt-get is there, it is installed; else it is
// named, and the checks that need it are skipped and counted. No daemon is started by an installation of ours.
import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { findChromium } from "./chromium.mjs";
import { listen, say, stillBusy } from "./words.mjs";

/** @typedef {{readonly name: string, readonly use: string, readonly isThere: () => boolean}} Need */

/** By the name of the Debian package. @type {readonly Need[]} */
export const testNeeds = [
	{ name: "postfix", use: "real mail in the system tests", isThere: () => existsSync("/usr/lib/postfix/sbin/master") },
	{ name: "prometheus", use: "promtool, which checks /metrics", isThere: () => existsSync("/usr/bin/promtool") },
	{ name: "openssh-server", use: "hosts over ssh in the system tests", isThere: () => existsSync("/usr/sbin/sshd") },
	{ name: "postgrey", use: "comparing our answers with its", isThere: () => existsSync("/usr/sbin/postgrey") },
	{ name: "sqlgrey", use: "comparing our answers with its", isThere: () => existsSync("/usr/sbin/sqlgrey") },
	{ name: "libdbd-sqlite3-perl", use: "sqlgrey", isThere: () => existsSync("/usr/share/doc/libdbd-sqlite3-perl") },
	{ name: "greylistd", use: "comparing our answers with its", isThere: () => existsSync("/usr/sbin/greylistd") },
	{ name: "knot", use: "a real name server on loopback", isThere: () => existsSync("/usr/sbin/knotd") },
	{ name: "faketime", use: "moving their clocks", isThere: () => existsSync("/usr/bin/faketime") },
	{ name: "chromium", use: "the page's tests", isThere: () => findChromium() !== null },
];

/** Installs what is missing and returns what still is. @param {readonly Need[]} needs @returns {Promise<readonly Need[]>} */
export async function installNeeds(needs) {
	const missing = needs.filter((need) => !need.isThere());
	if (missing.length === 0) return [];
	const names = missing.map((need) => need.name);
	if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
		say(`Not here: ${names.join(", ")}. As root: apt-get install --no-install-recommends ${names.join(" ")}`);
		return missing;
	}
	say(`Installing ${names.join(", ")} (apt-get); none of them is started.`);
	const done = stillBusy("still installing");
	const text = await withoutStartingDaemons(() => install(names));
	done();
	const left = needs.filter((need) => !need.isThere());
	for (const need of left)
		say(`${need.name} could not be installed, it is needed for ${need.use}:\n${text.slice(-1500)}`);
	return left;
}

/** @param {readonly string[]} names @returns {Promise<string>} the last words of apt-get */
async function install(names) {
	const env = { DEBIAN_FRONTEND: "noninteractive" };
	// Without it the postfix package asks what kind of site this is, and configures one.
	if (names.includes("postfix")) {
		await listen("sh", [
			"-c",
			"echo postfix postfix/main_mailer_type select No configuration | debconf-set-selections",
		]);
	}
	const args = ["install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", ...names];
	const first = await listen("apt-get", args, env);
	if (first.code === 0) return first.text;
	// The list of packages is missing or old.
	const lists = await listen("apt-get", ["update", "-q", "-o", "DPkg::Lock::Timeout=120"], env);
	return lists.text + (await listen("apt-get", args, env)).text;
}

/**
 * invoke-rc.d asks this file before it starts anything; 101 means "not allowed".
 * @template T @param {() => Promise<T>} work @returns {Promise<T>}
 */
async function withoutStartingDaemons(work) {
	const guard = "/usr/sbin/policy-rc.d";
	if (existsSync(guard)) return work();
	writeFileSync(guard, "#!/bin/sh\nexit 101\n");
	chmodSync(guard, 0o755);
	const remove = () => rmSync(guard, { force: true });
	process.once("exit", remove);
	try {
		return await work();
	} finally {
		remove();
		process.removeListener("exit", remove);
	}
}
