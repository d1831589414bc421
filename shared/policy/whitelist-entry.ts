/** A whitelist entry. `auto` ones are shown beside them but live in their own rows. */
export interface WhitelistEntry {
	readonly id: string;
	/** What `pattern` is matched against. A sender alone is forgeable: it needs SPF pass or an aligned verified name. */
	readonly kind: "client" | "network" | "name" | "recipient" | "sender";
	/** Address, CIDR, `mail.example.net` or `*.example.net`, `user@example.net`, `user@` or `example.net`. */
	readonly pattern: string;
	readonly reason: string;
	readonly owner: string;
	readonly addedAt: number;
	readonly expiresAt: number | null;
}
