/** The files of an import, and what the host makes of them before anything is taken over. */
import { useRef, useState } from "react";
import type { ListFormat } from "../../../shared/analysis/whitelist-files/read-list.ts";
import { useHost } from "../../state/app-context.tsx";
import { type ImportTold, type ListText, textsOf, tryImport } from "../../state/list-files.ts";

export interface ImportDraft {
	readonly files: readonly ListText[];
	readonly format: ListFormat | null;
	/** Null: nothing was chosen, the host is still reading, or it refused. */
	readonly told: ImportTold | null;
	readonly reading: boolean;
	readonly problem: string | null;
	take(files: readonly File[]): void;
	readAs(format: ListFormat | null): void;
	refuse(problem: string): void;
}

type Shown = Pick<ImportDraft, "files" | "format" | "told" | "reading" | "problem">;
const nothing: Shown = { files: [], format: null, told: null, reading: false, problem: null };

export function useImport(): ImportDraft {
	const { send } = useHost();
	const [shown, setShown] = useState(nothing);
	/** An answer that takes its time must not cover that of files chosen after it. */
	const turn = useRef(0);
	async function look(files: readonly ListText[], format: ListFormat | null): Promise<void> {
		const mine = ++turn.current;
		const draft = { ...nothing, files, format };
		setShown({ ...draft, reading: true });
		const answer = await tryImport(send, { files, format, reason: "" });
		if (mine !== turn.current) return;
		setShown(answer.ok ? { ...draft, told: answer.value } : { ...draft, problem: answer.problem.detail });
	}
	async function take(chosen: readonly File[]): Promise<void> {
		const mine = ++turn.current;
		const files = await textsOf(chosen);
		if (mine !== turn.current) return;
		if (typeof files === "string") setShown({ ...nothing, problem: files });
		else await look(files, shown.format);
	}
	return {
		...shown,
		take: (files) => void take(files),
		readAs: (format) => {
			if (shown.files.length > 0) void look(shown.files, format);
			else setShown({ ...shown, format });
		},
		refuse: (problem) => setShown({ ...shown, problem }),
	};
}
