/** In the bar: how many alerts of the host nobody has seen yet, and the way to them. Calm where there is none. */
import { IconBell, IconBellRinging } from "@tabler/icons-react";
import { formatAddress, inView } from "../../state/address.ts";
import { useAddress, useApp } from "../../state/app-context.tsx";
import { isSeen, useAlerts } from "../../state/use-alerts.ts";
import { countText, plural } from "../../ui/numbers.ts";
import styles from "./alerts.module.css";

export function AlertsSign({ host }: { host: string }) {
	const app = useApp();
	const address = useAddress();
	const alerts = useAlerts(app.host(host));
	const fresh = alerts?.filter((alert) => !isSeen(alert)).length ?? 0;
	const words = wordsOf(alerts?.length ?? null, fresh);
	const Sign = fresh > 0 ? IconBellRinging : IconBell;
	return (
		<a
			className={styles.sign}
			data-fresh={fresh > 0}
			href={formatAddress(inView(address, "alerts"))}
			aria-label={`Alerts: ${words}`}
			title={`${words} (g e)`}
			aria-current={address.view === "alerts" ? "page" : undefined}
			onClick={(event) => {
				if (event.metaKey || event.ctrlKey) return;
				event.preventDefault();
				app.address.go(inView(address, "alerts"));
			}}
		>
			<Sign size={18} stroke={1.8} aria-hidden />
			{fresh > 0 && <span className="figures">{countText(fresh)}</span>}
		</a>
	);
}

function wordsOf(all: number | null, fresh: number): string {
	if (all === null) return "not known yet";
	if (all === 0) return "none is raised";
	if (fresh === 0) return `${plural(all, "alert")}, all acknowledged`;
	return `${plural(fresh, "alert")} nobody has acknowledged`;
}
