/** Everything passes: for how long yet, and the button that ends it. */
import { Button } from "@mantine/core";
import { useApp, useHost } from "../../state/app-context.tsx";
import { letAllPass } from "../../state/use-policy.ts";
import { useRights } from "../../state/use-rights.ts";
import { durationText, instantText, saidText } from "../../ui/durations.ts";
import { sayUndoable, tell } from "../undo.tsx";
import styles from "./frame.module.css";
import own from "./preferences.module.css";

export function PassAllBanner({ untilAt, now }: { untilAt: number; now: number }) {
	const { actions } = useApp();
	const host = useHost();
	const refused = useRights().settings;
	async function end(): Promise<void> {
		const answer = await letAllPass(host.send, 0, "");
		if (!answer.ok) return tell("trouble", "Not ended", saidText(answer.problem.detail, host.clock.now()));
		if ("changed" in answer.value) return tell("plain", "Nothing changed", "The switch is off already.");
		const done = { host: host.id, actionId: answer.value.actionId, of: "change" } as const;
		actions.remember(done);
		sayUndoable(actions, done, { title: "Greylisting again", message: "New mail waits as the settings say." });
	}
	return (
		<div className={`${styles.banner} ${own.acting}`} data-tone="operator" role="status">
			<span title={`Until ${instantText(untilAt)}`}>
				<strong>Everything passes</strong> for {durationText((untilAt - now) / 1000)} more, by an operator.
			</span>
			<Button
				variant="default"
				size="compact-xs"
				disabled={refused !== null}
				title={refused ?? "Greylist again at once"}
				onClick={() => void end()}
			>
				End it now
			</Button>
		</div>
	);
}
