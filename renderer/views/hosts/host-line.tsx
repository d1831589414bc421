/** One host of the list: what it is, how its link is since when, what it runs, what you are there, and what can be done. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconLock, IconPencil, IconRefresh, IconTrash } from "@tabler/icons-react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useApp, useBeat } from "../../state/app-context.tsx";
import { tryHost } from "../../state/host-acts.ts";
import { useHello, useIsSample } from "../../state/use-history.ts";
import { agoText, whenText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import { hostColour } from "../../ui/host-colour.tsx";
import { linkWords } from "../../ui/link-words.ts";
import { TroubleNote } from "../../ui/trouble-note.tsx";
import frame from "../frame/frame.module.css";
import { tell } from "../undo.tsx";
import styles from "./hosts.module.css";

const kinds = {
	embedded: "engine of this desk",
	sample: "sample traffic",
	socket: "unix socket",
	ssh: "over ssh",
} as const;

export interface HostLineProps {
	readonly host: Host;
	readonly shown: boolean;
	readonly onEdit: () => void;
	readonly onRemove: () => void;
}

export function HostLine({ host, shown, onEdit, onRemove }: HostLineProps) {
	const app = useApp();
	const sample = useIsSample(host);
	useBeat(1000);
	const told = useHello().data;
	const link = linkWords(host.link, host.sinceAt);
	const retry = async () => {
		const answer = await tryHost(app, host.id);
		if (!answer.ok) tell("trouble", "Not tried", answer.problem.detail);
	};
	return (
		<li className={styles.host} style={{ borderLeftColor: hostColour(host.colour) }} aria-label={host.name}>
			<div className={styles.what}>
				<strong className="cut">
					<Foreign text={host.name} />
				</strong>
				<span className={styles.tags}>
					{sample && <span className={frame.tag}>sample</span>}
					{host.readOnly && (
						<span className={styles.lock}>
							<IconLock size={12} aria-hidden /> read-only
						</span>
					)}
					{shown && <span className="soft">on screen</span>}
				</span>
				<span className={`${styles.address} mono cut`} title={host.address}>
					<Foreign text={host.address} />
				</span>
			</div>
			<div className={styles.cell}>
				<span className={styles.link}>
					<i className={frame.dot} data-tone={link.tone} />
					{linkWord[host.link]}
				</span>
				<span className="soft figures">
					since {whenText(host.sinceAt, Date.now())} · {agoText(Date.now() - host.sinceAt)}
				</span>
			</div>
			<div className={styles.cell}>
				<span className="cut">
					{told === undefined ? (
						"not told yet"
					) : (
						<Foreign text={`${told.engine.name} ${told.engine.version}${callsItself(host.name, told.host)}`} />
					)}
				</span>
				<span className="soft cut" title="How it is reached, and what you may do there">
					{kinds[host.kind]} · {told === undefined ? "role not told yet" : `you are ${told.role}`}
				</span>
			</div>
			<div className={styles.acts}>
				<Button
					variant="default"
					onClick={() => app.address.go({ view: "watch", host: host.id, open: null, with: null })}
					aria-label={`Watch ${host.name}`}
				>
					Watch
				</Button>
				<Tooltip label={host.link === "live" ? "The link is live" : "Try now"}>
					<ActionIcon aria-label={`Try ${host.name} now`} onClick={() => void retry()} disabled={host.link === "live"}>
						<IconRefresh size={16} stroke={1.8} />
					</ActionIcon>
				</Tooltip>
				<Tooltip label="Name, colour, read-only">
					<ActionIcon aria-label={`Edit ${host.name}`} onClick={onEdit}>
						<IconPencil size={16} stroke={1.8} />
					</ActionIcon>
				</Tooltip>
				<Tooltip label={host.removable ? "Remove from this desk" : "This desk’s own: it cannot be removed"}>
					<ActionIcon aria-label={`Remove ${host.name}`} onClick={onRemove} disabled={!host.removable}>
						<IconTrash size={16} stroke={1.8} />
					</ActionIcon>
				</Tooltip>
			</div>
			{host.problem !== null && (
				<div className={styles.problem}>
					<TroubleNote trouble={host.problem} kept />
				</div>
			)}
		</li>
	);
}

/** Empty where it is named so already. */
function callsItself(name: string, itself: string): string {
	return itself === "" || itself === name ? "" : ` on ${itself}`;
}

const linkWord = { live: "live", connecting: "connecting…", stale: "frozen: silent", gone: "gone" } as const;
