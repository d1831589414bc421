/** Acting from a view: asks, says in a toast what was done and offers the way back. The rows change by the stream. */
import type { Acted, Actions, Deed, Which } from "../state/actions.ts";
import { useApp, useHost } from "../state/app-context.tsx";
import { saidText } from "../ui/durations.ts";
import { plural } from "../ui/numbers.ts";
import { sayUndoable, tell } from "./undo.tsx";

export type Act = (deed: Deed, which: Which, reason?: string) => Promise<Acted>;

const refusedTitles: Readonly<Record<Deed, string>> = { approve: "Not approved", purge: "Not purged" };

export function useAct(): Act {
	const { actions } = useApp();
	const host = useHost();
	return async (deed, which, reason = "") => {
		const answer = await actions.act(host.id, deed, { which, reason });
		if (!answer.ok) tell("trouble", refusedTitles[deed], saidText(answer.problem.detail, actions.now(host.id)));
		else sayDone(actions, { host: host.id, deed, answer });
		return answer;
	};
}

function sayDone(actions: Actions, done: { host: string; deed: Deed; answer: Acted & { ok: true } }): void {
	const { actionId, count, failed } = done.answer.value;
	const why =
		failed.length === 0 ? "" : ` ${failed.length} not: ${saidText(failed[0]?.why ?? "", actions.now(done.host))}`;
	if (count === 0) {
		tell("trouble", "Nothing was changed", why.trim());
		return;
	}
	const title = `${done.deed === "approve" ? "Approved" : "Purged"} ${plural(count, "mail")}`;
	const next =
		done.deed === "approve" ? "The next attempt passes, from any client." : "The next attempt is a first one.";
	sayUndoable(actions, { host: done.host, actionId, of: "mails" }, { title, message: next + why });
}
