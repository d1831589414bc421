// How other greylisters are started for the benchmark: each anew, in a folder of its own on loopback, with a delay of
// seconds and nothing whitelisted. They run as their own users where their packages made some and we are root.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { end, freePort, pidsOf } from "./bench-parts.mjs";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/** @typedef {{folder: string, on: (line: readonly string[]) => ChildProcess}} Ground */

const DELAY = 2;
const DELAY_IS_OVER = DELAY + 1.5;

/** A folder that every user of the system may write. @param {Ground} ground @param {string} name */
function place({ folder }, name) {
	chmodSync(folder, 0o711);
	const made = mkdtempSync(join(folder, `${name}-`));
	chmodSync(made, 0o777);
	return made;
}

/** @param {string} user @param {readonly string[]} line @returns {readonly string[]} */
function as(user, line) {
	const isThere = process.getuid?.() === 0 && spawnSync("id", [user]).status === 0;
	return isThere ? ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--init-groups", ...line] : line;
}

/** @param {Ground} ground */
export async function postgrey(ground) {
	const port = await freePort();
	const nothing = join(place(ground, "postgrey"), "nothing");
	writeFileSync(nothing, "");
	const args = [`--inet=127.0.0.1:${port}`, `--dbdir=${join(nothing, "..")}`, `--delay=${DELAY}`, "--hostname=bench"];
	args.push("--user=root", "--group=root", `--whitelist-clients=${nothing}`, `--whitelist-recipients=${nothing}`);
	const child = ground.on(["perl", "-T", "/usr/sbin/postgrey", ...args]);
	await answers(port);
	return running(`policy:${port}`, child);
}

/** @param {Ground} ground */
export async function greylistd(ground) {
	const folder = place(ground, "greylistd");
	const [socket, conf] = [join(folder, "socket"), join(folder, "conf")];
	const data = [`statefile = ${join(folder, "states")}`, `tripletfile = ${join(folder, "triplets")}`];
	const timeouts = ["[timeouts]", `retryMin = ${DELAY}`, "retryMax = 28800", "expire = 5184000"];
	const rest = [
		"[socket]",
		`path = ${socket}`,
		"mode = 0666",
		"[data]",
		"update = 600",
		...data,
		"savetriplets = true",
	];
	writeFileSync(conf, `${[...timeouts, ...rest].join("\n")}\n`);
	const child = ground.on(["python3", "/usr/sbin/greylistd", conf]);
	await until(() => Promise.resolve(existsSync(socket)), "greylistd");
	return running(`greylistd:${socket}`, child);
}

/** @param {Ground} ground @param {readonly string[]} database */
export async function sqlgrey(ground, database) {
	const port = await freePort();
	const folder = place(ground, "sqlgrey");
	const own = database.map((line) => line.replace(/= db$/, `= ${join(folder, "db")}`));
	const users = ["user = root", "group = root", "admin_mail =", `conf_dir = ${folder}`];
	const words = [...own, ...users, `inet = 127.0.0.1:${port}`, `reconnect_delay = ${DELAY / 60}`];
	writeFileSync(join(folder, "conf"), `${words.join("\n")}\n`);
	const child = ground.on(["/usr/sbin/sqlgrey", "-f", join(folder, "conf")]);
	await answers(port);
	return running(`policy:${port}`, child);
}

/** @param {Ground} ground */
export async function sqlgreyOnPostgresql(ground) {
	const port = await freePort();
	const data = join(place(ground, "postgresql"), "data");
	const version = readdirSync("/usr/lib/postgresql").sort().at(-1) ?? "";
	const programs = join("/usr/lib/postgresql", version, "bin");
	const run = (/** @type {readonly string[]} */ line) => {
		const [command = "", ...args] = as("postgres", line);
		const done = spawnSync(command, args, { cwd: "/", encoding: "utf8" });
		if (done.status !== 0) throw new Error(`${line.join(" ")}: ${done.stderr}`);
	};
	run([join(programs, "initdb"), "-D", data, "-A", "trust", "-U", "postgres"]);
	const words = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1"];
	const database = ground.on(as("postgres", [join(programs, "postgres"), ...words, "-c", "unix_socket_directories="]));
	await answers(port);
	const asked = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", "-qc"];
	await until(() => Promise.resolve(spawnSync("psql", [...asked, "select 1"]).status === 0), "PostgreSQL");
	run(["psql", ...asked, "create database sqlgrey"]);
	const names = ["db_type = Pg", "db_name = sqlgrey", "db_host = 127.0.0.1", `db_port = ${port}`, "db_user = postgres"];
	const server = await sqlgrey(ground, [...names, "db_pass = none"]);
	const stop = async () => {
		await server.stop();
		await end(database, "SIGINT");
	};
	return { ...server, pids: [...server.pids, ...pidsOf(database)], stop };
}

