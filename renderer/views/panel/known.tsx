/** What is known of the triplet besides. Unknown is said as unknown. */
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { instantText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { Moment } from "../../ui/moment.tsx";
import styles from "./panel.module.css";

export function Known({ triplet, now }: { triplet: Triplet; now: number }) {
	const facts = [
		["Client", triplet.client],
		["Its name", triplet.clientName],
		["HELO", triplet.helo],
		["Counted as client", triplet.clientKey],
		["Counted as sender", triplet.senderKey === "" ? "<>" : triplet.senderKey],
	] as const;
	return (
		<section className={styles.section}>
			<h3>Known of it</h3>
			<dl className={styles.known}>
				{facts.map(([name, text]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd className={text === null ? "soft" : "mono"}>
							{text === null ? "unknown" : <Foreign text={text} cut={false} />}
						</dd>
					</div>
				))}
				<When name="First seen" at={triplet.firstSeenAt} now={now} />
				<When name="Last seen" at={triplet.lastSeenAt} now={now} />
				<When name="May pass from" at={triplet.mayPassAt} now={now} />
				<When name="Forgotten" at={triplet.expiresAt} now={now} />
				{triplet.approval?.untilAt != null && <When name="Approved until" at={triplet.approval.untilAt} now={now} />}
			</dl>
		</section>
	);
}

function When({ name, at, now }: { name: string; at: number; now: number }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd className="figures">
				{instantText(at)}{" "}
				<span className="soft">
					(<Moment at={at} now={now} />)
				</span>
			</dd>
		</div>
	);
}
