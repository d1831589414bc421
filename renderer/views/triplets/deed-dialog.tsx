/** Asks before many triplets are touched: how many, what will happen, and why, for the audit trail. */
import { countText, plural } from "../../ui/numbers.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
import type { Asked } from "./use-deeds.ts";

const words = {
	approve: {
		title: "Approve",
		happens:
			"Each passes at its next attempt, from whichever client it comes, until its retry window ends. Greylisting alone is skipped; your other checks stand.",
	},
	purge: {
		title: "Purge",
		happens:
			"Each is forgotten: the next attempt is a first one and is deferred again, also for senders who had passed before.",
	},
} as const;

export interface DeedDialogProps {
	readonly asked: Asked;
	readonly onYes: (reason: string) => void;
	readonly onNo: () => void;
}

export function DeedDialog({ asked, onYes, onNo }: DeedDialogProps) {
	const { title, happens } = words[asked.deed];
	return (
		<ReasonDialog
			title={`${title} ${plural(asked.count, "triplet")}?`}
			deed={`${title} ${countText(asked.count)}`}
			colour={asked.deed === "purge" ? "red.8" : "violet.8"}
			leave="Leave them"
			onYes={onYes}
			onNo={onNo}
		>
			{asked.q !== null && (
				<p style={{ margin: "0 0 8px" }}>
					All that matched <code className="mono">{asked.q === "" ? "(no query: everything)" : asked.q}</code> a moment
					ago; those that came since are not touched.
				</p>
			)}
			<p style={{ margin: 0 }}>{happens} It can be undone.</p>
		</ReasonDialog>
	);
}
