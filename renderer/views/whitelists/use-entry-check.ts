/** Asks the host, while an entry is typed, what it makes of it: the pattern as it would stand, warnings, or why not. */
import { useEffect, useState } from "react";
import type { Answered } from "../../../shared/protocol/client.ts";
import { useHost } from "../../state/app-context.tsx";
import { type EntryTold, type NewEntry, tryEntry } from "../../state/use-whitelists.ts";

export type EntryCheck = Answered<EntryTold>;
const SETTLE_MS = 250;

/** Null while nothing is typed, or until the answer to what stands there now has come. */
export function useEntryCheck(entry: NewEntry): EntryCheck | null {
	const { send } = useHost();
	const [found, setFound] = useState<{ readonly of: string; readonly check: EntryCheck } | null>(null);
	const asked = JSON.stringify(entry);
	useEffect(() => {
		const wanted = JSON.parse(asked) as NewEntry;
		if (wanted.pattern.trim() === "") return;
		let left = false;
		const timer = setTimeout(async () => {
			const check = await tryEntry(send, wanted);
			if (!left) setFound({ of: asked, check });
		}, SETTLE_MS);
		return () => {
			left = true;
			clearTimeout(timer);
		};
	}, [asked, send]);
	return found?.of === asked ? found.check : null;
}
