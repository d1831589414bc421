/** The way back, from a toast, a list or the keys; and what is told in passing. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Actions, Done } from "../state/actions.ts";
import { useApp, useHost } from "../state/app-context.tsx";
import { useRights } from "../state/use-rights.ts";
import { saidText } from "../ui/durations.ts";
import { useKeys } from "../ui/keys.ts";
import { plural } from "../ui/numbers.ts";

/** Ctrl+Z, Cmd+Z: the newest action done here, at the host on screen. */
export function useUndoKey(): void {
	const { actions } = useApp();
	const host = useHost();
	const { undo: refused } = useRights();
	useKeys({
		"mod+z": () => {
			const last = actions.stack.get().findLast((done) => done.host === host.id);
			if (last === undefined) tell("plain", "Nothing to undo", "No action was done here since this page was opened.");
			else if (refused !== null) tell("trouble", "Not undone", refused);
			else void undoNow(actions, last);
		},
	});
}

/** Says what was done, and offers to take it back for as long as the toast stands. */
export function sayUndoable(actions: Actions, done: Done, words: ToastWords) {
	sayTakenBack(done.actionId, words, () => void undoNow(actions, done));
}

export interface ToastWords {
	readonly title: string;
	readonly message: string;
	/** The toast is gone, by whatever. */
	readonly onClose?: () => void;
}

/** The toast of what can be taken back: its button hides it, and calls `back`. */
export function sayTakenBack(id: string, { title, message, onClose }: ToastWords, back: () => void) {
	notifications.show({
		id,
		title,
		autoClose: 12_000,
		withBorder: true,
		color: "violet",
		...(onClose === undefined ? {} : { onClose }),
		message: (
			<div style={{ display: "flex", alignItems: "center", gap: 12 }}>
				<span style={{ flex: 1 }}>{message}</span>
				<Button
					variant="default"
					size="compact-xs"
					onClick={() => {
						back();
						notifications.hide(id);
					}}
				>
					Undo
				</Button>
			</div>
		),
	});
}

export async function undoNow(actions: Actions, done: Done, reason = ""): Promise<void> {
	notifications.hide(done.actionId);
	const answer = await actions.undo(done.host, done.actionId, reason);
	const said = (words: string) => saidText(words, actions.now(done.host));
	if (!answer.ok) return tell("trouble", "Not undone", said(answer.problem.detail));
	const { count, failed } = answer.value;
	const why = failed.map((one) => said(one.why)).filter((one, n, all) => all.indexOf(one) === n);
	if (count === 0 && failed.length > 0) tell("trouble", "Not undone", why.join("; "));
	else
		tell(
			"plain",
			done.of === "mails" ? `Undone for ${plural(count, "mail")}` : "Undone",
			failed.length === 0 ? "All is as before." : `${failed.length} not: ${why.join("; ")}`,
		);
}

export function tell(tone: "trouble" | "plain", title: string, message: string): void {
	notifications.show({
		title,
		message,
		withBorder: true,
		color: tone === "trouble" ? "red" : "violet",
		autoClose: 9_000,
	});
}
