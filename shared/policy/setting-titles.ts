/** Each setting in plain words, for forms and for the audit trail: what it decides, without its unit or default. */
const titles: Readonly<Record<string, string>> = {
	mode: "Enforce, or only watch",
	delay: "How long new mail waits",
	retryWindow: "Time to come back",
	forgetAfter: "Waiting mail is forgotten after",
	passLifetime: "Mail that passed is remembered for",
	clientKey: "Clients are the same by",
	ipv4Prefix: "Width of an IPv4 network",
	ipv6Prefix: "Width of an IPv6 network",
	"senderRules.verp": "Senders that name the recipient (VERP)",
	"senderRules.batv": "Senders with a signature (BATV)",
	"senderRules.srs": "Forwarded senders (SRS)",
	"senderRules.plus": "Senders with a +extension",
	"senderRules.esp": "Bounce addresses of bulk senders",
	nullSender: "Bounces (null sender)",
	trustedNetworks: "Trusted networks",
	exemptRecipients: "Recipients that never wait",
	recipientDomains: "Only mail to these recipients waits",
	overrides: "Otherwise for some recipients",
	"autoWhitelist.enabled": "Trust senders that proved themselves",
	"autoWhitelist.passes": "Passes until a sender is trusted",
	"autoWhitelist.apart": "Time between passes that count",
	"autoWhitelist.distinct": "Different recipients or senders needed",
	"autoWhitelist.idle": "Trust ends without use after",
	passWhen: "Passes at once if",
	"dns.whitelistSpf": "Whitelisted senders may prove themselves by SPF",
	"dns.timeout": "Wait for the DNS at most",
	"dns.servers": "DNS resolvers",
	correspondents: "Answers to our own mail pass",
	throttle: "New mail of one network that may wait",
	maxTriplets: "Triplets remembered at most",
	maxShare: "Share that one network may hold",
	"reply.code": "Reply code",
	"reply.text": "Reply text",
	"reply.help": "Page that explains the wait",
};

/** Of a setting that a newer host has and we do not know: its key. */
export function settingTitle(key: string): string {
	return titles[key] ?? key;
}
