/** Opens another window of this desk; where the browser refuses, its address is there to copy. */
import { notifications } from "@mantine/notifications";
import { addressForWindow } from "../../state/another-window.ts";
import { useApp } from "../../state/app-context.tsx";
import { CopyText } from "../../ui/copy-button.tsx";
import { tell } from "../undo.tsx";

export function useAnotherWindow(): () => Promise<void> {
	const { desk } = useApp();
	return async () => {
		const address = await addressForWindow(desk, location);
		if (!address.ok) return tell("trouble", "No other window", address.problem.detail);
		const { url, seconds } = address.value;
		const opened = open(url, "_blank");
		if (opened !== null) {
			// Two windows of one desk need nothing of each other.
			opened.opener = null;
			return;
		}
		notifications.show({
			title: "The browser opened no window",
			autoClose: seconds * 1000,
			withBorder: true,
			color: "violet",
			message: (
				<div style={{ display: "flex", alignItems: "center", gap: 12 }}>
					<span style={{ flex: 1 }}>Copy its address into a new one; it works once, for {seconds} seconds.</span>
					<CopyText text={url} label="Copy address" />
				</div>
			),
		});
	};
}
