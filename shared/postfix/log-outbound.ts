/**
 * Which mail of ours was delivered, by the queue: given in with a login, from a trusted network or on this machine, and
 * then sent by smtp to another host. A content filter on loopback gives a mail back under another number; it stays ours
 * by `queued as`. Bounded; what is not known to be ours is none of ours.
 */
import type { LogLine } from "./log-event.ts";
import { dropOldest } from "./log-sessions.ts";

export interface Outbound {
	/** The mails that this line shows to be delivered. */
	read(line: LogLine): readonly { readonly sender: string; readonly recipient: string }[];
	size(): number;
}

interface Queued {
	ours: boolean;
	sender: string | null;
	/** Delivered before it was known whose it is. */
	sent: string[];
}

const MOST_QUEUED = 20_000;
const MOST_SENT = 100;
const nothing: ReturnType<Outbound["read"]> = [];

/** `isTrusted`: whether an address is of our own networks. */
export function createOutbound(isTrusted: (address: string) => boolean): Outbound {
	const queue = new Map<string, Queued>();

	function of(queueId: string): Queued {
		const known = queue.get(queueId) ?? { ours: false, sender: null, sent: [] };
		queue.delete(queueId);
		queue.set(queueId, known);
		if (queue.size > MOST_QUEUED) dropOldest(queue);
		return known;
	}

	function told(mail: Queued): ReturnType<Outbound["read"]> {
		const { ours, sender, sent } = mail;
		if (!ours || sender === null || sent.length === 0) return nothing;
		mail.sent = [];
		return sent.map((recipient) => ({ sender, recipient }));
	}

	return {
		size: () => queue.size,
		read({ program, event }) {
			switch (event.kind) {
				case "queued": {
					const { address } = event.client;
					of(event.queueId).ours ||= event.saslUser !== null || (address !== null && isTrusted(address));
					return nothing;
				}
				case "picked-up":
					of(event.queueId).ours = true;
					return nothing;
				case "active": {
					const mail = of(event.queueId);
					mail.sender = event.sender;
					return told(mail);
				}
				case "delivery": {
					if (event.status !== "sent" || program !== "smtp") return nothing;
					const mail = of(event.queueId);
					if (isLoopback(event.relay)) {
						if (!mail.ours || event.queuedAs === null) return nothing;
						const next = of(event.queuedAs);
						next.ours = true;
						return told(next);
					}
					if (mail.sent.length < MOST_SENT) mail.sent.push(event.recipient);
					return told(mail);
				}
				default:
					return nothing;
			}
		},
	};
}

function isLoopback(relay: string | null): boolean {
	return relay !== null && (relay.includes("[127.0.0.1]") || relay.includes("[::1]"));
}
