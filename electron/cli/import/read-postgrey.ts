/**
 * Reads postgrey's Berkeley DB files beside a running postgrey, by perl's BerkeleyDB that postgrey itself needs: it joins
 * the environment of the running daemon, for the files alone lack what is not yet checkpointed, and it never writes.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Pair } from "../../../shared/analysis/greylist-files/postgrey-rows.ts";
import { failed } from "../exit.ts";
import { lastWords, runTool } from "./run-tool.ts";

export const postgreyFolders = ["/var/lib/postgrey", "/var/spool/postfix/postgrey"];

/** Keys and values as hexadecimal, a pair a line. Never DB_CREATE, never DB_RECOVER: nothing there may change. */
const script = `
my ($dir, $file) = @ARGV;
my ($env, %rows);
$env = BerkeleyDB::Env->new(-Home => $dir, -Flags => DB_INIT_TXN | DB_INIT_MPOOL | DB_INIT_LOG) if -e "$dir/__db.001";
my @how = $env ? (-Filename => $file, -Env => $env) : (-Filename => "$dir/$file");
tie(%rows, "BerkeleyDB::Btree", -Flags => DB_RDONLY, @how) or die "$dir/$file: $BerkeleyDB::Error\\n";
while (my ($key, $value) = each %rows) { print unpack("H*", $key), " ", unpack("H*", $value), "\\n" }
`;

export async function readPostgrey(
	folder: string,
): Promise<{ readonly triplets: readonly Pair[]; readonly clients: readonly Pair[] }> {
	if (!existsSync(join(folder, "postgrey.db")))
		throw failed(`There is no postgrey.db in ${folder}: name the folder that postgrey keeps its files in (--dbdir)`);
	const clients = existsSync(join(folder, "postgrey_clients.db"));
	return {
		triplets: await pairsOf(folder, "postgrey.db"),
		clients: clients ? await pairsOf(folder, "postgrey_clients.db") : [],
	};
}

async function pairsOf(folder: string, file: string): Promise<readonly Pair[]> {
	const answer = await runTool("perl", ["-MBerkeleyDB", "-e", script, folder, file]);
	if (answer === null) throw failed("perl is not here: it reads postgrey's files, and comes with postgrey");
	if (answer.code !== 0)
		throw failed(`${join(folder, file)} cannot be read (as root or postgrey it can): ${lastWords(answer)}`);
	return answer.out.split("\n").flatMap((line): readonly Pair[] => {
		const [key, value] = line.split(" ");
		return key === undefined || value === undefined ? [] : [[textOf(key), textOf(value)]];
	});
}

/** Sender and recipient are UTF-8 as Postfix gave them. */
function textOf(hex: string): string {
	return Buffer.from(hex, "hex").toString("utf8");
}
