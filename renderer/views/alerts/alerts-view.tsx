/** Alerts: what is raised at a host now. What nobody has seen comes first; what is over is gone. */
import { useRef, useState } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useHost, useHostNow } from "../../state/app-context.tsx";
import { problemOf } from "../../state/ask.ts";
import { isSeen, useAcknowledge, useAlerts } from "../../state/use-alerts.ts";
import { useFailure } from "../../state/use-asking.ts";
import { useRights } from "../../state/use-rights.ts";
import { useStatus } from "../../state/use-status.ts";
import { useKeys } from "../../ui/keys.ts";
import { plural } from "../../ui/numbers.ts";
import { EmptyNote, ProblemNote } from "../../ui/problem-note.tsx";
import { tell } from "../undo.tsx";
import { AlertItem } from "./alert-item.tsx";
import styles from "./alerts.module.css";

export function AlertsView({ host }: { host: Host }) {
	const state = useHost();
	const now = useHostNow();
	const alerts = useAlerts(state);
	const read = useStatus();
	const failure = useFailure(read);
	const refused = useRights().acknowledge;
	const send = useAcknowledge(state);
	const list = useRef<HTMLUListElement>(null);
	const [cursor, setCursor] = useState<string | null>(null);
	const [asked, setAsked] = useState<string | null>(null);
	const fresh = alerts?.filter((alert) => !isSeen(alert)) ?? [];

	async function acknowledge(id: string | undefined): Promise<void> {
		if (id === undefined) return tell("plain", "Nothing to acknowledge", "Every alert that is raised was seen.");
		if (refused !== null) return tell("trouble", "Not acknowledged", refused);
		setAsked(id);
		const answer = await send(id);
		setAsked(null);
		if (!answer.ok) tell("trouble", "Not acknowledged", answer.problem.detail);
	}
	function move(by: number): void {
		const items = [...(list.current?.querySelectorAll<HTMLElement>("[data-alert]") ?? [])];
		const at = items.findIndex((item) => item.dataset.alert === cursor);
		items[at < 0 ? 0 : Math.min(Math.max(at + by, 0), items.length - 1)]?.focus();
	}
	useKeys({
		ArrowDown: () => move(1),
		j: () => move(1),
		ArrowUp: () => move(-1),
		k: () => move(-1),
		// The one under the keys; where that was seen already, or none is, the first that was not.
		a: () => void acknowledge((fresh.find(({ id }) => id === cursor) ?? fresh[0])?.id),
		r: () => void read.refetch(),
	});
	return (
		<div className={styles.view} tabIndex={0} role="region" aria-label={`Alerts of ${host.name}`}>
			<h1>
				Alerts <span className="soft figures">{headWords(alerts?.length ?? null, fresh.length)}</span>
			</h1>
			{failure !== null && <ProblemNote problem={problemOf(failure)} again={() => void read.refetch()} />}
			{alerts === null && failure === null && <EmptyNote title={`Asking ${host.name} for its alerts…`} />}
			{alerts?.length === 0 && (
				<EmptyNote title="No alert is raised">
					{host.name} watches its disk, journal and history, whether a mail server asks, mail that is stuck, and surges.
					What is wrong stands here, with what to do, until it is over; Activity and the tail keep what was.
				</EmptyNote>
			)}
			<ul ref={list}>
				{alerts?.map((alert) => (
					<AlertItem
						key={alert.id}
						alert={alert}
						now={now}
						refused={refused}
						busy={asked === alert.id}
						onAcknowledge={() => void acknowledge(alert.id)}
						onFocus={() => setCursor(alert.id)}
					/>
				))}
			</ul>
		</div>
	);
}

function headWords(all: number | null, fresh: number): string {
	if (all === null || all === 0) return "";
	return fresh === 0 ? `${plural(all, "alert")}, all acknowledged` : `${fresh} of ${all} not acknowledged`;
}
