/**
 * An event as the stream tells it: as it is, but for the lists that one action on 20,000 triplets would make endless.
 * Those are cut to 100, and `counts` says how many there were; settings are left out, for `GET /v1/policy` tells them.
 */
import type { PolicyEvent } from "../../../shared/policy/event.ts";
import type { StreamEvent } from "../../../shared/protocol/stream.ts";

const MOST = 100;

/** Its `id` is `epoch:seq`. */
export function wireEvent(event: PolicyEvent, epoch: string): StreamEvent {
	return { id: `${epoch}:${event.seq}`, ...bounded(event) };
}

function bounded(event: PolicyEvent): StreamEvent {
	switch (event.kind) {
		case "deferred":
		case "passed":
			return event.evicted === undefined ? { ...event } : cut(event, ["evicted"]);
		case "approved":
			return cut(event, ["rows", "approvals"]);
		case "purged":
			return cut(event, ["rows", "approvals", "autoWhitelists"]);
		case "undone":
			return cut(event, ["restored", "withdrawn", "approvals", "failed", "autoWhitelists"]);
		case "forgotten":
			return cut(event, ["triplets", "approvals", "autoWhitelists", "correspondents", "restored"]);
		case "whitelist-changed":
			return cut(event, ["added", "removed", "uses", "autoAdded", "autoRemoved"]);
		case "imported":
			return cut(event, ["rows", "before", "autoWhitelists", "autoBefore", "keys"]);
		case "erased":
			return cut(event, ["triplets", "approvals", "passes", "correspondents"]);
		case "settings-changed": {
			const { before: _before, after: _after, ...told } = event;
			return told;
		}
		default:
			return { ...event };
	}
}

function cut(event: PolicyEvent, lists: readonly string[]): StreamEvent {
	const told: Record<string, unknown> & StreamEvent = { ...event };
	const counts: Record<string, number> = {};
	for (const name of lists) {
		const list = told[name];
		if (!Array.isArray(list)) continue;
		counts[name] = list.length;
		told[name] = list.slice(0, MOST);
	}
	return { ...told, counts };
}
