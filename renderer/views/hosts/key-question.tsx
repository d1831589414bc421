/** First contact over ssh: what the host shows, large, to compare with what its owner reads on the host itself. */
import { Button } from "@mantine/core";
import type { Trouble } from "../../../shared/protocol/shapes.ts";
import { CopyText } from "../../ui/copy-button.tsx";
import styles from "./hosts.module.css";

/** On the host, not over the line that is to be proved. */
const READ_KEY = "ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub";

export interface KeyQuestionProps {
	readonly keys: Trouble["keys"];
	readonly asking: boolean;
	/** The fingerprint that was compared. */
	readonly onTrust: (fingerprint: string) => void;
	readonly onRefuse: () => void;
}

export function KeyQuestion({ keys, asking, onTrust, onRefuse }: KeyQuestionProps) {
	const shown = [...keys].sort((one, other) => rank(one.type) - rank(other.type));
	return (
		<section className={styles.question} aria-label="Is this the right host?">
			<h3>Is this the right host?</h3>
			<p>
				It was never spoken to before. Its key must be the one that you, or whoever runs it, read on the host itself, at
				its console or a session you trust:
			</p>
			<p className={styles.copies}>
				<code className="mono">{READ_KEY}</code>
				<CopyText text={READ_KEY} label="Copy command" />
			</p>
			<ul className={styles.keys}>
				{shown.map(({ type, fingerprint }) => (
					<li key={fingerprint}>
						<span className="soft">{type}</span>
						<code className={`${styles.fingerprint} mono`}>{fingerprint}</code>
						<Button size="compact-sm" onClick={() => onTrust(fingerprint)} loading={asking}>
							It is the same: connect
						</Button>
					</li>
				))}
			</ul>
			<p className="soft">If it differs, somebody may stand between you and the host: refuse, and ask who runs it.</p>
			<Button variant="default" onClick={onRefuse} data-autofocus>
				Refuse
			</Button>
		</section>
	);
}

/** The key that the command above tells comes first. */
function rank(type: string): number {
	return /ed25519/i.test(type) ? 0 : 1;
}
