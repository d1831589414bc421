/** The frame: one bar with host, views, theme and help; keys that work everywhere. */
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";
import { flushSync } from "react-dom";
import type { ViewName } from "../../../shared/protocol/address.ts";
import type { Host } from "../../../shared/protocol/desk.ts";
import { inView } from "../../state/address.ts";
import { useApp } from "../../state/app-context.tsx";
import { useStore } from "../../state/store.ts";
import { hostColour } from "../../ui/host-colour.tsx";
import { useKeys } from "../../ui/keys.ts";
import { MailDialog } from "../mail/mail-dialog.tsx";
import { Palette } from "../palette/palette.tsx";
import styles from "./frame.module.css";
import { HelpSheet } from "./help-sheet.tsx";
import { TopBar } from "./top-bar.tsx";
import { useToggleMasking } from "./use-change.ts";
import { useCopyPlace } from "./use-copy-place.ts";

export function Frame({ host, children }: { host: Host | null; children: ReactNode }) {
	const { address, hosts } = useApp();
	const line = useStore(hosts.line);
	const [help, helpSheet] = useDisclosure(false);
	const toggleMasking = useToggleMasking();
	const place = useCopyPlace();
	const to = (view: ViewName) => () => address.go(inView(address.get(), view));
	const { view } = useStore(address);
	/** At once: what is typed behind the key is meant for the field, and letters alone do things. */
	const search = () => {
		flushSync(() => address.go({ ...inView(address.get(), "triplets"), q: "" }));
		document.querySelector<HTMLInputElement>("input[aria-label='Query']")?.focus();
	};
	useKeys({
		// The other views have a field of their own.
		...(view === "watch" || view === "settings" || view === "alerts" || view === "hosts" ? { "/": search } : {}),
		"g w": to("watch"),
		"g t": to("triplets"),
		"g a": to("activity"),
		"g l": to("whitelists"),
		"g s": to("settings"),
		"g e": to("alerts"),
		"g h": to("hosts"),
		"?": helpSheet.open,
		h: toggleMasking,
		l: () => void place.link(),
	});
	return (
		<div className={styles.frame}>
			{host !== null && host.colour !== null && (
				<div className={styles.stripe} style={{ background: hostColour(host.colour) }} data-host-colour={host.colour} />
			)}
			<TopBar host={host} onHelp={helpSheet.open} />
			{line === "lost" && (
				<div className={styles.banner} data-tone="trouble" role="status">
					<strong>The desk does not answer.</strong> What you see is as it was; it is tried again every few seconds. If
					you closed it, run <code className="mono">greydesk open</code> or <code className="mono">npm start</code>.
				</div>
			)}
			{children}
			<Palette host={host} />
			<MailDialog />
			<HelpSheet opened={help} onClose={helpSheet.close} />
		</div>
	);
}
