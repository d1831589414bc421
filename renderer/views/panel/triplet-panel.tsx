/** One triplet: whose turn it is, when it may pass, what can be done, every attempt, its siblings. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useAddress, useApp, useHostNow } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { useAsking, useFailure } from "../../state/use-asking.ts";
import { useTriplet } from "../../state/use-triplets.ts";
import { MailAddress } from "../../ui/foreign-text.tsx";
import { useKeys } from "../../ui/keys.ts";
import { EmptyNote, ProblemNote } from "../../ui/problem-note.tsx";
import { Verdict } from "../../ui/verdict.tsx";
import { stateWords } from "../../ui/verdict-words.ts";
import { Attempts } from "./attempts.tsx";
import { Known } from "./known.tsx";
import styles from "./panel.module.css";
import { PanelActions } from "./panel-actions.tsx";
import { Siblings } from "./siblings.tsx";
import { Turn } from "./turn.tsx";

export function TripletPanel({ id }: { id: string }) {
	const { address } = useApp();
	const { view } = useAddress();
	const shown = useTriplet(id);
	const failure = useFailure(shown);
	const asking = useAsking();
	const now = useHostNow();
	const close = () => address.go({ open: null }, "replace");
	useKeys({ Escape: close });
	const problem = failure === null ? null : problemOf(failure);
	const gone = problem?.status === 404;
	// What was known of a triplet that is no more must not stand there as if it were.
	const told = gone ? undefined : shown.data;
	return (
		<aside className={styles.panel} aria-label="Triplet" data-stale={!asking && told !== undefined}>
			<header className={styles.head}>
				{told === undefined ? (
					<strong>Triplet</strong>
				) : (
					<Verdict words={stateWords(told.triplet.watched ? "watched" : told.triplet.state, "")} />
				)}
				<span className={`${styles.id} mono soft`}>{id}</span>
				<Tooltip label="Close (Esc)">
					<ActionIcon aria-label="Close the triplet" onClick={close}>
						<IconX size={17} />
					</ActionIcon>
				</Tooltip>
			</header>
			{gone && (
				<EmptyNote title="There is no such triplet now">
					It was purged, or forgotten when its time was over. Where a purge is undone, it is shown again.
				</EmptyNote>
			)}
			{problem !== null && !gone && <ProblemNote problem={problem} again={() => void shown.refetch()} />}
			{told === undefined && problem === null && (
				<EmptyNote title={asking ? "Reading the triplet…" : "Not read before the link went down"} />
			)}
			{told !== undefined && (
				<div className={styles.body} tabIndex={0} role="region" aria-label="About this triplet">
					<div className={styles.mail}>
						<span className="soft">From</span>
						<MailAddress address={told.triplet.sender} cut={false} />
						<span className="soft">To</span>
						<MailAddress address={told.triplet.recipients[0] ?? ""} cut={false} />
					</div>
					<Turn triplet={told.triplet} words={told.words} now={now} />
					<PanelActions triplet={told.triplet} keys={view === "watch"} />
					<Attempts attempts={told.attempts} complete={told.attemptsComplete} now={now} />
					<Known triplet={told.triplet} now={now} />
					<Siblings siblings={told.siblings} now={now} />
				</div>
			)}
		</aside>
	);
}
