/** The restriction for the Postfix on this machine, to copy, and where it must stand. */
import { recipeFor } from "../../../shared/postfix/recipe.ts";
import { CopyText } from "../../ui/copy-button.tsx";
import styles from "./first.module.css";

const USUAL_PORT = ":10023";

export function PostfixCard({ version, policyAddress }: { version: string | null; policyAddress: string | null }) {
	if (policyAddress === null)
		return (
			<p>
				The engine here has no policy port: another program holds it. End that one, or start with{" "}
				<code className="mono">greydesk daemon --policy 127.0.0.1:PORT</code>.
			</p>
		);
	const { restriction, order } = recipeFor(policyAddress);
	const unusual = !policyAddress.endsWith(USUAL_PORT);
	return (
		<>
			<p>
				Postfix {version ?? ""} is installed. Add this to <b>your own</b>{" "}
				<code className="mono">smtpd_recipient_restrictions</code> in <code className="mono">/etc/postfix/main.cf</code>
				, as the <b>last</b> entry:
			</p>
			<pre className={`${styles.line} mono`}>{restriction}</pre>
			{unusual && (
				<p>
					This is not the usual port 10023. Where the app chose it because that one was taken, it is another at the next
					start: good for a trial; for every day let a daemon of its own answer.
				</p>
			)}
			<div className={styles.copies}>
				<CopyText text={restriction} label="Copy the entry" />
				<CopyText text="sudo postfix reload" label="Copy: postfix reload" />
			</div>
			<p>The order matters:</p>
			<ol className={styles.order}>
				{order.map((entry) => (
					<li key={entry}>{entry}</li>
				))}
			</ol>
		</>
	);
}
