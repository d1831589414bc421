/** A whitelist entry. `auto` ones are shown beside them but live in their own rows. */

/** What a pattern is matched against. A sender alone is forgeable: it needs SPF pass or an aligned verified name. */
export const entryKinds = ["client", "network", "name", "recipient", "sender"] as const;
export type EntryKind = (typeof entryKinds)[number];

/** As many as are looked through for each new one, and for each listing. */
export const MOST_ENTRIES = 10_000;

export interface WhitelistEntry {
	readonly id: string;
	readonly kind: EntryKind;
	/** Address, CIDR, `mail.example.net` or `*.example.net`, `user@example.net`, `user@` or `example.net`. */
	readonly pattern: string;
	readonly reason: string;
	readonly owner: string;
	readonly addedAt: number;
	readonly expiresAt: number | null;
}

/** How often an entry let an attempt through. An entry without one was never used. */
export interface WhitelistUse {
	/** Of the entry. */
	readonly id: string;
	readonly hits: number;
	readonly lastHitAt: number;
}
