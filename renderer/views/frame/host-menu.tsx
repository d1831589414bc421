/** Which host is on screen, how its link is, in words; the others, and how to get one more. */
import { Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconPlayerPlay, IconPlayerStop, IconPlugConnected, IconTrash } from "@tabler/icons-react";
import { type Host, playSample, removeHost } from "../../../shared/protocol/desk.ts";
import { useApp } from "../../state/app-context.tsx";
import { ask } from "../../state/ask.ts";
import { useStore } from "../../state/store.ts";
import { useIsSample } from "../../state/use-history.ts";
import { useKeys } from "../../ui/keys.ts";
import { linkWords } from "../../ui/link-words.ts";
import { ConnectDialog } from "./connect-dialog.tsx";
import styles from "./frame.module.css";
import { usePlaySample } from "./use-play-sample.ts";

export function HostMenu({ chosen }: { chosen: Host | null }) {
	const app = useApp();
	const hosts = useStore(app.hosts.info)?.hosts ?? [];
	const [connecting, dialog] = useDisclosure(false);
	const sample = usePlaySample();
	useKeys({ c: dialog.open });
	const playing = hosts.some((host) => host.kind === "sample");
	async function forget(host: Host): Promise<void> {
		await ask(app.desk, removeHost, { params: { id: host.id } });
		await app.reloadHosts();
		if (chosen?.id === host.id) app.address.go({ host: null, open: null });
	}
	async function stopSample(): Promise<void> {
		await ask(app.desk, playSample, { body: { run: false } });
		await app.reloadHosts();
		if (chosen?.kind === "sample") app.address.go({ host: null, open: null });
	}
	return (
		<>
			<Menu position="bottom-start" offset={4}>
				<Menu.Target>
					<button type="button" className={styles.host} aria-label={chosenWords(chosen)}>
						<Chosen host={chosen} />
						<IconChevronDown size={14} aria-hidden />
					</button>
				</Menu.Target>
				<Menu.Dropdown>
					{hosts.map((host) => (
						<Menu.Item key={host.id} onClick={() => app.address.go({ host: host.id, open: null, q: "" })}>
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
					{chosen?.removable === true && chosen.kind === "socket" && (
						<Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void forget(chosen)}>
							Forget {chosen.name}; its daemon is not touched
						</Menu.Item>
					)}
				</Menu.Dropdown>
			</Menu>
			<ConnectDialog opened={connecting} onClose={dialog.close} />
		</>
	);
}

function chosenWords(host: Host | null): string {
	return host === null
		? "Choose a host"
		: `Host ${host.name}, ${linkWords(host.link, host.sinceAt).words}. Choose another`;
}

function Chosen({ host }: { host: Host | null }) {
	const sample = useIsSample(host);
	if (host === null) return <span className="soft">Choose a host</span>;
	const link = linkWords(host.link, host.sinceAt);
	return (
		<>
			<i className={styles.dot} data-tone={link.tone} />
			<span className={`${styles.hostName} cut`}>{host.name}</span>
			{sample && <span className={styles.tag}>sample</span>}
			<span className="soft cut">{link.words}</span>
		</>
	);
}

function HostItem({ host }: { host: Host }) {
	const sample = useIsSample(host);
	const link = linkWords(host.link, host.sinceAt);
	return (
		<div className={styles.item}>
			<i className={styles.dot} data-tone={link.tone} />
			<span className={styles.hostName}>
				{host.name} {sample && <span className={styles.tag}>sample</span>}
			</span>
			<span className="soft">{link.words}</span>
			<span className={`${styles.itemSmall} mono cut`} title={host.address}>
				{host.address}
			</span>
			{host.problem !== null && <span className={styles.itemProblem}>{host.problem}</span>}
		</div>
	);
}
