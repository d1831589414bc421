/** No entry to show: why, what whitelists do, and how one is begun. */
import { Button, Group } from "@mantine/core";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useApp } from "../../state/app-context.tsx";
import { useAsking } from "../../state/use-asking.ts";
import type { WhitelistPart } from "../../state/use-whitelists.ts";
import { EmptyNote } from "../../ui/problem-note.tsx";
import { NothingRead } from "../nothing-read.tsx";
import { partWords } from "./kinds.ts";
import styles from "./whitelists.module.css";

export interface WhitelistsNoteProps {
	readonly host: Host;
	readonly reading: boolean;
	readonly kind: WhitelistPart | null;
	readonly find: string;
	readonly onAdd: () => void;
	readonly onPack: () => void;
}

export function WhitelistsNote({ host, reading, kind, find, onAdd, onPack }: WhitelistsNoteProps) {
	const { address } = useApp();
	const asking = useAsking();
	if (reading && !asking) return <NothingRead host={host} />;
	if (reading) return <EmptyNote title={`Reading the whitelists of ${host.name}…`} />;
	if (find !== "")
		return (
			<EmptyNote title="Nothing matches">
				No entry speaks of “{find}”{kind === null ? "" : ` among ${partWords[kind]}`}.{" "}
				<Button variant="subtle" size="compact-xs" onClick={() => address.go({ kind: null, find: "" })}>
					Show all
				</Button>
			</EmptyNote>
		);
	if (kind !== null)
		return (
			<EmptyNote title={`No entries: ${partWords[kind]}`}>
				{kind === "auto" && "Clients and sender domains come here by themselves, once they have passed often enough. "}
				<Button variant="subtle" size="compact-xs" onClick={() => address.go({ kind: null })}>
					Show all
				</Button>
			</EmptyNote>
		);
	return (
		<EmptyNote title="Nothing is whitelisted">
			<p className={styles.about}>
				Mail that an entry covers passes at its first attempt; your other checks stand. Best is the verified name of a
				client or its network. A sender alone is forgeable: an entry for one counts only where the client’s verified
				name proves it. Senders that retry well come here by themselves, as <em>auto</em>.
			</p>
			<Group gap={8} justify="center">
				<Button variant="default" onClick={onAdd}>
					Add the first entry
				</Button>
				<Button variant="default" onClick={onPack}>
					Let the large senders pass…
				</Button>
			</Group>
		</EmptyNote>
	);
}
