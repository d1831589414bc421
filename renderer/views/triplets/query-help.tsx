/** Examples of the query language, a click from the field. */
import styles from "./query.module.css";

const examples = [
	["state:waiting age:>1h", "waiting for more than an hour"],
	["sender:*@example.com", "from anybody there"],
	["recipient:anna@*", "to anna, at any of our domains"],
	["client:192.0.2.0/24", "from a network"],
	["host:*.example.net", "by the client's verified name"],
	["attempts:>=3", "tried three times or more"],
	["-reason:early", "without the early ones"],
	['"invoice"', "a word anywhere"],
] as const;

export function QueryHelp({ onPick }: { onPick: (example: string) => void }) {
	return (
		<div className={styles.help}>
			<div className="soft">Words are joined by “and”; a minus excludes.</div>
			{examples.map(([example, words]) => (
				<button
					key={example}
					type="button"
					className={styles.example}
					// Before the field loses its focus, and this its place.
					onMouseDown={(event) => {
						event.preventDefault();
						onPick(example);
					}}
				>
					<code className="mono">{example}</code>
					<span className="soft">{words}</span>
				</button>
			))}
		</div>
	);
}
