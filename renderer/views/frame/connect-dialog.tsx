/** The same form as on the first screen, in a dialog. */
import { Modal } from "@mantine/core";
import { ConnectForm } from "./connect-form.tsx";

export function ConnectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
	return (
		<Modal opened={opened} onClose={onClose} title="Connect to a host">
			<ConnectForm onDone={onClose} />
		</Modal>
	);
}
