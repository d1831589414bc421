/** A view of a host that has told it nothing yet: still connecting, or gone before it was asked. */
import type { Host } from "../../shared/protocol/desk.ts";
import { whenText } from "../ui/durations.ts";
import { EmptyNote } from "../ui/problem-note.tsx";

export function NothingRead({ host }: { host: Host }) {
	if (host.link === "connecting" || host.link === "live")
		return <EmptyNote title={`Connecting to ${host.name}…`}>What it tells is shown as soon as it answers.</EmptyNote>;
	return (
		<EmptyNote title={`Nothing of this was read before ${host.name} went`}>
			The link is down since {whenText(host.sinceAt, Date.now())}. It is read by itself as soon as the link is back;
			above stands what mends it.
		</EmptyNote>
	);
}
