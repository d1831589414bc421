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
	/** Files that were chosen beside these, and why they are not taken; null: none. */
	readonly left: string | null;
	take(files: readonly File[]): void;
	readAs(format: ListFormat | null): void;
	refuse(problem: string): void;
}

type Shown = Pick<ImportDraft, "files" | "format" | "told" | "reading" | "problem" | "left">;
const nothing: Shown = { files: [], format: null, told: null, reading: false, problem: null, left: null };

export function useImport(): ImportDraft {
	const { send } = useHost();
	const [shown, setShown] = useState(nothing);
	/** An answer that takes its time must not cover that of files chosen after it. */
	const turn = useRef(0);
	async function look({ files, left, format }: Pick<Shown, "files" | "left" | "format">): Promise<void> {
		const mine = ++turn.current;
		const draft = { ...nothing, files, left, format };
		setShown({ ...draft, reading: true });
		const answer = await tryImport(send, { files, format, reason: "" });
		if (mine !== turn.current) return;
		setShown(answer.ok ? { ...draft, told: answer.value } : { ...draft, problem: answer.problem.detail });
	}
	async function take(chosen: readonly File[]): Promise<void> {
		const mine = ++turn.current;
		const read = await textsOf(chosen);
		if (mine !== turn.current) return;
		if (typeof read === "string") setShown({ ...nothing, problem: read });
		else await look({ files: read.texts, left: read.left, format: shown.format });
	}
	return {
		...shown,
		take: (files) => void take(files),
		readAs: (format) => {
			if (shown.files.length > 0) void look({ ...shown, format });
			else setShown({ ...shown, format });
		},
		refuse: (problem) => setShown({ ...shown, problem }),
	};
}
