/** The kinds of entries in words: what each is matched against, and how it is written. */
import type { EntryKind } from "../../../shared/policy/whitelist-entry.ts";
import type { WhitelistKind, WhitelistPart } from "../../state/use-whitelists.ts";

export const kindWords: Readonly<Record<WhitelistKind, string>> = {
	client: "Client",
	network: "Network",
	name: "Name",
	recipient: "Recipient",
	sender: "Sender",
	auto: "Auto",
};

/** What can be shown alone. */
export const partWords: Readonly<Record<WhitelistPart, string>> = { ...kindWords, expired: "Expired" };

export interface KindHelp {
	readonly label: string;
	readonly example: string;
	readonly words: string;
}

export const kindHelp: Readonly<Record<EntryKind, KindHelp>> = {
	client: {
		label: "Client address",
		example: "192.0.2.1 or 2001:db8::1",
		words: "All mail of this one address.",
	},
	network: {
		label: "Network",
		example: "192.0.2.0/24 or 2001:db8::/32",
		words: "All mail of the addresses in it. Cannot be forged, but grows old: give it an end.",
	},
	name: {
		label: "Verified client name",
		example: "mail.example.net or *.example.net",
		words: "Clients whose name leads back to their address. Follows a sender that moves.",
	},
	recipient: {
		label: "Recipient",
		example: "anna@example.org, anna@ or example.org",
		words: "All mail to this address or domain, from anybody.",
	},
	sender: {
		label: "Envelope sender",
		example: "news@example.net, news@ or example.net",
		words:
			"A sender alone is forgeable, so it counts only where the verified name of the client lies in the same domain.",
	},
};
