/** Hosts: every mail host this desk knows, how each link is and what mends it; one more is added at the side. */
import { useState } from "react";
import { HostProvider, useApp, useChosenHost, useHosts } from "../../state/app-context.tsx";
import { useKeys } from "../../ui/keys.ts";
import { plural } from "../../ui/numbers.ts";
import { EmptyNote } from "../../ui/problem-note.tsx";
import { tell } from "../undo.tsx";
import { AddHostForm } from "./add-host-form.tsx";
import { EditHost } from "./edit-host.tsx";
import { HostLine } from "./host-line.tsx";
import styles from "./hosts.module.css";
import { useRemoveHost } from "./use-remove-host.tsx";

const ADDRESS_FIELD = "[data-add-host] input";

export function HostsView() {
	const app = useApp();
	const hosts = useHosts();
	const chosen = useChosenHost();
	const remove = useRemoveHost();
	const [edited, setEdited] = useState<string | null>(null);
	useKeys({ n: () => document.querySelector<HTMLInputElement>(ADDRESS_FIELD)?.focus() });
	if (hosts === null) return <EmptyNote title="Asking the desk for its hosts…" />;
	const editing = hosts.find((host) => host.id === edited);
	return (
		<main className={styles.view}>
			<div className={styles.list} tabIndex={0} role="region" aria-label="Hosts of this desk">
				<h1>
					Hosts <span className="soft figures">{plural(hosts.length, "host")}</span>
				</h1>
				<ul>
					{hosts.map((host) => (
						<HostProvider key={host.id} value={app.host(host.id)}>
							<HostLine
								host={host}
								shown={host.id === chosen?.id}
								onEdit={() => setEdited(host.id)}
								onRemove={() => remove(host)}
							/>
						</HostProvider>
					))}
				</ul>
			</div>
			<aside className={styles.side} aria-label="Add a host" data-add-host>
				<h2>Add a host</h2>
				<AddHostForm whole onDone={(host) => tell("plain", `${host.name} is added`, "Watch it, or add another.")} />
			</aside>
			{editing !== undefined && <EditHost host={editing} onClose={() => setEdited(null)} />}
		</main>
	);
}
