/** Acting from a view: asks, says in a toast what was done and offers the way back. The rows change by the stream. */
import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Acted, Actions, Deed, Which } from "../state/actions.ts";
import { useApp, useHost } from "../state/app-context.tsx";
import { useKeys } from "../ui/keys.ts";
import { plural } from "../ui/numbers.ts";

export type Act = (deed: Deed, which: Which, reason?: string) => Promise<Acted>;

export function useAct(): Act {
	const { actions } = useApp();
	const host = useHost();
	return async (deed, which, reason = "") => {
		const answer = await actions.act(host.id, deed, { which, reason });
		if (!answer.ok) tell("trouble", answer.problem.title, answer.problem.detail);
		else sayDone(actions, { host: host.id, deed, answer });
		return answer;
	};
}

/** Ctrl+Z, Cmd+Z: the newest action done here, at the host on screen. */
export function useUndoKey(): void {
	const { actions } = useApp();
	const host = useHost();
	useKeys({
		"mod+z": () => {
			const last = actions.stack.get().findLast((done) => done.host === host.id);
			if (last === undefined) tell("plain", "Nothing to undo", "No action was done here since this page was opened.");
			else void undoNow(actions, host.id, last.actionId);
		},
	});
}

function sayDone(actions: Actions, done: { host: string; deed: Deed; answer: Acted & { ok: true } }): void {
	const { actionId, count, failed } = done.answer.value;
	const why = failed.length === 0 ? "" : ` ${failed.length} not: ${failed[0]?.why ?? ""}`;
	if (count === 0) {
		tell("trouble", "Nothing was changed", why.trim());
		return;
	}
	const title = `${done.deed === "approve" ? "Approved" : "Purged"} ${plural(count, "mail")}`;
	const next =
		done.deed === "approve" ? "The next attempt passes, from any client." : "The next attempt is a first one.";
	notifications.show({
		id: actionId,
		title,
		autoClose: 12_000,
		withBorder: true,
		color: "violet",
		message: (
			<div style={{ display: "flex", alignItems: "center", gap: 12 }}>
				<span style={{ flex: 1 }}>{next + why}</span>
				<Button variant="default" size="compact-xs" onClick={() => void undoNow(actions, done.host, actionId)}>
					Undo
				</Button>
			</div>
		),
	});
}

async function undoNow(actions: Actions, host: string, actionId: string): Promise<void> {
	notifications.hide(actionId);
	const answer = await actions.undo(host, actionId);
	if (!answer.ok) return tell("trouble", "Not undone", answer.problem.detail);
	const { count, failed } = answer.value;
	const why = failed.map((one) => one.why).filter((one, n, all) => all.indexOf(one) === n);
	if (count === 0) tell("trouble", "Not undone", why.join("; "));
	else
		tell(
			"plain",
			`Undone for ${plural(count, "mail")}`,
			failed.length === 0 ? "All is as before." : `${failed.length} not: ${why.join("; ")}`,
		);
}

function tell(tone: "trouble" | "plain", title: string, message: string): void {
	notifications.show({
		title,
		message,
		withBorder: true,
		color: tone === "trouble" ? "red" : "violet",
		autoClose: 9_000,
	});
}
