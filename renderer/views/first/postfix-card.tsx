/** The restriction for the Postfix on this machine, to copy, and where it must stand. */
import { CopyText } from "../../ui/copy-button.tsx";
import styles from "./first.module.css";

export function PostfixCard({ version, policyAddress }: { version: string | null; policyAddress: string | null }) {
	if (policyAddress === null)
		return (
			<p>
				The engine here has no policy port: another program holds it. End that one, or start with{" "}
				<code className="mono">greydesk daemon --policy 127.0.0.1:PORT</code>.
			</p>
		);
	const line = `check_policy_service { inet:${policyAddress}, timeout=5s, default_action=DUNNO }`;
	return (
		<>
			<p>
				Postfix {version ?? ""} is installed. Add this to <b>your own</b>{" "}
				<code className="mono">smtpd_recipient_restrictions</code> in <code className="mono">/etc/postfix/main.cf</code>
				, as the <b>last</b> entry:
			</p>
			<pre className={`${styles.line} mono`}>{line}</pre>
			<div className={styles.copies}>
				<CopyText text={line} label="Copy the entry" />
				<CopyText text="sudo postfix reload" label="Copy: postfix reload" />
			</div>
			<p>It must stand after these, so that nobody is delayed whom you would let in or turn away anyway:</p>
			<ol className={`${styles.order} mono`}>
				{order.map((entry) => (
					<li key={entry}>{entry}</li>
				))}
			</ol>
			<p className="soft">
				With <code className="mono">default_action=DUNNO</code> a daemon of ours that is down delays nobody. The chart
				moves with the first mail.
			</p>
		</>
	);
}

const order = [
	"permit_mynetworks",
	"permit_sasl_authenticated",
	"reject_unauth_destination",
	"reject_unlisted_recipient",
	"… your other rejects",
];
