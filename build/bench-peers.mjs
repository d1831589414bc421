// The greylisters that `npm run bench` compares with, and what each needs from the distribution.
import { existsSync } from "node:fs";
import { greylistd, postgrey, rspamd, sqlgrey, sqlgreyOnPostgresql } from "./peer-starts.mjs";
import { giveUp } from "./words.mjs";

/** @typedef {import("./needs.mjs").Need} Need */
/**
 * `most`: so many at once at most.
 * @typedef {{name: string, needs: readonly Need[], most: number, begin: (ground: import("./peer-starts.mjs").Ground) => Promise<import("./bench.mjs").Server>}} Peer
 */

const anyNumber = Number.POSITIVE_INFINITY;

/** @param {string} name @param {string} path @returns {Need} */
const need = (name, path) => ({ name, use: "the comparison", isThere: () => existsSync(path) });

/** @type {Readonly<Record<string, Peer>>} */
export const peers = {
	postgrey: { name: "postgrey", needs: [need("postgrey", "/usr/sbin/postgrey")], most: anyNumber, begin: postgrey },
	// It lets five wait in line: more would only measure how they come again.
	greylistd: { name: "greylistd", needs: [need("greylistd", "/usr/sbin/greylistd")], most: 5, begin: greylistd },
	sqlgrey: {
		name: "sqlgrey, SQLite",
		needs: [need("sqlgrey", "/usr/sbin/sqlgrey"), need("libdbd-sqlite3-perl", "/usr/share/doc/libdbd-sqlite3-perl")],
		most: anyNumber,
		begin: (ground) => sqlgrey(ground, ["db_type = SQLite", "db_name = db"]),
	},
	"sqlgrey-pg": {
		name: "sqlgrey, PostgreSQL",
		needs: [
			need("sqlgrey", "/usr/sbin/sqlgrey"),
			need("postgresql", "/usr/lib/postgresql"),
			need("libdbd-pg-perl", "/usr/share/doc/libdbd-pg-perl"),
		],
		most: anyNumber,
		begin: sqlgreyOnPostgresql,
	},
	rspamd: {
		name: "rspamd and redis",
		needs: [need("rspamd", "/usr/bin/rspamd"), need("redis-server", "/usr/bin/redis-server")],
		most: anyNumber,
		begin: rspamd,
	},
};

/** @param {string} name @returns {Peer} */
export function peerOf(name) {
	return peers[name] ?? giveUp(`No greylister "${name}": ${Object.keys(peers).join(", ")}, or none.`);
}
