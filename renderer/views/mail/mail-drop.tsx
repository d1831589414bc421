/** The whole window takes a mail that is dropped on it. Without this a browser would leave the page for the file. */
import { useEffect, useState } from "react";
import type { OpenedMail } from "../../state/opened-mail.ts";
import styles from "./mail.module.css";

export function MailDrop({ mail }: { mail: OpenedMail }) {
	const [over, setOver] = useState(false);
	useEffect(() => {
		function drag(event: DragEvent): void {
			if (!carriesFiles(event)) return;
			event.preventDefault();
			setOver(true);
		}
		/** Told for each element that is left: only out of the window counts. */
		function leave(event: DragEvent): void {
			if (event.relatedTarget === null) setOver(false);
		}
		function drop(event: DragEvent): void {
			if (!carriesFiles(event)) return;
			event.preventDefault();
			setOver(false);
			void mail.take([...(event.dataTransfer?.files ?? [])]);
		}
		addEventListener("dragover", drag);
		addEventListener("dragleave", leave);
		addEventListener("drop", drop);
		return () => {
			removeEventListener("dragover", drag);
			removeEventListener("dragleave", leave);
			removeEventListener("drop", drop);
		};
	}, [mail]);
	return over ? (
		<div className={styles.over} role="status">
			<span>Drop the mail to see its text</span>
		</div>
	) : null;
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
	return dataTransfer?.types.includes("Files") === true;
}
