/** The switch that lets everything pass for a while, with the time that is left. */
import { NativeSelect, Switch } from "@mantine/core";
import { useState } from "react";
import { useApp, useHost, useHostNow } from "../../state/app-context.tsx";
import { letAllPass } from "../../state/use-policy.ts";
import { useRights } from "../../state/use-rights.ts";
import { durationText, saidText, whenText } from "../../ui/durations.ts";
import { ReasonField } from "../reason-field.tsx";
import { sayUndoable, tell } from "../undo.tsx";
import styles from "./settings.module.css";

const spans = [
	{ value: "900", label: "for 15 min" },
	{ value: "3600", label: "for 60 min" },
	{ value: "14400", label: "for 4 h" },
	{ value: "86400", label: "for a day" },
];

export function PassAllPart({ untilAt }: { untilAt: number | null }) {
	const { actions } = useApp();
	const host = useHost();
	const now = useHostNow();
	const refused = useRights().settings;
	const [span, setSpan] = useState("3600");
	const [reason, setReason] = useState("");
	const on = untilAt !== null && untilAt > now;
	async function turn(next: boolean): Promise<void> {
		const answer = await letAllPass(host.send, next ? Number(span) : 0, reason.trim());
		if (!answer.ok) return tell("trouble", "Not switched", saidText(answer.problem.detail, host.clock.now()));
		setReason("");
		if ("changed" in answer.value) return tell("plain", "Nothing changed", "The switch is off already.");
		const done = { host: host.id, actionId: answer.value.actionId, of: "change" } as const;
		actions.remember(done);
		const title = next ? "Everything passes for a while" : "Greylisting again";
		sayUndoable(actions, done, { title, message: next ? "It ends by itself." : "New mail waits as the settings say." });
	}
	return (
		<section className={styles.part}>
			<h2>Let everything pass</h2>
			<p className="soft">
				{on
					? `Nothing is deferred for ${durationText((untilAt - now) / 1000)} more, until ${whenText(untilAt, now)}.`
					: "For when mail must not wait: nothing is deferred for a while, and it ends by itself."}
			</p>
			<div className={styles.passing}>
				<Switch
					checked={on}
					disabled={refused !== null}
					label={on ? "on" : "off"}
					aria-label="Let everything pass"
					onChange={(event) => void turn(event.currentTarget.checked)}
				/>
				{!on && (
					<NativeSelect
						size="xs"
						aria-label="For how long"
						disabled={refused !== null}
						data={spans}
						value={span}
						onChange={(event) => setSpan(event.currentTarget.value)}
					/>
				)}
			</div>
			<ReasonField value={reason} disabled={refused !== null} onChange={setReason} />
		</section>
	);
}
