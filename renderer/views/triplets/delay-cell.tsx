/** Whose delay: ours runs down first, then theirs runs up; of a mail that passed both stand still. */
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { durationText, instantText } from "../../ui/durations.ts";

export function DelayCell({ row, now }: { row: Triplet; now: number }) {
	if (row.watched)
		return (
			<span className="soft" title="It was let through: nobody waits">
				–
			</span>
		);
	const asked = (row.mayPassAt - row.firstSeenAt) / 1000;
	if (row.state === "waiting" && now < row.mayPassAt) {
		const left = (row.mayPassAt - now) / 1000;
		return (
			<span title={`May pass at ${instantText(row.mayPassAt)}`} style={{ color: "var(--deferred-ink)" }}>
				{durationText(left)} left
			</span>
		);
	}
	if (row.state === "waiting")
		return (
			<span title="It may pass; we wait for the sender to come back">
				{durationText(asked)} + {durationText((now - row.mayPassAt) / 1000)} so far
			</span>
		);
	if (row.ourDelaySeconds === null || row.theirDelaySeconds === null) return <span className="soft">–</span>;
	return (
		<span title="Ours: what we asked for. Theirs: until the sender came back after that">
			{durationText(row.ourDelaySeconds)} + {durationText(row.theirDelaySeconds)}
		</span>
	);
}
