/** Other triplets of the same mail's sender and recipient, or of the same client: a click opens one. */
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { useApp } from "../../state/app-context.tsx";
import { Foreign, MailAddress } from "../../ui/foreign-text.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Verdict } from "../../ui/verdict.tsx";
import { stateWords } from "../../ui/verdict-words.ts";
import styles from "./panel.module.css";

export function Siblings({ siblings, now }: { siblings: readonly Triplet[]; now: number }) {
	const { address } = useApp();
	if (siblings.length === 0) return null;
	return (
		<section className={styles.section}>
			<h3>Siblings</h3>
			<ul className={styles.siblings}>
				{siblings.map((row) => (
					<li key={row.id}>
						<button type="button" onClick={() => address.go({ open: row.id }, "replace")}>
							<Verdict words={stateWords(row.watched ? "watched" : row.state, row.reason)} brief />
							<MailAddress address={row.sender} />
							<span className="soft">
								<Moment at={row.lastSeenAt} now={now} />
							</span>
							<span className={`${styles.siblingClient} mono soft`}>
								<Foreign text={`${row.client} → ${row.recipients[0] ?? ""}`} />
							</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}
