/** What everybody must know before reading figures: gone, stale, open, pass-all, shadow. */
import type { ReactNode } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useHost, useHostNow } from "../../state/app-context.tsx";
import { useStore } from "../../state/store.ts";
import type { Hello } from "../../state/use-history.ts";
import { commandLine } from "../list/command-line.ts";
import styles from "./frame.module.css";
import { LinkBanner } from "./link-banner.tsx";
import { PassAllBanner } from "./pass-all-banner.tsx";

export function Banners({ host, hello }: { host: Host; hello: Hello | null }) {
	const tick = useStore(useHost().live.tick);
	const now = useHostNow();
	const passAll = tick?.passAllUntilAt ?? null;
	const mode = tick?.mode ?? hello?.engine.mode;
	const enforce = commandLine(["policy", "set", "mode=enforce"], host);
	return (
		<>
			<LinkBanner host={host} />
			{tick?.open === true && (
				<Banner tone="trouble">
					<strong>The engine cannot write its journal.</strong> All mail passes and nothing is remembered until it can.
					Look at the space left on its disk.
				</Banner>
			)}
			{passAll !== null && passAll > now && <PassAllBanner untilAt={passAll} now={now} />}
			{mode === "shadow" && (
				<Banner tone="operator">
					<strong>Shadow mode:</strong> every mail is judged and none is deferred, until you tell it to enforce, in
					Settings
					{enforce.ok && (
						<>
							{" "}
							or with <code className="mono">{enforce.value}</code>
						</>
					)}
					.
				</Banner>
			)}
		</>
	);
}

function Banner({ tone, children }: { tone: "trouble" | "deferred" | "operator"; children: ReactNode }) {
	return (
		<div className={styles.banner} data-tone={tone} role="status">
			{children}
		</div>
	);
}
