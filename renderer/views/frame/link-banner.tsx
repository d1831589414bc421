/** A host whose link is lost: since when what is seen is old, why, and what mends it. */
import { Button } from "@mantine/core";
import type { Host } from "../../../shared/protocol/desk.ts";
import { inView } from "../../state/address.ts";
import { useApp } from "../../state/app-context.tsx";
import { tryHost } from "../../state/host-acts.ts";
import { whenText } from "../../ui/durations.ts";
import { TroubleWords } from "../../ui/trouble-note.tsx";
import { tell } from "../undo.tsx";
import styles from "./frame.module.css";

export function LinkBanner({ host }: { host: Host }) {
	const app = useApp();
	if (host.link !== "gone" && host.link !== "stale") return null;
	const since = whenText(host.sinceAt, Date.now());
	const retry = async () => {
		const answer = await tryHost(app, host.id);
		if (!answer.ok) tell("trouble", "Not tried", answer.problem.detail);
	};
	return (
		<div
			className={`${styles.banner} ${styles.linkBanner}`}
			data-tone={host.link === "gone" ? "trouble" : "deferred"}
			role="status"
		>
			<div className={styles.linkWords}>
				<span>
					<strong>
						{host.link === "gone"
							? `${host.name} cannot be reached since ${since}.`
							: `${host.name} is silent since ${since}.`}
					</strong>{" "}
					It is tried again by itself; what you see is as it was at {since}.
				</span>
				{host.problem !== null && <TroubleWords trouble={host.problem} />}
			</div>
			<Button variant="default" onClick={() => void retry()}>
				Try now
			</Button>
			<Button variant="default" onClick={() => app.address.go(inView(app.address.get(), "hosts"))}>
				Hosts
			</Button>
		</div>
	);
}