/** Only its greylisting, and a score for every mail that asks for it. @param {Ground} ground */
export async function rspamd(ground) {
	const folder = place(ground, "rspamd");
	const [port, redisPort] = [await freePort(), await freePort()];
	const redis = ground.on([
		"redis-server",
		"--port",
		String(redisPort),
		"--bind",
		"127.0.0.1",
		"--save",
		"",
		"--dir",
		folder,
	]);
	await answers(redisPort);
	const file = (/** @type {string} */ name, /** @type {string} */ text) => {
		writeFileSync(join(folder, name), text);
		return join(folder, name);
	};
	const rule = "rspamd_config.BENCH_SCORE = { score = 5, callback = function(task) return true end }\n";
	const conf = file(
		"rspamd.conf",
		`options {
	pidfile = "${folder}/pid"; control_socket = "${folder}/control mode=0600"; filters = ""; cache_file = "${folder}/cache";
	hs_cache_dir = "${folder}"; rrd = "${folder}/rrd"; stats_file = "${folder}/stats"; history_file = "${folder}/history";
	dynamic_conf = "${folder}/dynamic"; url_tld = "${file("tld", "com\nnet\norg\n")}"; local_addrs = [];
	dns { nameserver = ["127.0.0.1:1"]; timeout = 0.1s; retransmits = 1; }
}
logging { type = "file"; filename = "${folder}/log"; level = "warning"; }
worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; mime = true; }
redis { servers = "127.0.0.1:${redisPort}"; timeout = 1s; }
actions { reject = 15; add_header = 6; greylist = 4; }
greylist { expire = 1d; timeout = ${DELAY}s; key_prefix = "rg"; action = "soft reject"; check_local = true; }
modules { path = "\${PLUGINSDIR}/greylist.lua"; }
lua = "${file("rules.lua", rule)}";
`,
	);
	mkdirSync(join(folder, "local"), { mode: 0o777 });
	const places = [`--var=DBDIR=${folder}`, `--var=RUNDIR=${folder}`, `--var=LOGDIR=${folder}`];
	places.push(`--var=LOCAL_CONFDIR=${join(folder, "local")}`, "--var=CONFDIR=/etc/rspamd");
	const child = ground.on(as("_rspamd", ["rspamd", "-f", "-i", "-c", conf, ...places]));
	await answers(port);
	const server = running(`rspamd:${port}`, child);
	const stop = async () => {
		// Its first process ends its workers; killed, it would leave them.
		await end(child);
		await end(redis);
	};
	return { ...server, pids: [...server.pids, ...pidsOf(redis)], stop };
}

/** @param {string} address @param {ChildProcess} child */
function running(address, child) {
	child.stdout?.resume();
	return { pids: pidsOf(child), address, delayIsOver: DELAY_IS_OVER, stop: () => end(child, "SIGKILL") };
}

/** @param {number} port */
function answers(port) {
	const once = () =>
		new Promise((resolve) => {
			const socket = connect(port, "127.0.0.1");
			socket.once("error", () => resolve(false));
			socket.once("connect", () => resolve(socket.destroy().destroyed));
		});
	return until(once, `port ${port}`);
}

/** @param {() => Promise<unknown>} isSo @param {string} what */
async function until(isSo, what) {
	for (let turn = 0; !(await isSo()); turn++) {
		if (turn > 600) throw new Error(`${what} does not answer`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
