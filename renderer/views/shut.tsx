/** The screens of a page that is not in: it is asking, or it may not, and why, and how it may. */
import { IconKey } from "@tabler/icons-react";
import styles from "./shut.module.css";

export function Shut({ words }: { words: string }) {
	return (
		<main className={styles.shut}>
			<IconKey size={28} stroke={1.6} aria-hidden />
			<h1>Greydesk is closed to this page</h1>
			<p>{words}</p>
			<p>
				<code className="mono">greydesk open</code> or, in Greydesk's folder, <code className="mono">npm start</code>
			</p>
		</main>
	);
}

/** Another window of this desk may let it in: a second at most. */
export function LetIn() {
	return (
		<main className={styles.shut} aria-live="polite">
			<IconKey size={28} stroke={1.6} aria-hidden />
			<h1>Asking to be let in…</h1>
			<p>This address carries no key. Another window of Greydesk that is open lets it in.</p>
		</main>
	);
}
