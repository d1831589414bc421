/** Whose turn it is, with a countdown, and the delay parted into ours and theirs. */
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { durationText, instantText, saidText, whenText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import styles from "./panel.module.css";

export function Turn({ triplet, words, now }: { triplet: Triplet; words: string; now: number }) {
	return (
		<section className={styles.turn} data-state={triplet.state}>
			<div className={`${styles.countdown} figures`}>{headline(triplet, now)}</div>
			<p>
				<Foreign text={saidText(words, now)} cut={false} />
			</p>
			<DelayBar triplet={triplet} now={now} />
			{triplet.nextTry !== null && (
				<p className="figures">
					Next try expected{" "}
					<b title={instantText(triplet.nextTry.from)}>
						{whenText(triplet.nextTry.from, now)} – {whenText(triplet.nextTry.to, now)}
					</b>{" "}
					<span className="soft">({triplet.nextTry.basis})</span>
				</p>
			)}
		</section>
	);
}

function headline(triplet: Triplet, now: number): string {
	const left = (triplet.mayPassAt - now) / 1000;
	if (triplet.watched) return left > 0 ? `Let through; it would wait ${durationText(left)} more` : "Let through";
	switch (triplet.state) {
		case "waiting":
			return left > 0 ? `May pass in ${durationText(left)}` : `May pass, for ${durationText(-left)} now`;
		case "approved":
			return "Passes at the next attempt";
		case "expired":
			return triplet.reason === "retried-elsewhere" ? "Came back by another client" : "Never came back";
		case "passed":
			return triplet.passedAt === null ? "Passed" : `Passed ${whenText(triplet.passedAt, now)}`;
	}
}

/** Two lengths, and two words: the page this product comes from rests on that distinction. */
function DelayBar({ triplet, now }: { triplet: Triplet; now: number }) {
	// Nobody waits in what was only watched: a bar of its delay would tell of none that was.
	if (triplet.watched) return null;
	const waiting = triplet.state === "waiting";
	const asked = (triplet.mayPassAt - triplet.firstSeenAt) / 1000;
	const ours = waiting ? Math.min(asked, (now - triplet.firstSeenAt) / 1000) : triplet.ourDelaySeconds;
	const theirs = waiting ? Math.max(0, (now - triplet.mayPassAt) / 1000) : triplet.theirDelaySeconds;
	if (ours === null || theirs === null) return null;
	const share = asked + theirs === 0 ? 50 : Math.min(85, Math.max(15, (100 * asked) / (asked + theirs)));
	const filled = asked === 0 ? 100 : Math.min(100, (100 * ours) / asked);
	return (
		<div className={`${styles.delay} figures`}>
			<div className={styles.bar} aria-hidden>
				<span style={{ width: `${waiting && theirs === 0 ? 100 : share}%` }} data-whose="ours">
					<i style={{ width: `${filled}%` }} />
				</span>
				{(!waiting || theirs > 0) && <span style={{ flex: 1 }} data-whose="theirs" />}
			</div>
			<div className={styles.bounds}>
				<span>
					Ours <b>{durationText(ours)}</b>
					{waiting && ours < asked ? ` of ${durationText(asked)}` : ""}
				</span>
				<span>
					Theirs <b>{durationText(theirs)}</b>
					{waiting && theirs > 0 ? " so far" : ""}
				</span>
			</div>
		</div>
	);
}
