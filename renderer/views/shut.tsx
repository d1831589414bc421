/** The screen of a page that may not come in: why, and how it may. */
import { IconKey } from "@tabler/icons-react";
import styles from "./shut.module.css";

export function Shut({ words }: { words: string }) {
	return (
		<main className={styles.shut}>
			<IconKey size={28} stroke={1.6} aria-hidden />
			<h1>Greydesk is closed to this page</h1>
			<p>{words}</p>
			<code className="mono">greydesk open</code>
		</main>
	);
}
