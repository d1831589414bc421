/**
 * How an operator puts us into Postfix (3.0 or newer): the restriction, the whole line as an example, and the order
 * in words. It goes into the operator's own list, last, and never continues it; a dead daemon of ours then delays
 * nobody (`default_action=DUNNO`).
 */
export interface Recipe {
	/** What is added. */
	readonly restriction: string;
	/** Where it stands in main.cf. */
	readonly line: string;
	/** The order, one sentence each. */
	readonly order: readonly string[];
}

/** `address` as the daemon tells it: `127.0.0.1:10023`, `[::1]:10023` or `unix:/path`. */
export function recipeFor(address: string): Recipe {
	const endpoint = /^(unix|inet):/.test(address) ? address : `inet:${address}`;
	const restriction = `check_policy_service { ${endpoint}, timeout=5s, default_action=DUNNO }`;
	return {
		restriction,
		line:
			"smtpd_recipient_restrictions = …, permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, " +
			`reject_unlisted_recipient, <other rejects>, ${restriction}`,
		order: [
			"Keep your own list: add the check at its end, replace nothing.",
			"permit_mynetworks and permit_sasl_authenticated come first: your own users are never asked to wait.",
			"reject_unauth_destination must come before it: a server that relays for everybody is not helped by waiting.",
			"reject_unlisted_recipient and your other rejects come before it: what is refused anyway need not wait first.",
			"The check comes last. timeout=5s and default_action=DUNNO let mail pass when Greydesk does not answer.",
			"Then: postfix reload",
		],
	};
}
