/** Around the table: reading, nothing matches, refused, gone; each in words, with the next step. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { Problem } from "../../../shared/protocol/shapes.ts";
import { useApp } from "../../state/app-context.tsx";
import { useAsking } from "../../state/use-asking.ts";
import { EmptyNote, ProblemNote } from "../../ui/problem-note.tsx";
import { NothingRead } from "../nothing-read.tsx";

export interface TableStateProps {
	readonly list: { readonly isPending: boolean; readonly isFetching: boolean; refetch(): unknown };
	readonly rows: number;
	readonly q: string;
	readonly problem: Problem | null;
	readonly host: Host;
	readonly children: ReactNode;
}

export function TableState({ list, rows, q, problem, host, children }: TableStateProps) {
	const { address } = useApp();
	const asking = useAsking();
	// An error of the query itself stands under the field, where it is being typed.
	if (problem !== null && problem.column === undefined)
		return (
			<>
				<ProblemNote problem={problem} again={() => void list.refetch()} />
				{rows > 0 && children}
			</>
		);
	if (rows > 0) return children;
	if (problem !== null)
		return <EmptyNote title="This query cannot be read">The field above says where and why.</EmptyNote>;
	if (list.isPending && !asking) return <NothingRead host={host} />;
	if (list.isPending) return <EmptyNote title={`Reading the triplets of ${host.name}…`} />;
	if (q !== "")
		return (
			<EmptyNote title="Nothing matches">
				No triplet of {host.name} matches <code className="mono">{q}</code>.{" "}
				<Button variant="subtle" size="compact-xs" onClick={() => address.go({ q: "" })}>
					Show all
				</Button>
			</EmptyNote>
		);
	return (
		<EmptyNote title="No triplets yet">
			A triplet (client, sender, recipient) is remembered when a mail is first seen. None has been.
		</EmptyNote>
	);
}
