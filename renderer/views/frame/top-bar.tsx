/** The bar: which host, which view, what time it is there, theme and help. */
import { ActionIcon, Tooltip } from "@mantine/core";
import {
	IconActivity,
	IconAdjustments,
	IconHelp,
	IconHistory,
	IconListDetails,
	IconSettings,
	IconShieldCheck,
} from "@tabler/icons-react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { formatAddress, inView } from "../../state/address.ts";
import { useAddress, useApp, useBeat } from "../../state/app-context.tsx";
import { press } from "../../ui/command-keys.ts";
import { clockText, instantText } from "../../ui/durations.ts";
import { zoneName } from "../../ui/zone.ts";
import { AlertsSign } from "../alerts/alerts-sign.tsx";
import styles from "./frame.module.css";
import { HostMenu } from "./host-menu.tsx";
import { MaskedMark } from "./masked-mark.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

const views = [
	{ name: "watch", label: "Watch", key: "g w", Sign: IconActivity },
	{ name: "triplets", label: "Triplets", key: "g t", Sign: IconListDetails },
	{ name: "whitelists", label: "Whitelists", key: "g l", Sign: IconShieldCheck },
	{ name: "activity", label: "Activity", key: "g a", Sign: IconHistory },
	{ name: "settings", label: "Settings", key: "g s", Sign: IconSettings },
] as const;

export function TopBar({ host, onHelp }: { host: Host | null; onHelp: () => void }) {
	const app = useApp();
	const address = useAddress();
	return (
		<header className={styles.bar}>
			<span className={styles.brand}>
				<img src="/greydesk.svg" width={20} height={20} alt="" />
				<span className={styles.brandName}>Greydesk</span>
			</span>
			<HostMenu chosen={host} />
			<nav className={styles.views} aria-label="Views">
				{views.map(({ name, label, key, Sign }) => (
					<a
						key={name}
						className={styles.view}
						href={formatAddress(inView(address, name))}
						aria-label={label}
						title={`${label} (${key})`}
						aria-current={address.view === name ? "page" : undefined}
						onClick={(event) => {
							if (event.metaKey || event.ctrlKey) return;
							event.preventDefault();
							app.address.go(inView(address, name));
						}}
					>
						<Sign size={16} stroke={1.8} aria-hidden />
						<span>{label}</span>
					</a>
				))}
			</nav>
			<div className={styles.right}>
				<MaskedMark />
				{host !== null && <HostTime id={host.id} />}
				{host !== null && <AlertsSign host={host.id} />}
				<ThemeToggle />
				<Tooltip label="Preferences (,)">
					<ActionIcon aria-label="Preferences" onClick={() => press({ key: "," })}>
						<IconAdjustments size={18} stroke={1.8} />
					</ActionIcon>
				</Tooltip>
				<Tooltip label="Keys and signs (?)">
					<ActionIcon aria-label="Help" onClick={onHelp}>
						<IconHelp size={18} stroke={1.8} />
					</ActionIcon>
				</Tooltip>
			</div>
		</header>
	);
}

function HostTime({ id }: { id: string }) {
	useBeat(1000);
	const { clock } = useApp().host(id);
	const now = clock.now();
	const fast = clock.speed() === 1 ? "" : ` · ${clock.speed()}× speed`;
	return (
		<span className={`${styles.clock} figures`} title={`Time at the host: ${instantText(now)}`}>
			{clockText(now)} {zoneName(now)}
			{fast}
		</span>
	);
}
