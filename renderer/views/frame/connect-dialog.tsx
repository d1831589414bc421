/** The same form as on the first screen, in a dialog. */
import { Modal } from "@mantine/core";
import { useApp } from "../../state/app-context.tsx";
import { AddHostForm } from "../hosts/add-host-form.tsx";

export function ConnectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
	const { address } = useApp();
	return (
		<Modal opened={opened} onClose={onClose} title="Connect to a host">
			<AddHostForm
				whole
				onDone={(host) => {
					address.go({ view: "watch", host: host.id, open: null, q: "" });
					onClose();
				}}
			/>
		</Modal>
	);
}
