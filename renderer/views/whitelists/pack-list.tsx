/** What of the pack is new, goes, or was taken out here; and every large sender with where it is known from. */
import type { PackTold } from "../../../shared/protocol/pack-routes.ts";
import { Foreign } from "../../ui/foreign-text.tsx";
import styles from "./pack.module.css";

export function PackList({ told }: { told: PackTold }) {
	const changes =
		told.enabled === null
			? []
			: [
					...told.removed.map((name) => ({ ...name, sign: "−", words: "no longer in it" })),
					...told.added.map((name) => ({ ...name, sign: "+", words: "new in this pack" })),
					...told.left.map((name) => ({ ...name, sign: "·", words: "taken out here, stays out" })),
				];
	return (
		// A scrolling list must be reachable by the keyboard.
		<div className={styles.list} tabIndex={0} role="region" aria-label="The pack of large senders">
			{changes.length > 0 && (
				<ul className={styles.changes} aria-label="Differences">
					{changes.map(({ sign, pattern, provider, words }) => (
						<li key={`${sign}${pattern}`} data-sign={sign}>
							<span className="mono" aria-hidden>
								{sign}
							</span>
							<span className="mono">
								<Foreign text={pattern} cut={false} />
							</span>
							<Foreign text={provider} />
							<span className="soft">{words}</span>
						</li>
					))}
				</ul>
			)}
			<table>
				<thead>
					<tr>
						<th>Sender</th>
						<th>Verified names</th>
						<th>Its SPF records</th>
						<th>Seen to send</th>
					</tr>
				</thead>
				<tbody>
					{told.providers.map(({ id, name, names, spf, source }) => (
						<tr key={id}>
							<td>
								<Foreign text={name} cut={false} />
							</td>
							<td className="mono">
								<Names names={names} />
							</td>
							<td className="mono">
								<Names names={spf} />
							</td>
							<td className="soft" title={source.seen}>
								<Foreign text={`${source.asOf}, ${source.url.replace(/^https:\/\/|\/$/g, "")}`} cut={false} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** One a line, so that none breaks at its hyphens. */
function Names({ names }: { names: readonly string[] }) {
	if (names.length === 0) return <span className="soft">–</span>;
	return names.map((name) => (
		<div key={name}>
			<Foreign text={name} cut={false} />
		</div>
	));
}
