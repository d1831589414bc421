/** A refusal or trouble: what, and the next step. Never an error without one. */
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import styles from "./note.module.css";
import { visibleLines } from "./visible-text.ts";

export interface NoteProblem {
	readonly title: string;
	readonly detail: string;
}

export function ProblemNote({ problem, again }: { problem: NoteProblem; again?: () => void }) {
	return (
		<div className={styles.note} data-tone="trouble" role="alert">
			<IconAlertTriangle size={18} aria-hidden />
			<div className={styles.words}>
				<strong>{problem.title}</strong>
				{/* It may quote a name that a stranger gave. */}
				<span>{visibleLines(problem.detail)}</span>
			</div>
			{again !== undefined && (
				<Button variant="default" onClick={again}>
					Try again
				</Button>
			)}
		</div>
	);
}

/** Nothing to show, and why: a sign, a sentence, perhaps a way on. */
export function EmptyNote({ title, children }: { title: string; children?: ReactNode }) {
	return (
		<div className={styles.empty}>
			<strong>{title}</strong>
			<div>{children}</div>
		</div>
	);
}
