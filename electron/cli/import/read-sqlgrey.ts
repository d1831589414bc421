/**
 * Reads sqlgrey's tables beside a running sqlgrey, by perl's DBI that sqlgrey itself needs, as its own settings say:
 * SQLite, PostgreSQL or MySQL. One read-only transaction, so that nobody is seen between two tables; nothing is written.
 * Settings and password go by the environment, for the words of a command are seen by everybody on the machine.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { dumpRows, isDump } from "../../../shared/analysis/greylist-files/sqlgrey-dump.ts";
import {
	type SqlgreyRow,
	type SqlgreyTable,
	sqlgreyTables,
} from "../../../shared/analysis/greylist-files/sqlgrey-rows.ts";
import { failed } from "../exit.ts";
import { lastWords, runTool } from "./run-tool.ts";

export const sqlgreySettings = "/etc/sqlgrey/sqlgrey.conf";

const MOST_BYTES = 200 * 1024 * 1024;

/**
 * A table, a blank, and its fields in hexadecimal, a row a line. In SQLite times are whole seconds; PostgreSQL's are of
 * the zone that a session has, as sqlgrey's had one; MySQL's know theirs.
 */
const script = `
my ($dsn, $user, $password) = @ENV{qw(GREYDESK_DSN GREYDESK_DB_USER GREYDESK_DB_PASSWORD)};
delete $ENV{PGTZ};
my (undef, $driver) = DBI->parse_dsn($dsn) or die "$dsn names no database\\n";
my %how = (RaiseError => 1, PrintError => 0, AutoCommit => 1);
if ($driver eq "SQLite") { require DBD::SQLite; $how{sqlite_open_flags} = DBD::SQLite::OPEN_READONLY() }
if ($driver eq "Pg") { $how{pg_enable_utf8} = 0 }
my $db = eval { DBI->connect($dsn, $user, $password, \\%how) } or die "It cannot be reached: " . ($@ || $DBI::errstr) . "\\n";
$db->begin_work;
$db->do("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY") if $driver eq "Pg";
for (@ARGV) {
	my ($table, @columns) = split /,/;
	my @wanted = map {
		!/_seen$/ ? $_ : $driver eq "Pg" ? "EXTRACT(EPOCH FROM $_\\::timestamptz)" : $driver =~ /^(mysql|MariaDB)$/ ? "UNIX_TIMESTAMP($_)" : $_
	} @columns;
	my $rows = $db->prepare("SELECT " . join(", ", @wanted) . " FROM $table");
	$rows->execute;
	while (my $row = $rows->fetchrow_arrayref) {
		print join(" ", $table, map { defined $_ ? "x" . unpack("H*", $_) : "-" } @$row), "\\n";
	}
}
$db->rollback;
`;

/** `place`: its settings, an SQLite file of it, or a dump of its tables. */
export async function readSqlgrey(place: string): Promise<readonly SqlgreyRow[]> {
	const start = startOf(place);
	const isFile = start.startsWith("SQLite format 3");
	if (!isFile && isDump(start)) return [...dumpRows(textOfDump(place), unixTime)];
	const { dsn, user, password } = isFile ? { dsn: dsnOfFile(place), user: "", password: "" } : access(place);
	const tables = Object.entries(sqlgreyTables).map(([table, columns]) => [table, ...columns].join(","));
	const secrets = { GREYDESK_DSN: dsn, GREYDESK_DB_USER: user, GREYDESK_DB_PASSWORD: password };
	const answer = await runTool("perl", ["-MDBI", "-e", script, ...tables], secrets);
	if (answer === null) throw failed("perl is not here: it reads sqlgrey's database, and comes with sqlgrey");
	if (answer.code !== 0)
		throw failed(
			`The database that ${place} names cannot be read (as root or sqlgrey it can): ${unreached(answer.err) ?? lastWords(answer)}`,
		);
	return rowsOf(answer.out);
}

