/** One alert: what, since when, what to do, and who has seen it. What somebody has seen is calm. */
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconEyeCheck } from "@tabler/icons-react";
import { inView } from "../../state/address.ts";
import { useAddress, useApp } from "../../state/app-context.tsx";
import { type Alert, isSeen } from "../../state/use-alerts.ts";
import { agoText, instantText, saidText } from "../../ui/durations.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import styles from "./alerts.module.css";
import { remedyOf } from "./remedies.ts";

export interface AlertItemProps {
	readonly alert: Alert;
	readonly now: number;
	/** Why it cannot be acknowledged by us; null: it can. */
	readonly refused: string | null;
	/** It is on its way. */
	readonly busy: boolean;
	readonly onAcknowledge: () => void;
	readonly onFocus: () => void;
}

export function AlertItem({ alert, now, refused, busy, onAcknowledge, onFocus }: AlertItemProps) {
	const { address } = useApp();
	const here = useAddress();
	const seen = alert.acknowledged ?? null;
	const remedy = remedyOf(alert.id);
	return (
		<li className={styles.alert} data-seen={isSeen(alert)} data-alert={alert.id} tabIndex={-1} onFocus={onFocus}>
			{seen === null ? (
				<IconAlertTriangle size={18} color="var(--trouble-ink)" aria-hidden />
			) : (
				<IconEyeCheck size={18} aria-hidden />
			)}
			<div className={styles.words}>
				<p>
					<Foreign text={saidText(alert.words, now)} cut={false} />
				</p>
				<span className="soft">
					<span className="figures" title={instantText(alert.raisedAt)}>
						Raised {agoText(now - alert.raisedAt)} ago, {instantText(alert.raisedAt)}
					</span>{" "}
					· <span className="mono">{alert.id}</span>
				</span>
				{seen !== null && (
					<span className="soft figures" title={instantText(seen.at)}>
						Acknowledged by <Foreign text={seen.by} cut={false} />, {agoText(now - seen.at)} ago. It goes when it is
						over.
					</span>
				)}
			</div>
			<div className={styles.deeds}>
				{remedy !== null && (
					<Button variant="default" onClick={() => address.go({ ...inView(here, here.view), ...remedy.to })}>
						{remedy.label}
					</Button>
				)}
				{seen === null && (
					<Button
						variant="light"
						loading={busy}
						disabled={refused !== null}
						title={refused ?? "Says that somebody has seen it (a); it stays until it is over"}
						onClick={onAcknowledge}
					>
						Acknowledge
					</Button>
				)}
			</div>
		</li>
	);
}
