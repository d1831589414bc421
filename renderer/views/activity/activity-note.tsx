/** No action to show, and why. */
import { Button } from "@mantine/core";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useApp } from "../../state/app-context.tsx";
import { useAsking } from "../../state/use-asking.ts";
import { EmptyNote } from "../../ui/problem-note.tsx";
import { NothingRead } from "../nothing-read.tsx";

export interface ActivityNoteProps {
	readonly host: Host;
	readonly reading: boolean;
	readonly filtered: boolean;
}

export function ActivityNote({ host, reading, filtered }: ActivityNoteProps) {
	const { address } = useApp();
	const asking = useAsking();
	if (reading && !asking) return <NothingRead host={host} />;
	if (reading) return <EmptyNote title={`Reading the audit trail of ${host.name}…`} />;
	if (filtered)
		return (
			<EmptyNote title="No such action">
				Nobody did anything of this kind, or no name matches.{" "}
				<Button variant="subtle" size="compact-xs" onClick={() => address.go({ kind: null, find: "" })}>
					Show all
				</Button>
			</EmptyNote>
		);
	return (
		<EmptyNote title="Nobody has done anything yet">
			Each approval, purge, undo and change of settings or whitelists will stand here, with who did it and why.
		</EmptyNote>
	);
}
