/** The first screen: nothing has come yet, and three ways to begin. */
import { Button } from "@mantine/core";
import { IconArrowRight, IconMailFast, IconPlayerPlay, IconPlugConnected } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useApp } from "../../state/app-context.tsx";
import { useStore } from "../../state/store.ts";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { usePlaySample } from "../frame/use-play-sample.ts";
import { AddHostForm } from "../hosts/add-host-form.tsx";
import styles from "./first.module.css";
import { PostfixCard } from "./postfix-card.tsx";

export function FirstScreen() {
	const app = useApp();
	const info = useStore(app.hosts.info);
	const sample = usePlaySample();
	const goTo = (host: Host) => app.address.go({ view: "watch", host: host.id, open: null, q: "" });
	const postfix = info?.postfix ?? null;
	return (
		<div className={styles.screen}>
			<div className={styles.inner}>
				<h1>No mail has come yet</h1>
				<p className="soft">
					Greydesk runs and waits to be asked. Choose how to begin; you can come back to the others later.
				</p>
				<div className={styles.cards} data-many={postfix !== null}>
					<Card sign={<IconPlayerPlay size={20} stroke={1.8} />} title="Play sample traffic">
						<p>
							A daemon of its own plays a dozen kinds of senders: real retry schedules, bots that never come back, a
							pool that returns from elsewhere. Its clock runs fast, and everything it shows is marked “sample”.
						</p>
						<Button
							onClick={() => void sample.play()}
							loading={sample.starting}
							rightSection={<IconArrowRight size={14} />}
						>
							Play sample traffic
						</Button>
						{sample.problem !== null && <ProblemNote problem={sample.problem} />}
					</Card>
					{postfix !== null && info !== null && (
						<Card sign={<IconMailFast size={20} stroke={1.8} />} title="Greylist the Postfix on this machine">
							<PostfixCard version={postfix.version} policyAddress={info.policyAddress} />
						</Card>
					)}
					<Card sign={<IconPlugConnected size={20} stroke={1.8} />} title="Connect to a host’s management socket">
						<p>A Greydesk daemon that runs elsewhere: on this machine, or on a mail host that you reach over ssh.</p>
						<AddHostForm whole={false} onDone={goTo} />
					</Card>
				</div>
				<Button
					variant="default"
					color="gray"
					mt={14}
					onClick={() =>
						app.address.go({ host: app.hosts.info.get()?.hosts.find((one) => one.kind === "embedded")?.id ?? null })
					}
				>
					Watch the empty chart
				</Button>
			</div>
		</div>
	);
}

function Card({ sign, title, children }: { sign: ReactNode; title: string; children: ReactNode }) {
	return (
		<section className={styles.card}>
			<h2>
				{sign}
				{title}
			</h2>
			{children}
		</section>
	);
}
