/** An address that names a host unknown here: which are known, in the same view, and how it would become known. */
import { Button } from "@mantine/core";
import { formatAddress } from "../../state/address.ts";
import { useAddress, useApp, useHosts } from "../../state/app-context.tsx";
import { Foreign } from "../../ui/foreign-text.tsx";
import { HostEdge } from "../../ui/host-colour.tsx";
import { linkWords } from "../../ui/link-words.ts";
import frame from "../frame/frame.module.css";
import styles from "./unknown.module.css";

export function UnknownHost({ wanted }: { wanted: string }) {
	const app = useApp();
	const here = useAddress();
	const hosts = useHosts() ?? [];
	return (
		<main className={styles.unknown}>
			<h1>No host “{wanted}” is known here</h1>
			<p className="soft">
				The address names a host by the short name that the desk which made it gave to it. This desk knows:
			</p>
			<ul aria-label="Hosts known here">
				{hosts.map((host) => {
					const link = linkWords(host.link, host.sinceAt);
					return (
						<li key={host.id}>
							<a href={formatAddress({ ...here, host: host.id, open: null })}>
								<HostEdge colour={host.colour} />
								<i className={frame.dot} data-tone={link.tone} />
								<strong>
									<Foreign text={host.name} />
								</strong>
								<span className="soft">{link.words}</span>
							</a>
						</li>
					);
				})}
			</ul>
			<Button variant="default" onClick={() => app.address.go({ view: "hosts", host: null, open: null })}>
				Add it under Hosts
			</Button>
		</main>
	);
}
