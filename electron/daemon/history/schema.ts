/**
 * The tables of the history. All of it is made from the journal and can be made again: a change here needs a new
 * number, no migration. Text columns of mail compare as ASCII without case (NOCASE), as the query language does.
 */
import { counterNames } from "../../../shared/policy/counters.ts";
import type { TripletRow } from "../../../shared/policy/rows.ts";

/** Kept as SQLite's `user_version`: a file of another number is set aside and made anew. */
export const SCHEMA_VERSION = 2;

type ColumnOf = Readonly<Record<keyof TripletRow, string>>;

/** A field that is added to the row and not here does not compile. */
const tripletColumns: ColumnOf = {
	id: "TEXT NOT NULL UNIQUE",
	state: "TEXT NOT NULL",
	client: "TEXT NOT NULL COLLATE NOCASE",
	clientKey: "TEXT NOT NULL",
	clientName: "TEXT COLLATE NOCASE",
	helo: "TEXT COLLATE NOCASE",
	sender: "TEXT NOT NULL COLLATE NOCASE",
	senderKey: "TEXT NOT NULL",
	recipient: "TEXT NOT NULL COLLATE NOCASE",
	firstSeenAt: "INTEGER NOT NULL",
	lastSeenAt: "INTEGER NOT NULL",
	mayPassAt: "INTEGER NOT NULL",
	windowEndsAt: "INTEGER NOT NULL",
	expiresAt: "INTEGER NOT NULL",
	passedAt: "INTEGER",
	attempts: "INTEGER NOT NULL",
	reason: "TEXT NOT NULL",
	outcome: "TEXT NOT NULL",
	lastInstance: "TEXT NOT NULL",
	shadow: "INTEGER NOT NULL",
	approvedBy: "TEXT",
};
export const rowColumns = Object.keys(tripletColumns) as readonly (keyof TripletRow)[];

const counterColumns = counterNames.map((name) => `${name} INTEGER NOT NULL`).join(", ");
const countTable = (name: string) => `CREATE TABLE ${name} (at INTEGER PRIMARY KEY, ${counterColumns});`;
const delayTable = (name: string) => `
CREATE TABLE ${name} (
	at INTEGER NOT NULL, whose INTEGER NOT NULL, bucket INTEGER NOT NULL, count INTEGER NOT NULL,
	PRIMARY KEY (at, whose, bucket)
) WITHOUT ROWID;`;
/** What free text is looked for in. */
export const indexedWords = ["sender", "recipient", "client", "clientName"] as const;
const otherWords = indexedWords.map((name) => `old.${name} IS NOT new.${name}`).join(" OR ");
const isInWords = "old.rowid <= (SELECT upTo FROM words_done)";

export const pragmas = `
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA temp_store = MEMORY;
`;

/**
 * - `triplets`: `address` sorts clients (address-key.ts); `changedSeq` is the event that last changed the row,
 *   `placedSeq` the one that last changed what it is sorted by. A row's number is never used again.
 * - `words`: full text over `triplets`, holding no text itself. New rows come into it many at once (worker-words.ts);
 *   `words_done`: rows up to this one are in it.
 * - `events`: where in the journal each event about a triplet lies; `file` is the first number of its traffic
 *   segment, -1 the audit log.
 * - `seconds`, `minutes`, `hours`, `days`: counts by the epoch's; `delays_*`: buckets of delays, by the same.
 */
export const schema = `
CREATE TABLE triplets (
	rowid INTEGER PRIMARY KEY AUTOINCREMENT,
	${rowColumns.map((name) => `${name} ${tripletColumns[name]}`).join(",\n\t")},
	address TEXT,
	changedSeq INTEGER NOT NULL,
	placedSeq INTEGER NOT NULL
);
CREATE INDEX triplets_seen ON triplets(lastSeenAt);
CREATE INDEX triplets_state ON triplets(state, lastSeenAt);
CREATE INDEX triplets_sender ON triplets(sender);
CREATE INDEX triplets_recipient ON triplets(recipient);
CREATE INDEX triplets_address ON triplets(address);
CREATE INDEX triplets_first ON triplets(firstSeenAt);
CREATE INDEX triplets_pass ON triplets(mayPassAt);
CREATE INDEX triplets_attempts ON triplets(attempts);

CREATE VIRTUAL TABLE words USING fts4(content="triplets", ${indexedWords.join(", ")}, tokenize=simple);
INSERT INTO words(words) VALUES ('automerge=8');
CREATE TABLE words_done (upTo INTEGER NOT NULL);
INSERT INTO words_done VALUES (0);
CREATE TRIGGER words_before BEFORE UPDATE OF ${indexedWords.join(", ")} ON triplets WHEN ${isInWords} AND (${otherWords})
	BEGIN DELETE FROM words WHERE docid = old.rowid; END;
CREATE TRIGGER words_after AFTER UPDATE OF ${indexedWords.join(", ")} ON triplets WHEN ${isInWords} AND (${otherWords})
	BEGIN
		INSERT INTO words(docid, ${indexedWords.join(", ")})
		VALUES (new.rowid, ${indexedWords.map((name) => `new.${name}`).join(", ")});
	END;
CREATE TRIGGER words_gone BEFORE DELETE ON triplets WHEN ${isInWords}
	BEGIN DELETE FROM words WHERE docid = old.rowid; END;

CREATE TABLE events (
	id INTEGER PRIMARY KEY,
	triplet TEXT NOT NULL,
	seq INTEGER NOT NULL,
	file INTEGER NOT NULL,
	place INTEGER NOT NULL,
	length INTEGER NOT NULL
);
CREATE INDEX events_triplet ON events(triplet);

${["seconds", "minutes", "hours", "days"].map(countTable).join("\n")}
${["delays_minute", "delays_hour", "delays_day"].map(delayTable).join("")}
CREATE TABLE gaps (id INTEGER PRIMARY KEY, fromAt INTEGER NOT NULL, toAt INTEGER NOT NULL, why TEXT NOT NULL);
CREATE TABLE position (only INTEGER PRIMARY KEY CHECK (only = 1), json TEXT NOT NULL);
PRAGMA user_version = ${SCHEMA_VERSION};
`;
