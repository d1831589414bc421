/** Rows of sqlgrey's tables in dumps of its three kinds of database, quotes and all; nothing else of a dump is read. */
import { expect, test } from "vitest";
import { dumpRows, isDump } from "../../../../shared/analysis/greylist-files/sqlgrey-dump.ts";

const seconds = (time: string, utc: boolean) => (time.startsWith("2026") ? `${utc ? "utc" : "local"} ${time}` : null);
const read = (...lines: readonly string[]) => [...dumpRows(`${lines.join("\n")}\n`, seconds)];

test("of SQLite: a row a statement, quotes doubled, a backslash is one", () => {
	const rows = read(
		"PRAGMA foreign_keys=OFF;",
		"CREATE TABLE connect (sender_name varchar(64) NOT NULL);",
		"INSERT INTO config VALUES('version','3');",
		"INSERT INTO connect VALUES('o''hara\\','b.example','192.0.2','c@d.example',1795556614);",
		"INSERT INTO domain_awl VALUES('b.example','192.0.2',5,NULL);",
	);
	expect(rows).toEqual([
		{ table: "connect", number: 1, fields: ["o'hara\\", "b.example", "192.0.2", "c@d.example", "1795556614"] },
		{ table: "domain_awl", number: 1, fields: ["b.example", "192.0.2", "5", null] },
	]);
});

test("of MySQL: rows side by side, backslashes, times in UTC as it says", () => {
	const rows = read(
		"-- MariaDB dump 10.19",
		"/*!40103 SET TIME_ZONE='+00:00' */;",
		"INSERT INTO `from_awl` VALUES",
		"('o\\'hara','b.example','192.0.2','2026-11-24 14:02:31','2026-11-24 15:00:00'),",
		"('a),(b','b.example','192.0.2','1999-01-01 00:00:00','2026-11-24 15:00:00');",
	);
	const last = "utc 2026-11-24 15:00:00";
	expect(rows).toEqual([
		{ table: "from_awl", number: 1, fields: ["o'hara", "b.example", "192.0.2", "utc 2026-11-24 14:02:31", last] },
		{ table: "from_awl", number: 2, fields: ["a),(b", "b.example", "192.0.2", null, last] },
	]);
});

test("of PostgreSQL: lines of tabs until their end, columns by their names, times without a zone", () => {
	const rows = read(
		"-- PostgreSQL database dump",
		"COPY public.optin_email (email) FROM stdin;",
		"x@y.example",
		"\\.",
		"COPY public.domain_awl (src, sender_domain, last_seen, first_seen) FROM stdin;",
		"192.0.2\tb\\\\.example\t2026-11-24 15:00:00.25\t\\N",
		"\\.",
		"INSERT INTO public.domain_awl VALUES ('c.example', '192.0.2.7', '2026-11-24 14:00:00', '2026-11-24 15:00:00');",
	);
	expect(rows).toEqual([
		{ table: "domain_awl", number: 1, fields: ["b\\.example", "192.0.2", null, "local 2026-11-24 15:00:00.25"] },
		{
			...{ table: "domain_awl", number: 2 },
			fields: ["c.example", "192.0.2.7", "local 2026-11-24 14:00:00", "local 2026-11-24 15:00:00"],
		},
	]);
});

test("what is cut or broken ends there, and settings are no dump", () => {
	expect(read("INSERT INTO connect VALUES('a','b.example','192.0.2','c@d.example',5),('a','b")).toHaveLength(1);
	expect(read("INSERT INTO connect VALUES(CURRENT_TIMESTAMP)")).toEqual([]);
	expect(isDump("# settings\ndb_type = SQLite\n")).toBe(false);
	expect(isDump("PRAGMA foreign_keys=OFF;\n")).toBe(true);
});
