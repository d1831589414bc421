/** Removes a host, and offers it back for as long as the toast stands; only then does the desk forget it. */
import type { Host } from "../../../shared/protocol/desk.ts";
import { useAddress, useApp } from "../../state/app-context.tsx";
import { beginRemoval } from "../../state/host-acts.ts";
import { sayTakenBack, tell } from "../undo.tsx";

export function useRemoveHost(): (host: Host) => void {
	const app = useApp();
	const here = useAddress();
	return (host) => {
		const removal = beginRemoval(app, host.id);
		if (here.host === host.id) app.address.go({ host: null, open: null });
		const forget = async () => {
			const answer = await removal.finish();
			if (answer !== null && !answer.ok) tell("trouble", `${host.name} is not removed`, answer.problem.detail);
		};
		const title = `${host.name} is removed from this desk`;
		const words = { title, message: "Its daemon is not touched.", onClose: () => void forget() };
		sayTakenBack(`removed-${host.id}`, words, removal.takeBack);
	};
}
