/** Every attempt, newest first: when, what was answered, by which rule and why. */
import type { Attempt } from "../../state/use-triplets.ts";
import { instantText, saidText, whenText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { plural } from "../../ui/numbers.ts";
import { Verdict } from "../../ui/verdict.tsx";
import { verdictWords } from "../../ui/verdict-words.ts";
import styles from "./panel.module.css";

export interface AttemptsProps {
	readonly attempts: readonly Attempt[];
	readonly complete: boolean;
	readonly now: number;
}

export function Attempts({ attempts, complete, now }: AttemptsProps) {
	const newest = [...attempts].sort((one, two) => two.at - one.at);
	return (
		<section className={styles.section}>
			<h3>{plural(attempts.length, "attempt")}</h3>
			{newest.length === 0 && (
				<p className="soft">None is in the history any more; the triplet remembers only their number.</p>
			)}
			<ol className={styles.attempts}>
				{newest.map((attempt) => (
					<li key={attempt.id}>
						<time
							className="figures soft"
							dateTime={new Date(attempt.at).toISOString()}
							title={instantText(attempt.at)}
						>
							{whenText(attempt.at, now)}
						</time>
						<div className={styles.attempt}>
							<Verdict words={verdictWords(attempt.kind, attempt.reason)} />
							<span className="soft">
								<Foreign text={saidText(attempt.why, attempt.at)} cut={false} />
							</span>
							{attempt.client !== null && (
								<span className="mono soft">
									<Foreign text={[attempt.client, attempt.clientName ?? ""].join(" ").trim()} cut={false} />
								</span>
							)}
							{attempt.outcome !== "unknown" && (
								<span className="soft">
									{attempt.outcome === "confirmed" ? (
										"The mail log confirms it"
									) : (
										<Foreign text={overruledWords(attempt.toldCode ?? null)} cut={false} />
									)}
								</span>
							)}
						</div>
					</li>
				))}
			</ol>
			{!complete && newest.length > 0 && <p className="soft">Older attempts are no longer in the history.</p>}
		</section>
	);
}

function overruledWords(code: string | null): string {
	return `Another rule answered the client${code === null ? "" : ` with ${code}`} instead`;
}
