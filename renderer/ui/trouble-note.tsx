/** Why a host cannot be used, in one sentence, and what mends it: the next step, and the command for it to copy. */
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Trouble } from "../../shared/protocol/shapes.ts";
import { CopyText } from "./copy-button.tsx";
import styles from "./note.module.css";

/** `kept`: the desk holds the host, and tries it again; a first connect that failed is over. */
export function TroubleNote({ trouble, kept = false }: { trouble: Trouble; kept?: boolean }) {
	return (
		<div className={styles.note} data-tone="trouble" data-flat="true" role="alert">
			<IconAlertTriangle size={18} aria-hidden />
			<div className={styles.words}>
				<TroubleWords trouble={trouble} />
				{kept && <span>It is tried again by itself.</span>}
			</div>
		</div>
	);
}

/** The same without a frame, where one stands around it already. */
export function TroubleWords({ trouble }: { trouble: Trouble }) {
	return (
		<>
			<strong>{trouble.words}</strong>
			<span>{trouble.mend}</span>
			{trouble.command !== null && (
				<span className={styles.command}>
					<code className="mono">{trouble.command}</code>
					<CopyText text={trouble.command} label="Copy command" />
				</span>
			)}
		</>
	);
}
