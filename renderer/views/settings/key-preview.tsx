/** What changed key settings would make of senders and clients that are known: these addresses become this key. */
import { useQuery } from "@tanstack/react-query";
import type { Settings } from "../../../shared/policy/settings.ts";
import { type PreviewedKeys, previewKeys } from "../../../shared/protocol/policy-routes.ts";
import { useHost } from "../../state/app-context.tsx";
import { need } from "../../state/ask.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import styles from "./settings.module.css";

type Changes = PreviewedKeys["senders"];
type Group = Changes["joined"][number];

/** The largest are shown; the command tells them all. */
const MOST_SHOWN = 3;
const keyFields = ["clientKey", "ipv4Prefix", "ipv6Prefix"];

export function changesKeys(keys: readonly string[]): boolean {
	return keys.some((key) => keyFields.includes(key) || key.startsWith("senderRules."));
}

export function KeyPreview({ settings }: { settings: Settings }) {
	const host = useHost();
	const { data, error } = useQuery({
		queryKey: ["preview-keys", host.id, JSON.stringify(settings)],
		queryFn: () => need(host.send, previewKeys, { body: { settings } }),
		retry: false,
	});
	if (error !== null) return <p className="soft">What becomes of known senders is not told by this host.</p>;
	if (data === undefined) return <p className="soft">Looking what becomes of known senders…</p>;
	const { senders, clients, looked, triplets } = data;
	return (
		<section aria-label="What becomes of known senders" className={styles.preview}>
			<Told what="senders" changes={senders} />
			<Told what="clients" changes={clients} />
			<p className="soft figures">By {looked < triplets ? `${looked} of ${triplets}` : triplets} triplets in memory</p>
		</section>
	);
}

function Told({ what, changes }: { what: string; changes: Changes }) {
	const { before, after, joined, parted, more } = changes;
	const groups = [
		...joined.map((group) => ({ group, words: `${group.count} become one` })),
		...parted.map((group) => ({ group, words: `one becomes ${group.count}` })),
	];
	const rest = groups.length - MOST_SHOWN + more;
	if (groups.length === 0)
		return (
			<p className="soft">
				Of {before} {what} none becomes another.
			</p>
		);
	return (
		<>
			<p>
				{before} {what} become {after}:
			</p>
			<ul className={styles.changes}>
				{groups.slice(0, MOST_SHOWN).map(({ group, words }) => (
					<Becoming key={`${words} ${group.key}`} group={group} words={words} />
				))}
			</ul>
			{rest > 0 && <p className="soft">and {rest} more</p>}
		</>
	);
}

function Becoming({ group, words }: { group: Group; words: string }) {
	return (
		<li>
			<span className="soft">{words}: </span>
			<code className="mono">
				<Foreign text={group.key === "" ? "<>" : group.key} cut={false} />
			</code>
			<div className="mono soft">
				{group.members.slice(0, MOST_SHOWN).map((member) => (
					<div key={member}>
						<Foreign text={member} cut={false} />
					</div>
				))}
				{group.count > MOST_SHOWN && "…"}
			</div>
		</li>
	);
}
