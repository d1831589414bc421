/** Examples of the query language, a click from the field. */
import { queryKeys } from "../../../shared/protocol/query-terms.ts";
import styles from "./query.module.css";

const examples = [
	...queryKeys.filter(({ key }) => key !== "id" && key !== "outcome" && key !== "helo"),
	{ example: "-reason:early", words: "a minus in front: must not hold" },
	{ example: '"invoice"', words: "words of sender, recipient or client begin so" },
];

export function QueryHelp({ onPick }: { onPick: (example: string) => void }) {
	return (
		<div className={styles.help}>
			<div className="soft">Terms are joined by spaces, and all must hold.</div>
			{examples.map(({ example, words }) => (
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