/** A client of PostgreSQL has more lines to say than the one that tells why. */
function unreached(said: string): string | undefined {
	return /^It cannot be reached: (.+)$/m.exec(said)?.[1]?.slice(0, 300);
}

function startOf(place: string): string {
	const start = Buffer.alloc(4096);
	try {
		const file = openSync(place, "r");
		try {
			return start.toString("latin1", 0, readSync(file, start, 0, start.length, 0));
		} finally {
			closeSync(file);
		}
	} catch (error) {
		const why = error instanceof Error ? error.message : "unknown";
		throw failed(`${place} cannot be read: name sqlgrey's settings, its SQLite file or a dump of it (${why})`);
	}
}

function textOfDump(place: string): string {
	const { size } = statSync(place);
	if (size > MOST_BYTES) throw failed(`${place} is larger than ${MOST_BYTES} bytes: read the database itself`);
	return readFileSync(place, "utf8");
}

/** A time that tells no zone is of this machine's, as it was of sqlgrey's; parts of a second are cut off. */
function unixTime(time: string, utc: boolean): string | null {
	const at = Date.parse(`${time.slice(0, 19).replace(" ", "T")}${utc ? "Z" : ""}`);
	return Number.isNaN(at) ? null : `${at / 1000}`;
}

function dsnOfFile(path: string): string {
	if (path.includes(";")) throw failed(`${path}: a ; ends a name there; name a link to it`);
	return `DBI:SQLite:dbname=${path}`;
}

interface Access {
	readonly dsn: string;
	readonly user: string;
	readonly password: string;
}

/** Its settings, read as it reads them, with its own defaults. */
function access(place: string): Access {
	const lines = readFileSync(place, "utf8")
		.split("\n")
		.map((line) => line.replace(/#.*/, "").trim())
		.filter((line) => line !== "");
	const given = new Map(
		lines.flatMap((line): [string, string][] => {
			const [, name, value] = /^([^=]*?)\s*=\s*(.*)$/.exec(line) ?? [];
			return name === undefined || value === undefined ? [] : [[name, value]];
		}),
	);
	// All may be left out of its settings; a file of something else would ask the database of its defaults.
	if (lines.length > 0 && ![...given.keys()].some((name) => /^[a-z][a-z0-9_]*$/.test(name)))
		throw failed(`${place} holds no settings of sqlgrey: name those, its SQLite file or a dump of it`);
	const of = (name: string, standard: string) => given.get(name) ?? standard;
	const [user, password] = [of("db_user", "sqlgrey"), of("db_pass", "")];
	const dsn = of("db_dsn", "");
	if (dsn !== "") return { dsn, user, password };
	const [type, name] = [of("db_type", "Pg"), of("db_name", "sqlgrey")];
	if (!/^\w+$/.test(type)) throw failed(`${place}: db_type = ${type} is no database`);
	if (type === "SQLite") return { dsn: dsnOfFile(name), user, password };
	const port = of("db_port", "default");
	const parts = [
		`dbname=${name}`,
		`host=${of("db_host", "localhost")}`,
		...(port === "default" ? [] : [`port=${port}`]),
	];
	return { dsn: `DBI:${type}:${parts.join(";")}`, user, password };
}

function rowsOf(out: string): readonly SqlgreyRow[] {
	const numbers = { connect: 0, from_awl: 0, domain_awl: 0 };
	return out.split("\n").flatMap((line): readonly SqlgreyRow[] => {
		const [table, ...fields] = line.split(" ");
		if (!isTable(table)) return [];
		numbers[table] += 1;
		return [{ table, number: numbers[table], fields: fields.map(textOf) }];
	});
}

function isTable(name: string | undefined): name is SqlgreyTable {
	return name !== undefined && Object.hasOwn(sqlgreyTables, name);
}

function textOf(field: string): string | null {
	return field === "-" ? null : Buffer.from(field.slice(1), "hex").toString("utf8");
}
