/** greylistd 0.9: one list of texts, asked by an Exim for the whole address, sender and recipient. */
import type { Peer } from "./compare.ts";
import { keepTriplets, weForget } from "./keep-triplets.ts";

const reasons = {
	"null sender": "greylistd greylists what it is asked; we let the null sender pass (RFC 6647 section 5)",
	"strict clock": "greylistd passes after retryMin, we at it: a retry in that very second waits once more there",
	"kept until saved": "greylistd forgets when it saves its files, here never; we do when the time is over",
	"recipient's case": "greylistd knows no capitals; with us the local part is its host's business (RFC 5321 2.4)",
} as const;

type Reason = keyof typeof reasons;

export const greylistd: Peer<Reason> = {
	name: "greylistd",
	reasons,
	model: (asWe) =>
		keepTriplets({
			isExempt: ({ sender }) => asWe.has("null sender") && sender === "",
			key: ({ client, sender, recipient }) =>
				`${client} ${sender.toLowerCase()} ${asWe.has("recipient's case") ? recipient : recipient.toLowerCase()}`,
			isOver: (seconds) => (asWe.has("strict clock") ? seconds >= 300 : seconds > 300),
			isForgotten: (kept, at) => asWe.has("kept until saved") && weForget(kept, at),
		}),
};
