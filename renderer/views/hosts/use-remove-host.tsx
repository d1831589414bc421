/** Removes a host, and offers it back for as long as the toast stands; only then does the desk forget it. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useAddress, useApp } from "../../state/app-context.tsx";
import { beginRemoval } from "../../state/host-acts.ts";
import { tell } from "../undo.tsx";

export function useRemoveHost(): (host: Host) => void {
	const app = useApp();
	const here = useAddress();
	return (host) => {
		const removal = beginRemoval(app, host.id);
		if (here.host === host.id) app.address.go({ host: null, open: null });
		const toast = `removed-${host.id}`;
		const back = () => {
			removal.takeBack();
			notifications.hide(toast);
		};
		notifications.show({
			id: toast,
			title: `${host.name} is removed from this desk`,
			autoClose: 12_000,
			withBorder: true,
			color: "violet",
			onClose: () => {
				void removal.finish().then((answer) => {
					if (answer !== null && !answer.ok) tell("trouble", `${host.name} is not removed`, answer.problem.detail);
				});
			},
			message: (
				<div style={{ display: "flex", alignItems: "center", gap: 12 }}>
					<span style={{ flex: 1 }}>Its daemon is not touched.</span>
					<Button variant="default" size="compact-xs" onClick={back}>
						Undo
					</Button>
				</div>
			),
		});
	};
}
