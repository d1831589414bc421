/** How often a person is named in each file of the folder, the history's among them. */
import type { Person } from "../../../shared/base/person.ts";
import type { History } from "../history/contract.ts";
import { historyName } from "../history/file-seal.ts";
import type { OpenLedger } from "../ledger/ledger.ts";
import type { ErasedFile } from "./contract.ts";
import { runWorker } from "./run-worker.ts";
import type { Scan, Scanned } from "./scan.ts";

type Mentions = ReadonlyMap<string, Scanned>;

interface Looking {
	readonly ledger: OpenLedger;
	readonly history: History;
	readonly person: Person;
	readonly workerFile: string | null;
}

/** `withIds`: also whose triplets the journal says they are. */
export async function lookThrough(
	{ ledger, history, person, workerFile }: Looking,
	withIds: boolean,
): Promise<{ readonly found: Scan; readonly mentions: Mentions }> {
	const found = await runWorker(workerFile, { kind: "scan", folder: ledger.folder, person, withIds });
	const { value } = await history.mentions(person, ledger.head().seq);
	const mentions = new Map(found.files.map((file) => [file.name, file]));
	const file = mentions.get(historyName) ?? { name: historyName, bytes: 0, mentions: 0 };
	// Its pages may name somebody whose address ends like this one: then its rows tell.
	mentions.set(historyName, { ...file, mentions: value.alike > 0 ? value.named : file.mentions });
	return { found, mentions };
}

/** `after` is `null` where nothing was changed. Files that are gone name nobody. */
export function reported(before: Mentions, after: Mentions | null): readonly ErasedFile[] {
	const names = new Set([...before.keys(), ...(after?.keys() ?? [])]);
	return [...names].sort().map((name) => ({
		name,
		bytes: (after ?? before).get(name)?.bytes ?? 0,
		before: before.get(name)?.mentions ?? 0,
		after: after === null ? null : (after.get(name)?.mentions ?? 0),
	}));
}
