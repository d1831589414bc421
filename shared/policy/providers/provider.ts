/**
 * A large sender whose mail need not wait: it retries, but from anywhere in its pools. What counts is the verified name
 * of the client, which nobody else can have; the names of its SPF records stand there for people to compare.
 */

export interface Provider {
	readonly id: string;
	readonly name: string;
	/** Patterns of verified client names, as narrow as its outgoing hosts allow: never those of its customers' machines. */
	readonly names: readonly ProviderName[];
	/** Names of the SPF records that list its hosts; none: no source tells one. */
	readonly spf: readonly string[];
	/** A host that was seen to send from there, by whom and when. */
	readonly source: Source;
}

export interface ProviderName {
	readonly pattern: string;
	/** The day of the pack that brought it, `2026-11-24`. */
	readonly since: string;
}

export interface Source {
	readonly url: string;
	readonly seen: string;
	readonly asOf: string;
}

export function since(day: string, ...patterns: readonly string[]): readonly ProviderName[] {
	return patterns.map((pattern) => ({ pattern, since: day }));
}

/** In the `Received` line that a public list's server wrote: only a name that leads back to its address stands there. */
export function list(archive: string, seen: string, asOf: string): Source {
	return { url: `https://${archive}/`, seen, asOf };
}

/** In postgrey's own list, with the day of its comment. */
export function postgrey(seen: string, asOf: string): Source {
	return { url: "https://github.com/schweikert/postgrey/blob/master/postgrey_whitelist_clients", seen, asOf };
}
