/** Said above the whitelists where a newer build carries another pack than is on: what differs, and the way to it. */
import { Button } from "@mantine/core";
import { usePack } from "../../state/use-pack.ts";
import styles from "./pack.module.css";

export function PackNote({ onLook }: { onLook: () => void }) {
	const told = usePack().data;
	if (told === undefined || told.enabled === null || told.added.length + told.removed.length === 0) return null;
	return (
		<div className={styles.note} role="status">
			<span>
				The pack of large senders has changed: that of {told.date} has {told.added.length} more and{" "}
				{told.removed.length} less than is on here. Nothing changes until you take it.
			</span>
			<Button variant="default" size="compact-xs" onClick={onLook}>
				Look at it
			</Button>
		</div>
	);
}
