/** How the address of a host is written. */
import styles from "./hosts.module.css";

const ways = [
	["unix:/run/greydesk/management.sock", "a daemon on this computer, or a socket that is forwarded here"],
	["ssh://mx1.example.net", "over ssh, with your own agent and ~/.ssh/config; its usual socket"],
	["ssh://anna@mx1.example.net:2222/run/greydesk/viewer.sock", "user, port and socket named"],
] as const;

export function AddressHelp() {
	return (
		<details className={styles.grammar}>
			<summary>How it is written</summary>
			<dl>
				{ways.map(([example, words]) => (
					<div key={example}>
						<dt className="mono">{example}</dt>
						<dd>{words}</dd>
					</div>
				))}
			</dl>
			<p>
				The socket says what you may do: <code className="mono">management.sock</code> everything,{" "}
				<code className="mono">helpdesk.sock</code> approve, <code className="mono">viewer.sock</code> look.
			</p>
		</details>
	);
}
