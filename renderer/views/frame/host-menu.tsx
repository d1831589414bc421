/** Which host is on screen, how its link is, in words; the others, and how to get one more. */
import { Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
	IconAppWindow,
	IconChevronDown,
	IconPlayerPlay,
	IconPlayerStop,
	IconPlugConnected,
	IconServerCog,
} from "@tabler/icons-react";
import { type Host, playSample } from "../../../shared/protocol/desk.ts";
import { inView, toHost } from "../../state/address.ts";
import { useApp, useHosts, useNamesApart } from "../../state/app-context.tsx";
import { ask } from "../../state/ask.ts";
import { useIsSample } from "../../state/use-history.ts";
import { HostEdge, hostColour } from "../../ui/host-colour.tsx";
import { useKeys } from "../../ui/keys.ts";
import { linkWords } from "../../ui/link-words.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import styles from "./frame.module.css";
import { useAnotherWindow } from "./use-another-window.tsx";
import { usePlaySample } from "./use-play-sample.ts";

export function HostMenu({ chosen }: { chosen: Host | null }) {
	const app = useApp();
	const hosts = useHosts() ?? [];
	const nameOf = useNamesApart();
	const [connecting, dialog] = useDisclosure(false);
	const sample = usePlaySample();
	useKeys({ c: dialog.open });
	const playing = hosts.some((host) => host.kind === "sample");
	const anotherWindow = useAnotherWindow();
	async function stopSample(): Promise<void> {
		await ask(app.desk, playSample, { body: { run: false } });
		await app.reloadHosts();
		if (chosen?.kind === "sample") app.address.go({ host: null, open: null });
	}
	return (
		<>
			<Menu position="bottom-start" offset={4}>
				<Menu.Target>
					<button
						type="button"
						className={styles.host}
						aria-label={chosenWords(chosen, chosen === null ? "" : nameOf(chosen))}
						title={
							chosen === null
								? chosenWords(chosen, chosen === null ? "" : nameOf(chosen))
								: `${chosenWords(chosen, chosen === null ? "" : nameOf(chosen))} (${chosen.address})`
						}
						style={chosen?.colour ? { borderLeft: `4px solid ${hostColour(chosen.colour)}` } : {}}
					>
						<Chosen host={chosen} />
						<IconChevronDown size={14} aria-hidden />
					</button>
				</Menu.Target>
				<Menu.Dropdown>
					{hosts.map((host) => (
						<Menu.Item key={host.id} onClick={() => app.address.go(toHost(app.address.get(), host.id))}>
							<HostItem host={host} />
						</Menu.Item>
					))}
					<Menu.Divider />
					<Menu.Item leftSection={<IconPlugConnected size={15} />} onClick={dialog.open}>
						Connect to a host’s management socket…
					</Menu.Item>
					{playing ? (
						<Menu.Item leftSection={<IconPlayerStop size={15} />} onClick={() => void stopSample()}>
							Stop the sample traffic
						</Menu.Item>
					) : (
						<Menu.Item leftSection={<IconPlayerPlay size={15} />} onClick={() => void sample.play()}>
							Play sample traffic
						</Menu.Item>
					)}
					<Menu.Item
						leftSection={<IconServerCog size={15} />}
						rightSection={<span className="soft">g h</span>}
						onClick={() => app.address.go(inView(app.address.get(), "hosts"))}
					>
						All hosts: edit, remove, what mends them
					</Menu.Item>
					<Menu.Item leftSection={<IconAppWindow size={15} />} onClick={() => void anotherWindow()}>
						Open another window
					</Menu.Item>
				</Menu.Dropdown>
			</Menu>
			<ConnectDialog opened={connecting} onClose={dialog.close} />
		</>
	);
}

function chosenWords(host: Host | null, name: string): string {
	return host === null ? "Choose a host" : `Host ${name}, ${linkWords(host.link, host.sinceAt).words}. Choose another`;
}

function Chosen({ host }: { host: Host | null }) {
	const nameOf = useNamesApart();
	const sample = useIsSample(host);
	if (host === null) return <span className="soft">Choose a host</span>;
	const link = linkWords(host.link, host.sinceAt);
	return (
		<>
			<i className={styles.dot} data-tone={link.tone} />
			<span className={`${styles.hostName} cut`}>{nameOf(host)}</span>
			{sample && <span className={styles.tag}>sample</span>}
			{host.readOnly && <span className={styles.tag}>read-only</span>}
			<span className="soft cut">{link.words}</span>
		</>
	);
}

function HostItem({ host }: { host: Host }) {
	const nameOf = useNamesApart();
	const sample = useIsSample(host);
	const link = linkWords(host.link, host.sinceAt);
	return (
		<div className={styles.item}>
			<i className={styles.dot} data-tone={link.tone} />
			<span className={styles.hostName}>
				<HostEdge colour={host.colour} />
				{nameOf(host)} {sample && <span className={styles.tag}>sample</span>}
				{host.readOnly && <span className={styles.tag}>read-only</span>}
			</span>
			<span className="soft">{link.words}</span>
			<span className={`${styles.itemSmall} mono cut`} title={host.address}>
				{host.address}
			</span>
			{host.problem !== null && <span className={styles.itemProblem}>{host.problem.words}</span>}
		</div>
	);
}
